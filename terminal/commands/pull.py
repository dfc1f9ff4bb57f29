"""terminal pull: fetch from terminals over a network; at the county into its own log books, on a laptop into a folder."""

from pathlib import Path

import click

from terminal import events_register
from terminal.commands.common import Watched, opened, settled
from terminal.config import Settings
from terminal.errors import NotFound
from terminal.sync import fetching

FOLDER = click.Path(exists=True, file_okay=False, writable=True, path_type=Path)


@click.command()
@click.argument("address", required=False)
@click.option("--all", "everything", is_flag=True, help="At a county: every terminal whose address is known.")
@click.option("--folder", type=FOLDER, help="On a laptop: a folder as on a stick, to carry to the county.")
@settled
def pull(
    address: str | None, everything: bool, folder: Path | None, config_file: Path | None, data: Path | None
) -> None:
    """Fetch what is new from the terminal at ADDRESS, and leave there what the county says (拉取).

    Example: terminal pull http://192.168.1.10:8000 --data /srv/county --config county_config.toml
    """
    if bool(address) == everything:
        raise click.UsageError("请写一个地址（http://192.168.1.10:8000），或者写 --all。")
    settings = opened(config_file, data)
    if settings.county:
        _at_county(settings, address)
    elif address and folder:
        with Watched("正在取") as job:
            says = fetching.fetch(settings.data, folder, address, job)
        click.echo(says)
    else:
        raise click.UsageError("这里不是县平台：请写一个地址，并用 --folder 写存到哪个文件夹（U 盘）。")


def _at_county(settings: Settings, address: str | None) -> None:
    from terminal.county import fetching as county  # a terminal works without it

    wanted = [address] if address else list(county.addresses().values())
    if not wanted:
        raise NotFound("还没有一台终端的地址。先用 terminal pull 加地址取一次，或在县平台的“拉取”页写上。")
    with Watched("正在取") as job:
        found = list(county.fetch_all(settings.data, events_register.TABLES, wanted, job))
    for one in found:
        click.echo(f"{'' if one.is_well else '✗ '}{one.name}：{one.says}")
    if not all(one.is_well for one in found):
        raise click.exceptions.Exit(1)
