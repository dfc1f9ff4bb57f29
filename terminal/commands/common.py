"""What all commands take: where the settings are, where everything is kept."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from terminal import config
from terminal.errors import SettingsError
from terminal.journal.append import origin
from terminal.opening import open_terminal
from terminal.sync.jobs import Job
from terminal.village.models import Unit

Command = TypeVar("Command", bound=Callable[..., Any])
DAY = click.DateTime(["%Y-%m-%d"])


def settled(command: Command) -> Command:
    """Give a command --config and --data; said once for a whole session by TERMINAL_CONFIG and TERMINAL_DATA."""
    data = click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="TERMINAL_DATA",
        help="Folder of everything kept.",
    )
    settings = click.option(
        "--config",
        "config_file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        envvar="TERMINAL_CONFIG",
        help="Settings file.",
    )
    return settings(data(command))


def opened(config_file: Path | None, data: Path | None, *, must_exist: bool = False) -> config.Settings:
    """Settings read and the terminal's database and log opened; `must_exist`: a mistyped folder is no new terminal."""
    settings = config.read(config_file, data)
    if must_exist and not settings.database.exists():
        raise SettingsError(f"{settings.data} 里没有终端的数据。请核对 --data 写的文件夹。")
    if settings.county:
        from terminal import county_app  # a terminal works without it

        county_app.install()
    open_terminal(settings)
    if settings.county and Unit.get_or_none(origin=origin()):
        raise SettingsError(f"{settings.data} 里是一台终端的数据，不是县平台的。请用 --data 写上县平台的文件夹。")
    return settings


def day_of(value: datetime | None) -> Any:
    return value.date() if value else None


@contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A bar for a watching person; nothing for a script. The function takes how many are done."""
    with click.progressbar(length=length, label=label, hidden=not sys.stderr.isatty()) as bar:

        def told(done: int) -> None:
            bar.update(done - bar.pos)

        yield told


class Watched(Job):
    """A job that is done at once, in this thread, with a bar."""

    def __init__(self, label: str) -> None:
        super().__init__(label, "", lambda _job: ())
        self._label = label

    @contextmanager
    def _bar(self) -> Iterator[None]:
        with progress(self._label, 100) as self._told:
            yield

    def __enter__(self) -> "Watched":
        self._shown = self._bar()
        self._shown.__enter__()
        return self

    def __exit__(self, *wrong: Any) -> None:
        self._shown.__exit__(*wrong)

    def step(self, size: int) -> None:
        super().step(size)
        seen = self.progress
        self._told(min(100, seen.done * 100 // seen.total) if seen.total else 0)
