"""terminal log and rebuild: proving that the tables are what the log says, and the log what was written."""

from pathlib import Path

import click

from terminal import events_register
from terminal.commands.common import opened, progress, settled
from terminal.errors import NotFound, Problem, refuse_if
from terminal.journal import blobs, replay, verify
from terminal.journal.append import length, origin, this_log
from terminal.journal.erasing import erased, withheld
from terminal.proof.queries import thing
from terminal.proof.rules import FEWEST, tidy_mark, why_not_mark
from terminal.proof.witness import Witness, by_mark, of_thing
from terminal.sync import trust


@click.group()
def log() -> None:
    """The append-only log."""


@log.command("verify")
@click.option("--index-no", help="Only this publication, all its versions: the whole 索引号 or its back part.")
@click.option("--fingerprint", help="Only the paper with this fingerprint, as printed, or its first digits.")
@settled
def verify_log(config_file: Path | None, data: Path | None, index_no: str | None, fingerprint: str | None) -> None:
    """Check every line, body, attachment and table row; list everything that is not as it was written.

    Examples: terminal log verify --data /srv/terminal · terminal log verify --index-no 2026-00087
    """
    opened(config_file, data, must_exist=True)
    if index_no is not None:
        return _told(of_thing(thing(origin(), index_no).obj))
    if fingerprint is not None:
        return _told(_marked(tidy_mark(fingerprint)))
    mine, lines = this_log(), length()
    # The lines are read to the end before the tables are told again: an open reader would hold them.
    gone = erased()
    known = trust.genesis() | {mine.origin: mine.genesis}
    found = list(verify.problems(replay.rows(), known, blobs.is_whole, gone, withheld()))
    found += replay.differences(events_register.TABLES)
    for (_origin, _epoch, seq), order in sorted(gone.items()):
        basis, by = getattr(order.order, "basis", ""), order.by
        click.echo(f"· 第 {seq} 号登记的正文已按{basis}删除，{by}同意（第 {order.seq} 号登记）。")
    for problem in found:
        click.echo(f"✗ {problem}")
    if found:
        click.echo(f"日志 {mine.origin}：{lines} 行，发现 {len(found)} 处不符。")
        raise click.exceptions.Exit(1)
    click.echo(f"日志 {mine.origin}：{lines} 行，首尾相连，正文、附件、各表都与登记一致。")


def _marked(mark: str) -> tuple[Witness, ...]:
    """Publications with this fingerprint. Raises Refused for what is none, NotFound when there is no such paper."""
    short = [Problem(f"指纹至少要 {FEWEST} 位，这里有 {len(mark)} 位。")] if len(mark) < FEWEST else []
    refuse_if([*why_not_mark(mark), *short])
    found = by_mark(mark)
    if not found:
        raise NotFound("没有这个指纹。请对着纸再看一遍；还是没有的，这张纸不是这台终端公布的，或者日志被人动过。")
    return found


def _told(found: tuple[Witness, ...]) -> None:
    """Say how each paper stands; exit 1 when one of them does not fit."""
    for one in found:
        which = f"第 {one.number} 次公布" if one.number else "公布"
        sign = "✗" if one.wrongs else "✓"
        click.echo(f"{sign} 第 {one.seq} 号登记 {one.fingerprint[:12].upper()} {which}：{_state(one)}")
        for says in one.wrongs:
            click.echo(f"  · {says}")
    if any(one.wrongs for one in found):
        raise click.exceptions.Exit(1)


def _state(one: Witness) -> str:
    return {
        "unchanged": f"没有改动过，{one.published_on} 公布。",
        "corrected": f"{one.published_on} 公布，后来更正过，现在是第 {one.newest} 次公布（{one.newest_on}）。",
        "withdrawn": f"{one.published_on} 公布，{one.withdrawn_on} 撤下。",
        "erased": "正文已依法删除。",
        "mismatch": "对不上。",
    }[one.state]


@click.command()
@settled
def rebuild(config_file: Path | None, data: Path | None) -> None:
    """Drop the projected tables, tell them the log again, and compare the state before and after.

    Example: terminal rebuild --data /srv/terminal
    """
    opened(config_file, data, must_exist=True)
    with progress("正在重建", length() or 1) as told:
        done = replay.rebuild(events_register.TABLES, told)
    click.echo(f"重建了 {done.lines} 行登记。\n重建前 {done.before}\n重建后 {done.after}")
    if done.before != done.after:
        click.echo("两次不一样：重建前的表被人改过，现在已按日志恢复。")
        raise click.exceptions.Exit(1)
    click.echo("前后一致。")
