"""The newest lines of every log in a database file, followed hash by hash; also of a copy nobody has opened."""

import sqlite3

import msgspec

from terminal.errors import Problem, Refused
from terminal.journal.chain import digest
from terminal.journal.header import Header, read_header

NEWEST = 2_000
LOGS = "SELECT origin, epoch, MAX(seq) FROM log_line GROUP BY origin, epoch ORDER BY origin, epoch"
LINES = (
    "SELECT l.seq, l.header, l.hash, b.body FROM log_line l LEFT JOIN log_body b USING (origin, epoch, seq) "
    "WHERE l.origin = ? AND l.epoch = ? AND l.seq > ? ORDER BY l.seq"
)


class End(msgspec.Struct, frozen=True):
    """The newest line of one log."""

    origin: str
    epoch: int
    seq: int
    hash: str


def ends(connection: sqlite3.Connection) -> tuple[End, ...]:
    """Where every log ends; none in a file that holds no log."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'log_line'").fetchone():
        return ()
    found = connection.execute(LOGS).fetchall()
    return tuple(End(origin, epoch, seq, _hash(connection, (origin, epoch, seq))) for origin, epoch, seq in found)


def _hash(connection: sqlite3.Connection, place: tuple[str, int, int]) -> str:
    asked = "SELECT hash FROM log_line WHERE origin = ? AND epoch = ? AND seq = ?"
    return str(connection.execute(asked, place).fetchone()[0])


def tail_faults(connection: sqlite3.Connection, newest: int = NEWEST) -> list[Problem]:
    """What is wrong with the newest lines of each log: gaps, headers and bodies that are not what was hashed."""
    found = []
    for end in ends(connection):
        first, prev = max(0, end.seq - newest), ""
        rows = connection.execute(LINES, (end.origin, end.epoch, first)).fetchall()
        for seq, row in enumerate(rows, rows[0][0] if rows else 0):  # a later epoch begins where the one before ended
            says = _wrong(row, (end.origin, end.epoch, seq), prev)
            if says:
                found.append(Problem(f"{says}。", f"日志 {end.origin} 第 {row[0]} 行"))
                break
            prev = row[2]
    return found


def _wrong(row: tuple[int, str, str, str | None], place: tuple[str, int, int], prev: str) -> str:
    seq, line, mark, body = row
    try:
        header: Header = read_header(line)
    except ValueError as wrong:
        return f"首行读不懂：{wrong}"
    if digest(line) != mark:
        return "首行与指纹不符"
    if (header.origin, header.epoch, header.seq) != place or seq != place[2]:
        return f"应为第 {place[2]} 号，首行写的是第 {header.seq} 号"
    if prev and header.prev != prev:
        return "与上一行接不上"
    if body is None or (body and digest(body) != header.body):
        return "正文不见了，或与指纹不符"
    return ""


def refuse_if_broken(connection: sqlite3.Connection) -> None:
    """Raises Refused when any line of any log is not as it was written."""
    if found := tail_faults(connection, newest=2**53):
        raise Refused(found)
