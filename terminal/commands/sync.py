"""terminal sync: a round with the county now, how far the log has come, and whose word counts."""

from collections.abc import Iterator
from pathlib import Path

import click

from terminal import clock, events_register
from terminal.bundle import sshsig
from terminal.commands.common import Watched, opened, settled
from terminal.journal.append import length, origin, tail
from terminal.sync import contact, keeping, queries, rounds, trust

BY = "命令行"
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
WHAT = {
    "fork": "同一个号码有两条不同的登记",
    "stale-epoch": "换期以前的另一段登记",
    "revoked": "停用以后的登记",
    "receipt": "县平台的回执与这里的登记矛盾",
}


@click.group(invoke_without_command=True)
@settled
@click.pass_context
def sync(context: click.Context, config_file: Path | None, data: Path | None) -> None:
    """One round with the county now: what is new goes up, what the county says comes down (同步).

    Example: terminal sync --data /srv/terminal
    """
    if context.invoked_subcommand is None:
        _round(config_file, data)


@sync.command("now")
@settled
def now(config_file: Path | None, data: Path | None) -> None:
    """The same as `terminal sync` alone.

    Example: terminal sync now --data /srv/terminal
    """
    _round(config_file, data)


def _round(config_file: Path | None, data: Path | None) -> None:
    settings = opened(config_file, data, must_exist=True)
    with Watched("正在和县平台同步") as job:
        found = rounds.once(rounds.Post.of(settings, events_register.TABLES), job, by_hand=True)
    click.echo(found.says)
    if not found.is_well:
        raise click.exceptions.Exit(1)


@sync.command("status")
@settled
def status(config_file: Path | None, data: Path | None) -> None:
    """Say how far the county has this log, how far other logs are known here, what waits, and what contradicts.

    Example: terminal sync status --data /srv/terminal
    """
    settings = opened(config_file, data, must_exist=True)
    newest = tail()
    click.echo(f"日志 {origin()}：到第 {length()} 号登记" + (f"，第 {newest.epoch} 期。" if newest else "，还是空的。"))
    click.echo(_with_county())
    for line in _last_round():
        click.echo(line)
    for one in queries.heads():
        _tell(one, settings.data)
    for alarm in queries.alarms():
        click.echo(f"✗ {alarm.at:%Y-%m-%d}：日志 {alarm.log} 第 {alarm.seq} 号，{WHAT[alarm.what]}（{alarm.file}）。")


def _with_county() -> str:
    county = queries.delivered()
    if county is None:
        return "还没有县平台的回执：没有一条算已送达县平台。"
    backed = f"到第 {county.backup_seq} 号已在县里备份。" if county.backup_seq else "县里还没有说备份过。"
    return f"已送达县平台到第 {county.seq} 号，还有 {queries.waiting()} 条没有送到；{backed}"


def _last_round() -> Iterator[str]:
    """When the last round was and what it did, when the next is."""
    last = contact.last()
    if last is None:
        yield "还没有在线同步过。"
        return
    yield f"最近一次同步（这台机器的时间 {clock.local(last.at):%Y-%m-%d %H:%M}）：{last.says}"
    if last.met:
        yield f"最近一次连上县平台：{clock.local(last.met):%Y-%m-%d %H:%M}（县里的时间）。"
    if last.next_at:
        yield f"下一次在 {clock.local(last.next_at):%Y-%m-%d %H:%M} 前后。"


def _tell(one: queries.Known, data: Path) -> None:
    click.echo(f"收到日志 {one.origin}：第 {one.epoch} 期到第 {one.seq} 号，已备份到第 {one.backup_seq} 号。")
    kept = {
        "个数据包在等前面的": len(keeping.pending(data, one.origin)),
        "条登记还不认识或合不上": queries.deferred(one.origin),
        "个附件还没到": queries.missing(one.origin),
    }
    for what, count in kept.items():
        if count:
            click.echo(f"  · {count} {what}。")


@sync.command("county")
@click.argument("key_file", metavar="KEYFILE", type=FILE)
@settled
def county(key_file: Path, config_file: Path | None, data: Path | None) -> None:
    """Take receipts signed by this public key as the county's word from now on; compare the fingerprint with the county first.

    Example: terminal sync county county.pub --data /srv/terminal
    """
    opened(config_file, data, must_exist=True)
    public = trust.read_file(key_file)
    trust.trust(public, trust.COUNTY, BY, clock.now())
    click.echo(f"以后认 {sshsig.key_id(public)} 签的回执是县平台的。请和县里核对这个指纹。")
