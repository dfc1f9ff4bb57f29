"""terminal stick: the log onto a USB stick, and what a stick brings; the same as at the desk."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from terminal import events_register
from terminal.commands.common import Watched, opened, settled
from terminal.config import Settings
from terminal.sync import postman
from terminal.sync.introducing import Answers
from terminal.sync.jobs import Job

FOLDER = click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))


@click.group()
def stick() -> None:
    """Carry the log on a USB stick (U 盘)."""


def _postman(settings: Settings) -> Any:
    """Who does it: at a county, for all its terminals."""
    if settings.county is None:
        return postman
    from terminal.county import sticks  # a terminal works without it

    return sticks


def _do(label: str, work: Callable[[Job], Iterable[str]]) -> None:
    """A job done at once, with a bar."""
    with Watched(label) as job:
        says = tuple(work(job))
    for one in says:
        click.echo(one)


@stick.command()
@FOLDER
@settled
def export(folder: Path, config_file: Path | None, data: Path | None) -> None:
    """Write what the county has no receipt for to SYNC/up on the stick; read back before it may be pulled out.

    At a county: what it says to each terminal to SYNC/down, and receipts.

    Example: terminal stick export /media/usb --data /srv/terminal
    """
    settings = opened(config_file, data, must_exist=True)
    _do("正在往 U 盘上写", lambda job: _postman(settings).take_along(settings.data, folder, job))


@stick.command("import")
@FOLDER
@settled
def bring(folder: Path, config_file: Path | None, data: Path | None) -> None:
    """Take bundles and receipts from the stick, and leave receipts on it for those who sent them.

    Example: terminal stick import /media/usb --data /srv/terminal
    """
    settings = opened(config_file, data, must_exist=True)
    tables, answers = events_register.TABLES, _answers(settings)
    _do("正在读 U 盘", lambda job: _postman(settings).bring_in(settings.data, folder, tables, job, answers))


def _answers(settings: Settings) -> Answers | None:
    """A county also answers who asks to be enrolled."""
    if settings.county is None:
        return None
    from terminal.county.answering import answers_for  # a terminal works without it

    return answers_for(settings)
