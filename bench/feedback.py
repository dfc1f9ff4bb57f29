"""Submissions kept: how many in a second, how long the slowest wait, and whether a code that was shown is found again."""

import os
import secrets
import shutil
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench import kept, world
from bench.report import About
from bench.rounds import Row, compare, in_turn
from terminal import clock, config
from terminal.feedback import intake
from terminal.feedback.receipts import Receipt
from terminal.feedback.shapes import Submission
from terminal.opening import open_terminal
from terminal.store.database import close_database, database
from terminal.store.together import commit

WRITERS = (1, 4, 16)
KILLED = 500
TEXT = "三组路口的路灯坏了半个月，晚上看不见路，老人和娃儿走路不安全。请村里派人来看一看，修好了告诉我们一声。"
SAID = Submission(category="help", addressee="village", text=TEXT, name="李大山", phone="0990-5550123")
ABOUT = About(
    title="Submissions kept",
    notes=(
        "One submission: a village case of fifty characters through intake.prepare and one commit: header and body in the "
        "log, chained and hashed, the case and its six indexes; counted when it is on the disk. The receipt's scrypt is left "
        "out of these rows, because it costs 0.1 s of processor by design, whoever stores what; the rows “with receipt” are "
        "the whole of intake.submit, and there the cores decide. fdatasync: 4 KiB appended to a file and fdatasync, by one "
        "writer. Plain SQLite: one connection for each writer, WAL and FULL, one INSERT of the same words and one COMMIT for "
        "each request, waiting for the lock as SQLite does (busy timeout 30 s); no log, no hash, no second table. "
        f"Every writer is a thread. Killed: {KILLED} or more whole submissions by four threads of a process that is "
        "ended with kill −9 at random moments; shown codes that are found again, of those shown."
    ),
    packages=("peewee",),
)
PLAIN = """
CREATE TABLE IF NOT EXISTS feedback (
  id INTEGER PRIMARY KEY, code TEXT UNIQUE, category TEXT, text TEXT, name TEXT, phone TEXT, day TEXT
)
"""
INSERT = "INSERT INTO feedback (code, category, text, name, phone, day) VALUES (?, ?, ?, ?, ?, ?)"


class Writers:
    """So many threads that write for a while; keeps how long each had to wait."""

    def __init__(self, folder: Path, count: int, seconds: float) -> None:
        self.folder, self.count, self.seconds = folder, count, seconds
        self.slow: dict[str, list[float]] = {"us": [], "plain SQLite": [], "fdatasync": []}

    def _rate(self, name: str, write: Callable[[], object], count: int = 0, done: Callable[[], object] = bool) -> float:
        """Writes in a second; the 99th percentile of the waiting, in ms, goes into `slow`."""

        def person(until: float) -> list[float]:
            waits: list[float] = []
            while not waits or time.perf_counter() < until:
                began = time.perf_counter()
                write()
                waits.append((time.perf_counter() - began) * 1000)
            done()
            return waits

        count, began = count or self.count, time.perf_counter()
        with ThreadPoolExecutor(count) as people:
            waits = [wait for found in people.map(person, [began + self.seconds] * count) for wait in found]
        self.slow[name].append(sorted(waits)[len(waits) * 99 // 100])
        return len(waits) / (time.perf_counter() - began)

    def ours(self) -> float:
        """A fresh village each time, so that no round finds more cases than another."""
        return self._in_a_village("us", lambda: commit(intake.prepare(SAID, _receipt(), clock.now())))

    def whole(self) -> float:
        """With the receipt."""
        return self._in_a_village("us", lambda: intake.submit(SAID, clock.now()))

    def _in_a_village(self, name: str, write: Callable[[], object]) -> float:
        folder = self.folder / "village"
        shutil.rmtree(folder, ignore_errors=True)
        open_terminal(world.settings_in(folder))
        try:
            return self._rate(name, write, done=database.close)
        finally:
            close_database()

    def synced(self) -> float:
        """4 KiB appended and on the disk."""
        page = os.urandom(4096)
        handle = os.open(self.folder / "raw", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
        try:
            return self._rate("fdatasync", lambda: (os.write(handle, page), os.fdatasync(handle)), count=1)
        finally:
            os.close(handle)

    def plain(self) -> float:
        """One transaction for each request, a connection for each writer, as one would write it first."""
        path = self.folder / "plain.db"
        for name in ("plain.db", "plain.db-wal", "plain.db-shm"):
            (self.folder / name).unlink(missing_ok=True)
        connections: list[sqlite3.Connection] = []
        for _ in range(self.count):
            connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute(PLAIN)
            connections.append(connection)
        free = list(connections)

        def write() -> None:
            connection = free.pop()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(INSERT, (secrets.token_hex(16), "help", TEXT, SAID.name, SAID.phone, "2026-11-22"))
            connection.execute("COMMIT")
            free.append(connection)

        try:
            return self._rate("plain SQLite", write)
        finally:
            for connection in connections:
                connection.close()


def _receipt() -> Receipt:
    """What unlocking a code gives, without its 0.1 s."""
    return Receipt(secrets.token_hex(16), "", "")


def prepare(folder: Path, like: config.Settings, told: world.Told) -> config.Settings:
    """An empty folder; every measurement begins its own village in it."""
    settings = world.settings_in(folder / "feedback", like=like)
    settings.data.mkdir(parents=True, exist_ok=True)
    return settings


def run(settings: config.Settings, rounds: int, seconds: int) -> list[Row]:
    rows = [row for count in WRITERS for row in _rows(Writers(settings.data, count, seconds), rounds)]
    shown, found = kept.shown_and_found(settings.data / "killed", KILLED)
    return [*rows, Row("codes found after kill −9", found, "shown", shown, "codes", found / shown, 1, "high")]


def _rows(writers: Writers, rounds: int) -> list[Row]:
    measures = {"us": writers.ours, "plain SQLite": writers.plain}
    if writers.count == 1:
        measures["fdatasync"] = writers.synced
    found = in_turn(measures, rounds)
    slow = {name: writers.slow[name] for name in measures}
    who = f"{writers.count} writer{'s' if writers.count > 1 else ''}"
    rows = [compare(f"{who}, kept", found, "us", "plain SQLite", "per second", **_reach(writers.count, 5, "high"))]
    rows.append(compare(f"{who}, p99", slow, "us", "plain SQLite", "ms", **_reach(writers.count, 1 / 20, "low")))
    if writers.count == 1:
        rows.insert(0, compare(f"{who}, kept", found, "us", "fdatasync", "per second", reach=0.45, better="high"))
    whole = in_turn({"with receipt": writers.whole, "without": writers.ours}, 1)
    return [*rows, compare(f"{who}, with receipt", whole, "with receipt", "without", "per second")]


def _reach(count: int, reach: float, better: str) -> dict[str, object]:
    return {"reach": reach, "better": better} if count == max(WRITERS) else {}
