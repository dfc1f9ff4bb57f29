"""terminal county: serve the county's side."""

from pathlib import Path

import click
import msgspec

from terminal import config
from terminal.commands.common import settled
from terminal.errors import TerminalError
from terminal.opening import close_clean
from terminal.serving import port_is_free, serve

SETTINGS = Path("county_config.toml")


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.")
@settled
def county(port: int | None, config_file: Path | None, data: Path | None) -> None:
    """Serve the county's side until Ctrl-C; settings are those of county_config.toml.

    Example: terminal county --port 8100 --data /srv/county
    """
    from terminal.county_app import create_county

    settings = config.read(config_file or SETTINGS, data)
    if port:
        settings = msgspec.structs.replace(settings, server=msgspec.structs.replace(settings.server, port=port))
    if not port_is_free(settings.server):
        raise TerminalError(f"端口 {settings.server.port} 已经有别的程序在用。请换一个，例如 --port 8101。")
    app = create_county(settings)
    click.echo(f"请打开 http://127.0.0.1:{settings.server.port}/county/ 。停下请按 Ctrl-C。")
    try:
        serve(app, settings.server)
    finally:
        close_clean(settings)
