"""terminal stick: the log onto a USB stick, and what a stick brings; the same as at the desk."""

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from terminal import events_register
from terminal.commands.common import opened, progress, settled
from terminal.sync import postman
from terminal.sync.jobs import Job

FOLDER = click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))


@click.group()
def stick() -> None:
    """Carry the log on a USB stick (U 盘)."""


class Watched(Job):
    """A job done at once, with a bar."""

    def __init__(self, label: str) -> None:
        super().__init__(label, "", lambda _job: ())
        self._label = label

    def do(self, work: Callable[["Watched"], Iterable[str]]) -> None:
        with progress(self._label, 100) as told:
            self._told = told
            says = tuple(work(self))
        for one in says:
            click.echo(one)

    def step(self, size: int) -> None:
        super().step(size)
        seen = self.progress
        self._told(min(100, seen.done * 100 // seen.total) if seen.total else 0)


@stick.command()
@FOLDER
@settled
def export(folder: Path, config_file: Path | None, data: Path | None) -> None:
    """Write what the county has no receipt for to SYNC/up on the stick; read back before it may be pulled out.

    Example: terminal stick export /media/usb --data /srv/terminal
    """
    settings = opened(config_file, data, must_exist=True)
    Watched("正在往 U 盘上写").do(lambda job: postman.take_along(settings.data, folder, job))


@stick.command("import")
@FOLDER
@settled
def bring(folder: Path, config_file: Path | None, data: Path | None) -> None:
    """Take bundles and receipts from the stick, and leave receipts on it for those who sent them.

    Example: terminal stick import /media/usb --data /srv/terminal
    """
    settings = opened(config_file, data, must_exist=True)
    Watched("正在读 U 盘").do(lambda job: postman.bring_in(settings.data, folder, events_register.TABLES, job))
