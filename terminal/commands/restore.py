"""terminal restore: a terminal back from its backup, from bundles, or from both."""

from pathlib import Path

import click

from terminal import config
from terminal.commands.common import settled
from terminal.errors import Problem, Refused
from terminal.store.backup import Backup, backup_at
from terminal.store.database import close_database
from terminal.sync import copies, outbox, rescue


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--keys", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder with terminal.key.")
@settled
def restore(sources: tuple[Path, ...], keys: Path | None, config_file: Path | None, data: Path | None) -> None:
    """Fill the empty folder --data from a backup and bundles: SOURCES are backups, folders of them, bundles, folders of bundles.

    Example: terminal restore /mnt/second /media/stick/SYNC/up --data /srv/terminal
    """
    settings = config.read(config_file, data)
    done = rescue.restore(settings.data, _backup(sources), _bundles(sources), keys)
    close_database()
    click.echo(f"恢复好了：{'备份 ' + done.backup if done.backup else '没有用备份'}，后面接上 {done.lines} 条登记。")
    for problem in done.left:
        click.echo(f"没有用上：{problem}")
    click.echo("第一次开机会另起一期：备份以后、坏掉以前的登记，县平台有的会对出来。请接着运行 terminal log verify。")


def _backup(sources: tuple[Path, ...]) -> Backup | None:
    """The newest good one among what was named. Raises Refused when some were named and none is good."""
    named = [one for path in sources if path.is_dir() for one in (backup_at(path),) if one]
    folders = [path for path in sources if path.is_dir() and any(path.glob("backup-*"))]
    if named:
        return max(named, key=lambda one: one.about.made_at)
    found = [one for path in folders if (one := copies.newest_good(path))]
    if folders and not found:
        raise Refused([Problem("这里的备份都不完整，不能用。", str(folders[0]))])
    return max(found, key=lambda one: one.about.made_at, default=None)


def _bundles(sources: tuple[Path, ...]) -> list[Path]:
    files = [path for path in sources if path.is_file()]
    return files + [path for folder in sources if folder.is_dir() for path in outbox.kept(folder)]
