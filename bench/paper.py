"""The first PDF of a two-page ledger after the start, and the second: the terminal's printer against bare WeasyPrint."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from pypdf import PdfReader

from bench import places, servers, world
from bench.report import About
from bench.rounds import Row, compare, in_turn
from terminal import config
from terminal.errors import TerminalError
from terminal.kiosk_app import create_kiosk
from terminal.paper.printer import Printer
from terminal.store.database import close_database

PAGES = 2
ABOUT = About(
    title="Paper",
    packages=("weasyprint", "pydyf"),
    notes=(
        "Both begin without a process that sets sheets; first: until the file is there, second: the same sheet asked for again. "
        "Both write tagged PDF. Bare WeasyPrint sets the sheet again in its warm process; the terminal hands out what it kept."
    ),
)
prepare = world.prepare


class Sheet(msgspec.Struct, frozen=True):
    """A ledger month as the terminal would print it."""

    html: str
    title: str


class Listener:
    """Stands in for the printer and remembers what it was to print."""

    def __init__(self, instead: Path) -> None:
        self.instead, self.heard = instead, Sheet("", "")

    def pdf(self, html: str, *, title: str) -> Path:
        self.heard = Sheet(html, title)
        return self.instead


def sheet(settings: config.Settings) -> Sheet:
    """The newest month of the account whose month fills two pages."""
    path = f"{places.find(settings).ledger}.pdf?account=cunwei"
    app = create_kiosk(settings)
    printer, listener = app.extensions["printer"], Listener(Path(__file__))
    app.extensions["printer"] = listener
    answer = app.test_client().get(path)
    answer.close()
    printer.stop()
    close_database()
    if answer.status_code != 200:
        raise TerminalError(f"{path} 回答 {answer.status_code}，不是 200。")
    return listener.heard


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def ours(wanted: Sheet, folder: Path) -> tuple[float, float]:
    """Milliseconds of the first and the second sheet, from a printer without a child process."""
    printer = Printer(folder / "pdf", blobs=folder / "blobs")
    try:
        first = _timed(lambda: printer.pdf(wanted.html, title=wanted.title))
        second = _timed(lambda: printer.pdf(wanted.html, title=wanted.title))
        count = len(PdfReader(printer.pdf(wanted.html, title=wanted.title)).pages)
    finally:
        printer.stop()
    if count != PAGES:
        raise TerminalError(f"这一份有 {count} 页，不是 {PAGES} 页：请改 bench/world.py 里每月的笔数。")
    return first, second


def bare(wanted: Sheet, folder: Path) -> tuple[float, float]:
    """Milliseconds of the first and the second sheet, from a process that is not there yet."""
    page, pdf = folder / "sheet.html", folder / "sheet.pdf"
    css = config.assets("static", "css", "paper").as_uri()
    page.write_text(wanted.html.replace("paper:css/", f"{css}/"), encoding="utf-8")
    child: list[subprocess.Popen[str]] = []

    def start() -> None:
        command = servers.python("-m", "bench.bare_paper")
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        child.append(subprocess.Popen(command, cwd=servers.HERE.parent, text=True, **pipes))  # type: ignore[call-overload]  # the pipes of both directions
        ask()

    def ask() -> None:
        assert child[0].stdin and child[0].stdout
        child[0].stdin.write(f"{page}\t{pdf}\n")
        child[0].stdin.flush()
        if not child[0].stdout.readline():
            raise TerminalError("WeasyPrint 没有排出来。")

    try:
        return _timed(start), _timed(ask)
    finally:
        child[0].communicate()


def run(settings: config.Settings, rounds: int, seconds: int) -> list[Row]:
    """`seconds` does not count here: a sheet takes as long as it takes."""
    wanted = sheet(settings)
    pairs: dict[str, list[tuple[float, float]]] = {"us": [], "bare WeasyPrint": []}

    def first(name: str, make: Callable[[Sheet, Path], tuple[float, float]]) -> Callable[[], float]:
        def measure() -> float:
            with TemporaryDirectory() as folder:
                pairs[name].append(make(wanted, Path(folder)))
            return pairs[name][-1][0]

        return measure

    firsts = in_turn({name: first(name, make) for name, make in (("us", ours), ("bare WeasyPrint", bare))}, rounds)
    seconds_found = {name: [pair[1] for pair in found] for name, found in pairs.items()}
    return [
        compare("first PDF", firsts, "us", "bare WeasyPrint", "ms", reach=1.15, better="low"),
        compare("second PDF", seconds_found, "us", "bare WeasyPrint", "ms", reach=0.02, better="low"),
    ]
