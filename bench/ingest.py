"""Months of many villages taken in with everything proved, beside the same rows written by somebody who believes them."""

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from bench import bundle, county
from bench.many import Sender, sender
from bench.report import About
from bench.rounds import Row
from bench.servers import processor
from terminal import clock, events_register
from terminal.county.receiving import READING
from terminal.errors import TerminalError
from terminal.journal.keys import load_or_make
from terminal.journal.models import LOG
from terminal.opening import open_terminal
from terminal.register import entering
from terminal.store.database import DURABILITY, close_database, database
from terminal.store.together import commit
from terminal.sync import apply, queries, receipts
from terminal.sync.beside import Beside
from terminal.sync.models import Head

ROUNDS = 10
THREADS = 8  # of the county, as many as it has where nobody says otherwise
REACH = 0.5
ABOUT = About(
    title="A county's month, proved or believed",
    notes=(
        f"Months as in “A county at one instant” ({bundle.DISCLOSURES} disclosures, one sheet of {bundle.LINES} lines, {bundle.CASES} submissions each), every village's "
        "with its own key, as files before the clock starts. Us: signature, hashes, canonical lines, chain and rules of every line, log and projected tables with the "
        "search index, head, and a signed receipt for each village; in the first row one after the other in one process, in the second as the county takes them in: "
        f"{THREADS} at once, some read in the process beside it, whoever comes meanwhile entered in the same transaction, each acknowledged when it is on the disk. "
        "Beside it: the very rows that came of it (log, heads, all projected tables, the words of the search index), already in memory, by `executemany` into an empty "
        f"database of the same tables with the same indexes, same settings of durability, one transaction for each village. {ROUNDS} rounds in turn, medians of the ratios; above one means that "
        "proving was faster. `processor` is the same by processor time, that of both processes."
    ),
    packages=("peewee", "cryptography", "msgspec"),
)


class Took(msgspec.Struct, frozen=True):
    """Seconds of one round: on the clock, and of the processor."""

    clock: float
    processor: float


def _timed(work: Callable[[], None]) -> Took:
    """On the clock, and of the processor, that of the process beside this one too."""
    began, busy = time.perf_counter(), processor(os.getpid())
    work()
    return Took(time.perf_counter() - began, processor(os.getpid()) - busy)


class Proving:
    """The county as it takes things in: files in its spool, each read where there is time and entered with whoever comes at once."""

    def __init__(self, data: Path) -> None:
        self.data, self.key = data, load_or_make(data / "keys")
        self.spool = data / "spool"
        self.spool.mkdir(exist_ok=True)
        self.beside = Beside(READING, least=0)

    def put(self, senders: Sequence[Sender]) -> None:
        """What came over the line lies there whole."""
        for one in senders:
            (self.spool / one.origin).write_bytes(one.bundle)

    def alone(self, senders: Sequence[Sender]) -> None:
        """One after the other, all of it in this process."""
        for one in senders:
            self._take(one, None)

    def crowd(self, senders: Sequence[Sender]) -> None:
        """As many at once as the county has threads."""
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(lambda one: self._take(one, self.beside.read), senders))

    def _take(self, one: Sender, reader: apply.Reader | None) -> None:
        path = self.spool / one.origin
        found = apply.take(path, reader)

        def enter() -> apply.Applied:
            receiver = apply.Receiver(self.data, events_register.TABLES, clock.now())
            return apply.enter(found, path, receiver)

        if commit(enter).word != "new":
            raise TerminalError(f"{one.origin} 没有收进来。")
        receipts.issue(one.origin, self.key, clock.now())


class Believing:
    """A database of the same tables, and what wrote the rows into the other."""

    def __init__(self, path: Path) -> None:
        self.link = sqlite3.connect(path, isolation_level=None)
        for name, value in DURABILITY["wal"].items():
            self.link.execute(f"PRAGMA {name} = {value}")
        self.link.execute("PRAGMA cache_size = -8000")
        made = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'entry_text_%'"
        for (statement,) in database.execute_sql(f"{made} ORDER BY type DESC").fetchall():
            self.link.execute(statement)

    def take(self, villages: Sequence[dict[str, list[Any]]]) -> None:
        for village in villages:
            self.link.execute("BEGIN IMMEDIATE")
            for statement, rows in village.items():
                self.link.executemany(statement, rows)
            self.link.execute("COMMIT")


