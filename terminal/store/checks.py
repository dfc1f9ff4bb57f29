"""Is a database file whole? Asked of the file itself, before anybody opens it to write."""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from terminal.errors import Problem

HEADER, ENCODING = 100, slice(56, 60)  # bytes of the file's header, and those that say how its words are written
WAL_HEADER, FRAME_HEADER = 32, 24
MAGICS = {0x377F0682: "<", 0x377F0683: ">"}
SHOWN = 3  # what SQLite says about a damaged file goes on for pages


@contextmanager
def looking(database: Path) -> Iterator[sqlite3.Connection]:
    """A connection that can only read; it closes without moving the WAL. Raises sqlite3.Error."""
    with closing(sqlite3.connect(f"file:{_quoted(database)}?mode=ro", uri=True, timeout=10)) as connection:
        connection.text_factory = lambda data: data.decode(errors="replace")  # a spoilt word is a finding, not an error
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        yield connection


def roll_back(database: Path) -> None:
    """Let SQLite take back what a power cut left half-done, which only a connection that may write can. Raises sqlite3.Error."""
    journal = Path(f"{database}-journal")
    if journal.exists() and journal.stat().st_size:
        with closing(sqlite3.connect(database, timeout=10)) as connection:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()


def _quoted(path: Path) -> str:
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def page_faults(connection: sqlite3.Connection, check: str = "quick_check") -> list[Problem]:
    """What SQLite finds wrong with the pages of the file. Raises sqlite3.Error when the file cannot be opened.

    `quick_check` does not hold the indexes against their tables, `integrity_check` does: a row that an index has lost is on no page.
    """
    try:
        said = [str(row[0]) for row in connection.execute(f"PRAGMA {check}({SHOWN})")]
    except sqlite3.OperationalError:
        raise
    except (sqlite3.DatabaseError, UnicodeDecodeError) as wrong:  # what SQLite complains of may be no words itself
        said = [str(wrong)]
    return [] if said == ["ok"] else [Problem(f"数据库文件坏了：{one[:200]}。") for one in said]


def header_faults(database: Path) -> list[Problem]:
    """A header that says the words are not UTF-8: SQLite opens such a file, looks at two bits, and stumbles later."""
    with database.open("rb") as file:
        header = file.read(HEADER)
    said = int.from_bytes(header[ENCODING], "big")
    return [Problem("数据库文件开头坏了：写的不是 UTF-8。")] if said > 1 else []


def wal_faults(database: Path) -> list[Problem]:
    """Transactions that were on the disk and that SQLite would silently leave out, because the WAL was damaged since.

    After a power cut the last transaction may be torn; that is none. But the next one is only begun when the one before
    is on the disk: a frame that is wrong, with a finished transaction and then more behind it, was right once.
    """
    path = Path(f"{database}-wal")
    data = path.read_bytes() if path.exists() else b""
    if len(data) <= WAL_HEADER:
        return []
    order = MAGICS.get(int.from_bytes(data[:4], "big"))
    sums = struct.unpack(">2I", data[24:32])
    if order is None or _summed(data[:24], (0, 0), order) != sums:
        return [Problem("数据库的预写日志（-wal）开头坏了，最近的登记读不出来。")]
    return [Problem("数据库的预写日志（-wal）中间坏了，后面的登记读不出来。")] if _is_cut(data, order) else []


def _is_cut(data: bytes, order: str) -> bool:
    """A wrong frame, a commit at or after it, and one more frame of the same round behind that."""
    size = int.from_bytes(data[8:12], "big")
    salt, sums = data[16:24], struct.unpack(">2I", data[24:32])
    is_wrong = has_commit = False
    for start in range(WAL_HEADER, len(data) - FRAME_HEADER - size + 1, FRAME_HEADER + size):
        head = data[start : start + FRAME_HEADER]
        is_ours = head[8:16] == salt
        if has_commit and is_ours:
            return True
        if not is_wrong:
            page = data[start + FRAME_HEADER : start + FRAME_HEADER + size]
            sums = _summed(page, _summed(head[:8], sums, order), order)
            is_wrong = not is_ours or sums != struct.unpack(">2I", head[16:24])
        has_commit = is_wrong and (has_commit or (is_ours and head[4:8] != b"\0\0\0\0"))
    return False


def _summed(data: bytes, sums: tuple[int, ...], order: str) -> tuple[int, int]:
    """SQLite's checksum over pairs of 32-bit words."""
    one, two = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
