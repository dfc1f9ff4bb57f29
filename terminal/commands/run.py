"""terminal run: serve the pages."""

import threading
from pathlib import Path

import click
import msgspec

from terminal import config
from terminal.commands.common import progress, settled
from terminal.errors import TerminalError
from terminal.journal.append import tail
from terminal.opening import bring_back, close_clean, open_checked
from terminal.serving import port_is_free, serve
from terminal.sync.ladder import Rescue
from terminal.sync.nightly import Nightly


def _fill(settings: config.Settings) -> None:
    from terminal.seeding.demo import load  # draws pictures; most starts have no need of it

    with progress("正在装入演示村", 100) as told:
        load("village", told=told)
    click.echo("这台机器还没有数据，已装入演示村（内容都是虚构的）。自己用时请加 --empty。", err=True)


def _tell(settings: config.Settings, rescue: Rescue) -> None:
    """Say what was found, and bring back the rest while pages are served."""
    for problem in rescue.wrong:
        click.echo(f"✗ {problem}", err=True)
    if rescue.under_way:
        click.echo("数据库坏了，先用最近一份备份顶上，正在接上后面的登记。这时只能看，不能写。", err=True)
        threading.Thread(target=bring_back, args=(settings, rescue), name="rescue", daemon=True).start()
    else:
        click.echo("数据库坏了，已经从坏文件和底稿里恢复。请运行 terminal doctor。", err=True)


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--empty", is_flag=True, help="Begin without the demonstration village.")
@settled
def run(port: int | None, empty: bool, config_file: Path | None, data: Path | None) -> None:
    """Serve the terminal until Ctrl-C.

    Example: terminal run --port 8080 --data /srv/terminal
    """
    from terminal.kiosk_app import create_kiosk

    settings = config.read(config_file, data)
    if port:
        settings = msgspec.structs.replace(settings, server=msgspec.structs.replace(settings.server, port=port))
    if not port_is_free(settings.server):
        raise TerminalError(f"端口 {settings.server.port} 已经有别的程序在用。请换一个，例如 --port 8001。")
    rescue = open_checked(settings)
    app = create_kiosk(settings, rescue, is_open=True)
    if rescue:
        _tell(settings, rescue)
    elif tail() is None and not empty:
        _fill(settings)
    click.echo(f"请打开 http://127.0.0.1:{settings.server.port}/ （手机：{app.config['ADDRESS']}/）。停下请按 Ctrl-C。")
    nightly = Nightly(settings.data, settings.backups, settings.backup.hour)
    nightly.start()
    try:
        serve(app, settings.server)
    finally:
        nightly.stop()
        close_clean(settings)
