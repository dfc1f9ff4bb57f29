"""The one SQLite database: opened with durable settings, written by one writer at a time."""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import SqliteDatabase

from terminal.errors import TerminalError

database = SqliteDatabase(None, lock_type="IMMEDIATE")

# WAL survives power loss only with synchronous=FULL, a rollback journal only with EXTRA (or TRUNCATE).
DURABILITY = {
    "wal": {"journal_mode": "wal", "synchronous": 2},
    "rollback": {"journal_mode": "truncate", "synchronous": 3},
}
ALWAYS = {
    "wal_autocheckpoint": 0,  # checkpoints only in _checkpoint, under the writer's lock
    "mmap_size": 0,
    "foreign_keys": 1,
    "busy_timeout": 10_000,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "cache_size": -8000,
}
CHECKPOINT_AT = 4 * 1024 * 1024

_writer = threading.RLock()
_depth = 0
_commits = 0


def open_database(path: Path, durability: str = "wal") -> None:
    """Open (or make) the file and read the settings back. Raises TerminalError when the disk refuses them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    wanted = DURABILITY[durability] | ALWAYS
    if not database.is_closed():
        database.close()
    database.init(str(path), pragmas=wanted, timeout=10)
    database.connect()
    for name, value in wanted.items():
        found = database.pragma(name)
        if str(found) != str(value):
            raise TerminalError(f"数据库设置 {name} 应为 {value}，实为 {found}：这块磁盘不能保证不丢数据。")


def close_database() -> None:
    if not database.is_closed():
        database.close()


@contextmanager
def _gate() -> Iterator[None]:
    """Only one process writes at a time: SQLite before 3.51.3 can corrupt a WAL that two processes reset at once."""
    with Path(f"{database.database}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _checkpoint() -> None:
    wal = Path(f"{database.database}-wal")
    if wal.exists() and wal.stat().st_size > CHECKPOINT_AT:
        database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)")


@contextmanager
def write() -> Iterator[None]:
    """One transaction, whole or not at all; what it wrote is on the disk when the block has ended."""
    global _depth, _commits
    with _writer:
        if _depth:
            yield
            return
        _depth = 1
        try:
            with _gate():
                database.connect(reuse_if_open=True)
                with database.atomic("IMMEDIATE"):
                    yield
                _checkpoint()
        finally:
            _depth = 0
            _commits += 1


@contextmanager
def read() -> Iterator[None]:
    """Several questions about one and the same state."""
    database.connect(reuse_if_open=True)
    if database.in_transaction():
        yield
        return
    with database.atomic("DEFERRED"):
        yield


def is_writing() -> bool:
    """True inside `write()`: the log refuses to grow outside it."""
    return _depth > 0


def _mark(path: str) -> tuple[int, int, int]:
    try:
        found = Path(path).stat()
    except FileNotFoundError:
        return (0, 0, 0)
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def stamp() -> tuple[object, ...]:
    """Changes whenever anybody, in this process or another, commits; costs two looks at the disk, no SQL."""
    return (_commits, _mark(database.database), _mark(f"{database.database}-wal"))
