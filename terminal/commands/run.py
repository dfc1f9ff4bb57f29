"""terminal run: serve the pages."""

from pathlib import Path

import click

from terminal import config
from terminal.commands.common import progress, settled
from terminal.commands.looking_after import looked_after, on_port, tell_of
from terminal.errors import SettingsError
from terminal.journal.append import tail
from terminal.opening import open_checked
from terminal.serving import serve


def _fill(settings: config.Settings) -> None:
    from terminal.seeding.demo import load  # draws pictures; most starts have no need of it

    with progress("正在装入演示村", 100) as told:
        load("village", told=told)
    click.echo("这台机器还没有数据，已装入演示村（内容都是虚构的）。自己用时请加 --empty。", err=True)


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--empty", is_flag=True, help="Begin without the demonstration village.")
@settled
def run(port: int | None, empty: bool, config_file: Path | None, data: Path | None) -> None:
    """Serve the terminal until Ctrl-C.

    Example: terminal run --port 8080 --data /srv/terminal
    """
    from terminal.kiosk_app import create_kiosk

    settings = on_port(config.read(config_file, data), port)
    if settings.county:
        raise SettingsError("这份设置是县平台的（有 [county]）。县平台请用 terminal county 开。")
    rescue = open_checked(settings)
    app = create_kiosk(settings, rescue, is_open=True)
    if rescue:
        tell_of(rescue, settings)
    elif tail() is None and not empty:
        _fill(settings)
    click.echo(f"请打开 http://127.0.0.1:{settings.server.port}/ （手机：{app.config['ADDRESS']}/）。停下请按 Ctrl-C。")
    courier = app.extensions["courier"]
    courier.start()
    try:
        with looked_after(settings):
            serve(app, settings.server)
    finally:
        courier.stop()
