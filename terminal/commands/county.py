"""terminal county: serve the county's side."""

from pathlib import Path

import click

from terminal import config
from terminal.commands.common import settled
from terminal.commands.looking_after import looked_after, on_port, tell_of
from terminal.errors import SettingsError
from terminal.opening import open_checked
from terminal.register import entering
from terminal.serving import serve
from terminal.staff import queries

SETTINGS = Path("county_config.toml")
HOW = "bin/terminal user add 孙敏 --role admin"


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.")
@settled
def county(port: int | None, config_file: Path | None, data: Path | None) -> None:
    """Serve the county's side until Ctrl-C; settings are those of county_config.toml.

    Example: terminal county --port 8100 --data /srv/county
    """
    from terminal import county_app

    settings = on_port(config.read(config_file or SETTINGS, data), port)
    if settings.county is None:
        raise SettingsError(
            f"{config_file or SETTINGS} 里没有 [county]。请把 docs/county_config.toml 抄成它，写上是哪个县。"
        )
    county_app.install()
    rescue = open_checked(settings)
    app = county_app.create_county(settings, rescue, is_open=True)
    if rescue:
        tell_of(rescue, settings)
    if queries.is_empty():
        click.echo("还没有人能进来。请在另一个窗口加第一个管理员：")
        click.echo(f"  {HOW} --config {config_file or SETTINGS} --data {settings.data}")
    click.echo(f"请打开 http://127.0.0.1:{settings.server.port}/county/ 。停下请按 Ctrl-C。")
    entering.be_ready()
    with looked_after(settings):
        serve(app, settings.server, crowd=True)
