"""A disk that fails: the same small day of work again and again, and every time another thing goes wrong.

`python -m tests.crash.failing FOLDER WAY` runs below the preloaded library and prints what happened as JSON. Everything
is loaded once; each day is a child of its own, begun with the same data folder, and after it the folder is looked at as
after a power cut.
"""

import errno
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace
from peewee import DatabaseError

from terminal import clock, events_register
from terminal.errors import TerminalError
from terminal.feedback import intake
from terminal.feedback.receipts import Receipt, unlock
from terminal.feedback.shapes import Attached, Submission
from terminal.journal.chain import digest
from terminal.journal.header import Header, write_header
from terminal.opening import open_terminal
from terminal.store.database import close_database
from tests.crash import check, shim
from tests.crash.workload import Told, disclose, settings_in
from tests.world import SUNDAY, at

# What fails, from the n-th on for good or once; what may be said of a disk like that.
WAYS = {
    "full": (shim.ROOM, errno.ENOSPC, True),
    "once": (shim.ROOM, errno.EIO, False),
    "fsync": (shim.SYNC, errno.EIO, False),
    "read-only": (shim.READ_ONLY, errno.EROFS, True),
}
WHOLE_EVERY = 6  # days
KNOWN = (OSError, DatabaseError, TerminalError)


class Day(msgspec.Struct):
    """What became of one day of work: told, refused, refused and there all the same, faults nobody expected."""

    number: int
    told: list[Told] = []
    refused: list[str] = []
    told_after: int = 0  # told when an fsync had failed before
    there_all_the_same: list[str] = []
    unexpected: list[str] = []
    works_again: bool = False
    reached: bool = False  # the n-th thing happened at all
    wrong: list[str] = []


def _line(day: Day) -> Callable[..., None]:
    def told(header: Header, *named: str) -> None:
        day.told.append(Told(seq=header.seq, hash=digest(write_header(header)), blobs=named))

    return told


def _letter(day: Day, receipt: Receipt, lookup: str, addressee: str) -> None:
    photo = Attached(lookup.encode() * 100, "image/jpeg", "照片.jpg")
    category = "help" if addressee == "village" else "report"
    said = Submission(category=category, addressee=addressee, text=lookup, attached=(photo,))
    try:
        intake.commit(intake.prepare(said, replace(receipt, lookup=lookup), at(SUNDAY)))
    except KNOWN:
        day.refused.append(lookup)
        raise
    day.told.append(Told(lookup=lookup))


def _work(day: Day, receipt: Receipt, what: int, first: int = 1) -> None:
    """Each thing alone: one that is refused keeps nobody from trying the next."""
    works = (
        lambda: disclose(first, _line(day)),
        lambda: _letter(day, receipt, f"{first:032x}", "village"),
        lambda: _letter(day, receipt, f"{first + 100:032x}", "discipline"),
    )
    for work in works:
        before, failed = len(day.told), what == shim.SYNC and day.number <= shim.counted()
        try:
            work()
        except KNOWN as wrong:
            day.refused.append(type(wrong).__name__)
        except Exception:  # noqa: BLE001 whatever else comes out is what this is about
            day.unexpected.append(traceback.format_exc()[-600:])
        day.told_after += failed and len(day.told) > before


def _day(data: Path, number: int, way: str, receipt: Receipt) -> Day:
    what, error, for_good = WAYS[way]
    day = Day(number)
    open_terminal(settings_in(data))
    shim.fail(what, number, error, for_good)
    _work(day, receipt, what)
    day.reached = shim.counted() >= number or what == shim.READ_ONLY
    shim.heal()
    day.there_all_the_same = [one for one in day.refused if one in check.receipts()]
    try:
        disclose(9, _line(day))
        day.works_again = True
    except KNOWN as wrong:
        day.refused.append(str(wrong))
    close_database()
    return day


def _afterwards(data: Path, day: Day) -> None:
    found = list(check.light(data, "wal", day.told))
    if day.number % WHOLE_EVERY == 1:
        found += check.whole(data, "wal", day.told)
    for one in found:
        day.wrong.append(f"{one.sort}: {one.says}")


def _in_a_child(work: Callable[[], Day]) -> Day:
    """Forked: everything is loaded already, and nothing of it comes back but the answer."""
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        try:
            os.close(read)
            with os.fdopen(write, "wb") as answer:
                answer.write(msgspec.json.encode(work()))
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return msgspec.json.decode(said, type=Day)


def days(folder: Path, way: str) -> list[Day]:
    """Every n, until a day goes by in which nothing failed any more."""
    clock.use(lambda: at(SUNDAY))
    events_register.install()
    data, untouched = folder / "data", folder / "untouched"
    receipt = _begun(data)
    _make_ready(folder / "elsewhere", receipt)
    shutil.copytree(data, untouched)
    shutil.rmtree(data)
    found: list[Day] = []
    while not found or (found[-1].reached and way != "read-only"):
        shutil.copytree(untouched, data)
        found.append(_in_a_child(lambda: _whole_day(data, len(found) + 1, way, receipt)))
        shutil.rmtree(data)
    return found


def _whole_day(data: Path, number: int, way: str, receipt: Receipt) -> Day:
    day = _day(data, number, way, receipt)
    _afterwards(data, day)
    return day


def _make_ready(folder: Path, receipt: Receipt) -> None:
    """What the first work of a process puts together and keeps: here once, and not in each child."""
    open_terminal(settings_in(folder))
    _work(Day(0), receipt, shim.ROOM)
    close_database()
    shutil.rmtree(folder)


def _begun(data: Path) -> Receipt:
    """A village with something public, closed again; and one receipt, because reckoning one takes a while."""

    def begin() -> Day:
        open_terminal(settings_in(data))
        disclose(0, lambda *_: None)
        close_database()
        return Day(0)

    _in_a_child(begin)
    return unlock("0000 0000 0000 0000", "t-0000000000")


def filled(folder: Path) -> Day:
    """One day on a small disk of its own that somebody fills, and empties again in the evening."""
    clock.use(lambda: at(SUNDAY))
    events_register.install()
    data = folder / "data"
    data.mkdir()
    receipt = _begun(data)

    def day() -> Day:
        day = Day(1)
        open_terminal(settings_in(data))
        _work(day, receipt, shim.ROOM)
        ballast = folder / "ballast"
        with suppress(OSError), ballast.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        _work(day, receipt, shim.ROOM, first=2)
        day.there_all_the_same = [one for one in day.refused if one in check.receipts()]
        ballast.unlink()
        disclose(9, _line(day))
        day.works_again = True
        close_database()
        _afterwards(data, day)
        return day

    return _in_a_child(day)


if __name__ == "__main__":
    sys.stdout.write(msgspec.json.encode(days(Path(sys.argv[1]), sys.argv[2])).decode())
