"""terminal backup: a copy of everything in a second place, whole or not at all."""

from pathlib import Path

import click

from terminal import clock
from terminal.commands.common import opened, settled
from terminal.sync import backed, copies, queries


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--alone", is_flag=True, help="Take all older backups away once this one is whole.")
@settled
def backup(folder: Path | None, alone: bool, config_file: Path | None, data: Path | None) -> None:
    """Copy database, attachments and keys into DIR, or where [backup] says; keep seven days and four weeks.

    Example: terminal backup /mnt/second --data /srv/terminal
    """
    settings = opened(config_file, data, must_exist=True)
    place = folder or settings.backups
    done = copies.make(settings.data, place, clock.now(), alone=alone)
    size = done.about.size / 1024 / 1024
    click.echo(f"备份好了，核对过：{done.folder}，数据库 {size:.1f} MB，附件 {len(done.about.blobs)} 个。")
    for sha256 in done.about.missing:
        click.echo(f"附件 {sha256} 在这台机器上就不完整，没有备份。请运行 terminal log verify。")
    if not folder and not settings.backup.place:
        click.echo("备份和数据在同一块盘上，盘坏了会一起丢。请在 kiosk_config.toml 的 [backup] place 写另一块盘。")
    if queries.heads() and not backed.is_second(done.folder, settings.data):
        click.echo("收来的日志还不算“已备份”：回执只把另一块盘上的备份叫作已备份。")
