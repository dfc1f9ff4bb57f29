"""terminal log and rebuild: proving that the tables are what the log says, and the log what was written."""

from pathlib import Path

import click

from terminal.commands.common import opened, progress, settled
from terminal.events_register import TABLES
from terminal.journal import blobs, replay, verify
from terminal.journal.append import length, this_log


@click.group()
def log() -> None:
    """The append-only log."""


@log.command("verify")
@settled
def verify_log(config_file: Path | None, data: Path | None) -> None:
    """Check every line, body, attachment and table row; list everything that is not as it was written.

    Example: terminal log verify --data /srv/terminal
    """
    opened(config_file, data, must_exist=True)
    mine, lines = this_log(), length()
    # The lines are read to the end before the tables are told again: an open reader would hold them.
    found = list(verify.problems(replay.rows(), {mine.origin: mine.genesis}, blobs.is_whole))
    found += replay.differences(TABLES)
    for problem in found:
        click.echo(f"✗ {problem}")
    if found:
        click.echo(f"日志 {mine.origin}：{lines} 行，发现 {len(found)} 处不符。")
        raise click.exceptions.Exit(1)
    click.echo(f"日志 {mine.origin}：{lines} 行，首尾相连，正文、附件、各表都与登记一致。")


@click.command()
@settled
def rebuild(config_file: Path | None, data: Path | None) -> None:
    """Drop the projected tables, tell them the log again, and compare the state before and after.

    Example: terminal rebuild --data /srv/terminal
    """
    opened(config_file, data, must_exist=True)
    with progress("正在重建", length() or 1) as told:
        done = replay.rebuild(TABLES, told)
    click.echo(f"重建了 {done.lines} 行登记。\n重建前 {done.before}\n重建后 {done.after}")
    if done.before != done.after:
        click.echo("两次不一样：重建前的表被人改过，现在已按日志恢复。")
        raise click.exceptions.Exit(1)
    click.echo("前后一致。")
