"""A database found damaged at the start: the newest good copy in its place at once, then everything said since."""

import shutil
import sqlite3
import threading
from pathlib import Path

from terminal.errors import LogBroken, Problem
from terminal.journal import append, tail, trace
from terminal.journal.keys import load_or_make, public_bytes
from terminal.store import backup, checks
from terminal.store.backup import Backup
from terminal.store.files import sync_folder, write_whole
from terminal.sync import copies, hwm, outbox, rescue, returning

MARK = "rescue"  # a file that is there from the first step of a rescue to its last; it names what lies in `damaged/`
DAMAGED, MOVED = "damaged", "moved"
THOROUGH = 64 * 1024 * 1024  # bytes of a file whose indexes are held against their tables at every start
ENDINGS = ("", "-wal", "-shm", "-journal")


def faults(database: Path) -> list[Problem]:
    """What is wrong with the database before anybody opens it: WAL, pages, indexes of a file that is not large, the newest
    2,000 lines of each log."""
    data = database.parent
    had_lines = hwm.place(data).exists() or trace.found(database) is not None
    if not database.exists():
        lost = had_lines or (data / backup.KEYS / "terminal.key").exists()
        return [Problem("数据库文件不见了，别的都在。")] if lost else []
    if found := checks.wal_faults(database) or checks.header_faults(database):
        return found
    try:
        checks.roll_back(database)
        with checks.looking(database) as connection:
            check = "integrity_check" if database.stat().st_size <= THOROUGH else "quick_check"
            if found := checks.page_faults(connection, check) or tail.tail_faults(connection):
                return found
            return [Problem("数据库是空的，可是这台机器写过登记。")] if had_lines and not tail.ends(connection) else []
    except sqlite3.Error as wrong:
        return [Problem(f"数据库文件读不出来：{wrong}。")]


def is_under_way(data: Path) -> bool:
    """A rescue was begun and not finished: it goes on, or the power went meanwhile. Nothing may be written."""
    return (data / MARK).exists()


def aside(data: Path) -> Path | None:
    """Where the damaged database of this rescue lies; None where none is under way, or the database was whole and only old."""
    name = (data / MARK).read_text() if is_under_way(data) else ""
    return data / DAMAGED / name if name else None


def begin_fetching(data: Path) -> None:
    """Lines are missed in a database that is whole: until they are back, or given up, this is a rescue too."""
    write_whole(data / MARK, b"")


def stand_in(data: Path, place: Path, name: str) -> Backup | None:
    """Put what is damaged aside, and the newest good backup in its place; None when there is none.

    `name` is that of the folder for what is damaged. Asked again after a power cut it goes on where it was.
    """
    if (damaged := aside(data)) is None:
        write_whole(data / MARK, name.encode())
        damaged = data / DAMAGED / name
    damaged.mkdir(parents=True, exist_ok=True)
    database = data / backup.DATABASE
    if not (damaged / MOVED).exists():
        for path in (Path(f"{database}{ending}") for ending in ENDINGS):
            if path.exists():
                path.rename(damaged / path.name)
        write_whole(damaged / MOVED, b"")
    for folder in (damaged, damaged.parent, data):
        sync_folder(folder)
    found = copies.newest_good(place)
    if found and not database.exists():
        rescue.put_back(data, found)
    return found


def catch_up(data: Path, place: Path) -> int:
    """Add what was said since: from the outbox, and from the damaged file as far as it proves itself; where no file was
    damaged and lines are missed all the same, from the newest good backup in `place`.

    The log is open already. Raises LogBroken when nothing at all was found; the damaged file then lies where it lay.
    """
    lines = _from_outbox(data)
    while found := rescue.continued(rescue.salvaged(_other(data, place))) + _from_outbox(data):
        lines += found
    if append.length() == 0:
        raise LogBroken("数据库坏了，备份和底稿里也没有。请用 terminal restore 从备份盘或县里的数据包恢复。")
    return lines


def _other(data: Path, place: Path) -> Path:
    """Where lines may be that the outbox has not."""
    if damaged := aside(data):
        return damaged / backup.DATABASE
    found = copies.newest_good(place)
    return (found.folder if found else place) / backup.DATABASE


def _from_outbox(data: Path) -> int:
    log = append.this_log()
    files = outbox.after(data / "outbox", log.origin, log.epoch, append.length())
    return rescue.from_bundles(files, public_bytes(load_or_make(data / "keys")))[0] if files else 0


def fetch_missed(data: Path, place: Path) -> int:
    """Put lines back that a database misses which is whole and older than it was: an old file was put there, or its WAL was
    cut off behind a whole transaction. What does not come back is left out by the new epoch."""
    if returning.missed(data) is None:
        return 0
    try:
        return catch_up(data, place)
    except LogBroken:  # there is nothing, or ours are other lines under the same numbers: none of it is taken
        return 0


def finish(data: Path) -> None:
    """Everything is back: the mark goes, the damaged file stays for whoever wants to look."""
    if is_under_way(data):
        (data / MARK).unlink()
        sync_folder(data)


def give_up(data: Path) -> None:
    """Nothing was found: put the damaged file back, so that nobody takes an empty terminal for this one."""
    if damaged := aside(data):
        for ending in ENDINGS:
            path = data / f"{backup.DATABASE}{ending}"
            path.unlink(missing_ok=True)
            if (damaged / path.name).exists():
                (damaged / path.name).rename(path)
        shutil.rmtree(damaged, ignore_errors=True)
    finish(data)


class Rescue:
    """A rescue that goes on while pages are already served; nothing may be written meanwhile.

    `wrong`: what was found; `failed`: why it did not come to its end, which leaves the pages as they are, only to be read.
    """

    def __init__(self, wrong: tuple[Problem, ...]) -> None:
        self.wrong = wrong
        self.failed = ""
        self._over = threading.Event()

    @property
    def under_way(self) -> bool:
        return not self._over.is_set()

    def end(self) -> None:
        self._over.set()

    def fail(self, why: str) -> None:
        self.failed = why
