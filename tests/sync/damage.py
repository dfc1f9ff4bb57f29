"""A terminal whose database file is spoilt in any way, by number, and what became of it when it was opened."""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec

from terminal import clock, events_register
from terminal.bundle.write import Order, Signing
from terminal.config import Settings, Unit
from terminal.errors import TerminalError
from terminal.journal import replay
from terminal.journal.keys import load_or_make
from terminal.journal.models import LogLine
from terminal.opening import bring_back, open_checked, open_terminal
from terminal.store.database import close_database, database
from terminal.sync import copies, ladder, leaving
from tests.world import SUNDAY, at, make_disclosure

PAGE = 4096
KEPT, LEFT, ALL = 3, 5, 7  # lines in the backup, lines that left, all lines

Line = tuple[int, int, str]  # epoch, seq, hash


def say(number: int) -> None:
    make_disclosure(title=f"第{number}次误工补贴公布", text=f"第 {number} 次：李某 300.00 元。")


def begin(settings: Settings) -> None:
    """Seven lines, three of them in a backup, five in the outbox, the last ones only in the WAL."""
    open_terminal(settings)
    for number in (1, 2):
        say(number)
    copies.make(settings.data, settings.backups, clock.now())
    for number in (3, 4):
        say(number)
    list(leaving.outgoing(settings.data, Order(blobs=True), Signing(load_or_make(settings.data / "keys"), clock.now())))
    for number in (5, 6):
        say(number)
    lying = {path: path.read_bytes() for path in (settings.database, wal(settings))}
    close_database()
    for path, content in lying.items():
        path.write_bytes(content)


def wal(settings: Settings) -> Path:
    return settings.database.with_name("terminal.db-wal")


def lines() -> list[Line]:
    return [(row.epoch, row.seq, row.hash) for row in LogLine.select().order_by(LogLine.epoch, LogLine.seq)]


def moved_in(settings: Settings) -> list[Line]:
    """The WAL moved into the file, as after an orderly end; the lines that are there."""
    open_terminal(settings)
    found = lines()
    close_database()
    return found


def spoil(path: Path, at: int, content: bytes) -> None:
    data = bytearray(path.read_bytes())
    data[at : at + len(content)] = content
    path.write_bytes(data)


# ---- ways, each told which file and its chance ----
Way = Callable[[Path, random.Random], None]


def rubbish(path: Path, chance: random.Random) -> None:
    """A page or a few of chance."""
    pages = max(1, path.stat().st_size // PAGE)
    spoil(path, PAGE * chance.randrange(pages), chance.randbytes(PAGE * chance.choice((1, 1, 2, 5))))


def header(path: Path, chance: random.Random) -> None:
    spoil(path, chance.randrange(100), chance.randbytes(chance.choice((1, 4, 16))))


def bits(path: Path, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 3, 8))):
        at = chance.randrange(path.stat().st_size)
        spoil(path, at, bytes([path.read_bytes()[at] ^ (1 << chance.randrange(8))]))


def zeros(path: Path, chance: random.Random) -> None:
    """Sectors that come back empty."""
    spoil(path, 512 * chance.randrange(path.stat().st_size // 512), bytes(512 * chance.choice((1, 8, 64))))


def cut(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


WAYS: tuple[Way, ...] = (rubbish, header, bits, zeros, cut)


class Case(msgspec.Struct, frozen=True):
    """What became of a case: whether damage was found, and everything that was not as it has to be."""

    number: int
    way: str
    was_found: bool
    wrong: tuple[str, ...]


def settings_in(data: Path) -> Settings:
    unit = Unit(
        kind="village",
        name="石桥村",
        code="54990123MA0SQ8001X",
        in_service_from=date(2026, 1, 1),
        township="柳河镇",
        county="青溪县",
    )
    return Settings(data=data, unit=unit)


@contextmanager
def a_terminal(folder: Path) -> Iterator[Path]:
    """The terminal to be spoilt again and again, made once; nobody writes in it."""
    events_register.install()
    clock.use(lambda: at(SUNDAY))
    (folder / "before").mkdir()
    try:
        begin(settings_in(folder / "before"))
        yield folder / "before"
    finally:
        close_database()
        clock.use(None)


def spoilt(before: Path, data: Path, number: int) -> Case:
    """Spoil a copy of this terminal in the way of this number, and open it as the kiosk does."""
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(before, data)
    settings, chance = settings_in(data), random.Random(number)
    in_wal = number % 4 == 3
    good = _good(before, data)
    if not in_wal:
        moved_in(settings)
    way = WAYS[number % len(WAYS)]
    way(wal(settings) if in_wal else settings.database, chance)
    try:
        was_found, wrong = _opened(settings, good)
    except Exception as fault:  # noqa: BLE001 whatever comes out is what this is about
        was_found, wrong = True, [f"{type(fault).__name__}: {fault}"]
    finally:
        close_database()
    return Case(number, f"{way.__name__} in the {'WAL' if in_wal else 'file'}", was_found, tuple(wrong))


_known: dict[Path, list[Line]] = {}


def _good(before: Path, data: Path) -> list[Line]:
    """All its lines; asked once, of a copy."""
    if before not in _known:
        _known[before] = moved_in(settings_in(data))
        shutil.rmtree(data)
        shutil.copytree(before, data)
    return _known[before]


def _opened(settings: Settings, good: list[Line]) -> tuple[bool, list[str]]:
    """Whether damage was found, and what is wrong: a line nobody wrote served at first, a line that left not there, …"""
    wrong = []
    rescue = open_checked(settings)
    if not set(lines()) <= set(good):
        wrong.append("a line stood there that nobody had written")
    if rescue and rescue.under_way:
        bring_back(settings, rescue)
        wrong += [rescue.failed] if rescue.failed else []
    found = lines()
    first = [line for line in found if line[0] == 1]
    if first != good[: len(first)] or len(first) < LEFT:
        wrong.append(f"of {len(good)} lines there are {[seq for _, seq, _ in first]}")
    if rescue is None and len(first) < ALL:
        wrong.append("lines are gone and nobody noticed")
    said = [row[0] for row in database.execute_sql("PRAGMA integrity_check(1)")]
    wrong += [] if said == ["ok"] else said  # an index that is not what its table says hides rows from a page
    try:
        wrong += [str(one) for one in replay.differences(events_register.TABLES)]
        if ladder.is_under_way(settings.data):
            wrong.append("the rescue did not end")
    except TerminalError as fault:
        wrong.append(str(fault))
    return rescue is not None, wrong
