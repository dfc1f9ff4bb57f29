"""Is everything true that was told? Asked of one state after the other, with the product's own opening and verifying."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from peewee import DatabaseError

from terminal import events_register
from terminal.errors import TerminalError
from terminal.feedback.models import FeedbackCase
from terminal.feedback.sealed.models import SealedLetter
from terminal.journal import blobs, replay, verify
from terminal.journal.append import this_log
from terminal.journal.models import Deferred
from terminal.opening import open_terminal
from terminal.store.database import close_database, database, open_database
from terminal.sync import ladder
from tests.crash.workload import Told, disclose, settings_in

# Names of what may be wrong: invariants I1, I2, I6 and I9, a file SQLite calls damaged, a terminal that does not open.
LOST, CHAIN, TABLES, BLOBS, CORRUPT, CLOSED = "lost", "chain", "tables", "blobs", "corrupt", "closed"


class Wrong(msgspec.Struct, frozen=True):
    sort: str
    says: str


def told_together(told: Iterable[bytes]) -> list[Told]:
    return [msgspec.json.decode(one, type=Told) for one in told]


def light(folder: Path, durability: str, told: list[Told]) -> Iterator[Wrong]:
    """Log, chain and attachments by the functions of `terminal log verify`, and everything told; without telling tables."""
    blobs.keep_in(folder / "blobs")
    try:
        open_database(folder / "terminal.db", durability)
        yield from _log_and_told(told)
    except (DatabaseError, sqlite3.DatabaseError, TerminalError) as wrong:
        yield Wrong(CORRUPT, str(wrong))
    finally:
        close_database()


def _log_and_told(told: list[Told]) -> Iterator[Wrong]:
    rows = _rows()
    genesis = {one.origin: one.genesis for one in told if one.origin}
    if not genesis and rows:
        genesis = {rows[0].origin: _first_prev(rows)}
    for problem in verify.problems(rows, genesis, blobs.is_whole):
        yield Wrong(BLOBS if "附件" in problem.says else CHAIN, str(problem))
    yield from _lost(rows, told)


def _first_prev(rows: list[replay.Row]) -> str:
    """The first line was not told to anybody yet: nobody knows the key it names."""
    return str(msgspec.json.decode(rows[0].header or "{}").get("prev", ""))


def _rows() -> list[replay.Row]:
    return list(replay.rows()) if database.table_exists("log_line") and database.table_exists("log_body") else []


def _asked(statement: str, table: str) -> list[tuple]:
    return database.execute_sql(statement).fetchall() if database.table_exists(table) else []


def receipts() -> list[str]:
    """Under what the receipts of all that is kept are found."""
    tables = (FeedbackCase._meta.table_name, SealedLetter._meta.table_name)
    return [row[0] for table in tables for row in _asked(f'SELECT lookup FROM "{table}"', table)]


def _lost(rows: list[replay.Row], told: list[Told]) -> Iterator[Wrong]:
    lines = {(row.seq, row.hash) for row in rows}
    kept = receipts()
    sheets = sum(row[0] for row in _asked("SELECT sheets FROM survey_waiting", "survey_waiting"))
    for one in told:
        if one.seq and (one.seq, one.hash) not in lines:
            yield Wrong(LOST, f"line {one.seq}")
        if one.lookup and kept.count(one.lookup) != 1:
            yield Wrong(LOST, f"receipt {one.lookup}")
        if one.sheets > sheets:
            yield Wrong(LOST, f"{one.sheets} sheets were counted, now {sheets}")
        for sha256 in one.blobs:
            if not blobs.is_whole(sha256):
                yield Wrong(BLOBS, sha256)


def whole(folder: Path, durability: str, told: list[Told]) -> Iterator[Wrong]:
    """Does the terminal take itself for whole? What `terminal run` does first, the tables told anew beside those there, every page of the file, and one line more."""
    try:
        settings = settings_in(folder, durability)
        for problem in ladder.faults(settings.database):
            yield Wrong(CLOSED, f"the terminal takes itself for damaged: {problem.says}")
        open_terminal(settings)
        yield from _opened(told)
    except (DatabaseError, sqlite3.DatabaseError, TerminalError, OSError) as wrong:
        yield Wrong(CLOSED, f"{type(wrong).__name__}: {wrong}")
    finally:
        close_database()


def _opened(told: list[Told]) -> Iterator[Wrong]:
    if (found := database.execute_sql("PRAGMA quick_check").fetchall()) != [("ok",)]:
        yield Wrong(CORRUPT, str(found[:3]))
    if {one.origin for one in told if one.origin} - {this_log().origin}:
        yield Wrong(LOST, "the key")
    before = len(_rows())
    disclose(before * 1000, lambda header, *named: None)
    if len(_rows()) != before + 1:
        yield Wrong(CHAIN, "the log does not grow")
    for problem in replay.differences(events_register.TABLES):
        yield Wrong(TABLES, str(problem))
    if Deferred.select().count():
        yield Wrong(TABLES, "a line is deferred")
    yield from _log_and_told([*told, Told(origin=this_log().origin, genesis=this_log().genesis)])
