"""terminal bench: measure the terminal beside the limit and a peer, in the same run."""

import importlib
import sys
from pathlib import Path
from typing import Any

import click

from terminal import config
from terminal.commands.common import progress
from terminal.errors import TerminalError

WHAT = {
    "pages": "Pages per second: kept pages, and the list built from the database.",
    "search": "Searching 100,000 entries for words of one to four characters, present, rare and absent.",
    "start": "From the start of the process to the first page, and memory after load.",
    "paper": "The first and the second PDF of a two-page ledger.",
    "personal-data": "The scanner for personal numbers: what it misses, what it takes for one wrongly.",
    "feedback": "Submissions kept in a second, beside the disk alone and plain SQLite; codes found after kill -9.",
    "workbook": "A workbook of 20,000 lines read and checked beside openpyxl; hostile ones refused.",
    "bundle": "Bytes of a month as a bundle beside gzip -9 of the plain rows; export time after one and after ten years.",
    "paint": "From a tap to the painted page, in Chromium with the processor slowed.",
}

# How many times: few in passing, very many when somebody has the time.
COUNTED = {
    "fuzz": ("Bundles spoiled in every way: none may be taken, none may bring the reader down.", 20_000),
    "crash": ("The power goes after any change on the disk: nothing told may be lost, nothing damaged.", 100_000),
    "kill": ("The terminal killed with -9 under load: every code that was given is kept.", 1_000),
    "damage": ("The database file spoilt in every way: found before a wrong page is served, and brought back.", 1_000),
    "sync": ("Logs carried, lost, doubled, spoilt, set back and copied in every order: all ends agree at last.", 500),
    "county": ("Every terminal of a county sends at the same instant, twice, some cut off, some slow.", 500),
    "putback": (
        "A county's database put back seven days while its terminals go on calling: all comes again by itself.",
        100,
    ),
    "ingest": (
        "Months taken in with everything proved, beside the same rows written by somebody who believes them.",
        500,
    ),
    "link": ("So many days behind a slow line that breaks off, with sign-in pages and outages: everything arrives.", 7),
    "api": ("A stranger who has read the interface's file asks the county so often of everything: no fault.", 5_000),
    "canary": ("Sealed letters sent through a browser, then every file searched for what stood in them.", 200),
}

# Not those of other commands: the village of this terminal is never what is measured.
SETTINGS = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


def folder() -> Path:
    """bench/ of this checkout. Raises TerminalError where there is none."""
    found = config.PACKAGE.parent / "bench"
    if not (found / "world.py").is_file():
        raise TerminalError("这里没有 bench/ 文件夹：测速要在源代码里做（bin/terminal bench pages），装好的包不带它。")
    return found


def _module(name: str) -> Any:
    """A module of bench/. Raises TerminalError when something it measures with is not installed."""
    sys.path.insert(0, str(folder().parent))
    try:
        return importlib.import_module(f"bench.{name.replace('-', '_')}")
    except ModuleNotFoundError as missing:
        raise TerminalError(f"测速还缺 {missing.name}。请用 bin/terminal bench {name}，它会先装好。") from None
    finally:
        del sys.path[0]


def _measure(name: str, settings: config.Settings, data: Path | None, keep: bool, rounds: int, seconds: int) -> None:
    measuring, report = _module(name), _module("report")
    on = report.machine()
    with progress("正在准备测速用的村", 100) as told:
        world = measuring.prepare(data or folder() / ".data", settings, told)
    rows = measuring.run(world, rounds, seconds)
    said = report.part(measuring.ABOUT, f"terminal bench {name} --rounds {rounds} --seconds {seconds}", rows, on)
    click.echo(said)
    if keep:
        report.keep(said)


def _command(name: str, says: str) -> click.Command:
    @click.option("--rounds", type=click.IntRange(1, 99), default=5, show_default=True, help="Rounds in turn.")
    @click.option("--seconds", type=click.IntRange(1, 60), default=3, show_default=True, help="Of each measurement.")
    @click.option("--keep/--no-keep", default=True, show_default=True, help="Write into bench/RESULTS.md.")
    @click.option("--config", "config_file", type=SETTINGS, help="Settings file; the unit is always the measured one.")
    @click.option("--data", type=FOLDER, help="Where the measured village is kept, instead of bench/.data.")
    def run(rounds: int, seconds: int, keep: bool, config_file: Path | None, data: Path | None) -> None:
        _measure(name, config.read(config_file, data), data, keep, rounds, seconds)

    text = f"{says}\n\nExample: terminal bench {name} --rounds 5"
    return click.command(name, help=text)(run)


def _counted(name: str, says: str, usual: int) -> click.Command:
    @click.option("--count", type=click.IntRange(1), default=usual, show_default=True, help="How many.")
    @click.option("--first", type=click.IntRange(0), default=0, show_default=True, help="Number of the first one.")
    @click.option("--keep/--no-keep", default=True, show_default=True, help="Write into bench/RESULTS.md.")
    @click.option("--config", type=SETTINGS, expose_value=False, help="Not looked at: no terminal takes part.")
    @click.option("--data", type=FOLDER, expose_value=False, help="Not looked at: no terminal takes part.")
    def run(count: int, first: int, keep: bool) -> None:
        measuring, report = _module(name), _module("report")
        on = report.machine()
        with progress("已试", count) as told:
            rows = measuring.run(count, first, told)
        said = report.part(measuring.ABOUT, f"terminal bench {name} --count {count} --first {first}", rows, on)
        click.echo(said)
        if keep:
            report.keep(said)

    text = f"{says}\n\nExample: terminal bench {name} --count {usual}"
    return click.command(name, help=text)(run)


bench = click.Group(
    "bench",
    help="Measure beside the limit and a peer, in the same run.",
    commands=[_command(name, says) for name, says in WHAT.items()]
    + [_counted(name, says, usual) for name, (says, usual) in COUNTED.items()],
)