def rows_of(origin: str) -> dict[str, list[Any]]:
    """What lies in the county's database of this log: statement → rows."""
    return {statement: rows for statement, rows in _found(origin) if rows}


def _found(origin: str) -> Iterator[tuple[str, list[Any]]]:
    mine = (origin,)
    for model in (*LOG, Head, *events_register.TABLES):
        meta = model._meta
        if "origin" in meta.columns:
            names = ", ".join(f'"{name}"' for name in meta.columns)
            rows = database.execute_sql(f'SELECT {names} FROM "{meta.table_name}" WHERE origin = ?', mine).fetchall()
            yield f'INSERT INTO "{meta.table_name}" ({names}) VALUES ({", ".join("?" * len(meta.columns))})', rows
    asked = "SELECT rowid, words, letters FROM entry_text WHERE rowid IN (SELECT id FROM entry WHERE origin = ?)"
    yield entering.INDEX, database.execute_sql(asked, mine).fetchall()


def run(count: int, first: int, told: Callable[[int], None] = lambda done: None) -> list[Row]:
    """Take in `count` villages, a tenth in each round; `first` is the number of the first. Raises TerminalError."""
    folder = Path(tempfile.mkdtemp(prefix="ingest"))
    try:
        month = county.month(folder)
        # A few more before the clock starts: dictionaries, statements, pages of the file.
        warm, each = 40, max(1, count // ROUNDS // 2)
        senders = [sender(month, number) for number in range(first, first + warm + each * ROUNDS * 2)]
        told(count // 2)
        settings = county.settle(folder, senders)
        open_terminal(settings)
        try:
            proving, believing = Proving(settings.data), Believing(folder / "believing.db")
            proving.put(senders)
            proving.alone(senders[: warm // 2])
            proving.crowd(senders[warm // 2 : warm])
            believing.take([rows_of(one.origin) for one in senders[:warm]])
            found = [
                _round(proving, believing, senders[warm + place * each * 2 :][: each * 2]) for place in range(ROUNDS)
            ]
            _agree(senders, believing)
            proving.beside.stop()
        finally:
            close_database()
        told(count)
        return rows(found, each)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


Round = dict[str, Took]


def _round(proving: Proving, believing: Believing, senders: Sequence[Sender]) -> Round:
    """Half of them one by one, half of them at once, and both once more believed."""
    half = len(senders) // 2
    alone, crowd = senders[:half], senders[half:]
    found = {"alone": _timed(lambda: proving.alone(alone))}
    kept = [rows_of(one.origin) for one in alone]
    found["believed"] = _timed(lambda: believing.take(kept))
    found["crowd"] = _timed(lambda: proving.crowd(crowd))
    more = [rows_of(one.origin) for one in crowd]
    found["believed too"] = _timed(lambda: believing.take(more))
    return found


def _agree(senders: Sequence[Sender], believing: Believing) -> None:
    """Both hold the same number of everything. Raises TerminalError."""
    heads = {one.origin: one.seq for one in queries.heads()}
    if any(heads.get(one.origin) != one.lines for one in senders):
        raise TerminalError("有的村没有收全。")
    for table in ("log_line", "log_body", "entry", "entry_text", "version", "line"):
        here = database.execute_sql(f"SELECT COUNT(*) FROM {table} WHERE 1").fetchone()[0]
        there = believing.link.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
        if table.startswith("log_"):
            here -= database.execute_sql(
                f"SELECT COUNT(*) FROM {table} WHERE origin NOT IN (SELECT origin FROM head)"
            ).fetchone()[0]
        if here != there:
            raise TerminalError(f"{table}：一边 {here} 行，另一边 {there} 行。")


def rows(found: Sequence[Round], each: int) -> list[Row]:
    listed = (
        ("proved, one transaction each", "alone", "believed"),
        (f"proved, {THREADS} at once, on all cores", "crowd", "believed too"),
    )
    made = []
    for what, us, other in listed:
        for unit, of, reach in (("ms", "clock", REACH), ("ms of processor", "processor", 0)):
            pairs = [(getattr(one[us], of), getattr(one[other], of)) for one in found]
            ratio = median(theirs / ours for ours, theirs in pairs)
            mine, its = (median(column) * 1000 / each for column in zip(*pairs, strict=True))
            made.append(
                Row(
                    what, mine, "executemany, believed", its, f"{unit} a village", ratio, reach, "high" if reach else ""
                )
            )
    return made
