"""The one SQLite database: opened with durable settings, written by one writer at a time."""

import fcntl
import mmap
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from peewee import DatabaseError, SqliteDatabase

from terminal.errors import TerminalError
from terminal.store import trust
from terminal.store.files import sync_folder

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
# The file never shrinks: once it is large, looking at its size alone would copy it after every commit.
CHECKPOINT_EVERY = 64  # commits
TALLY = 8  # bytes
TRACE = 248  # bytes behind the tally, in the same sector: what the last commit left there

_writer = threading.RLock()
_writing: int | None = None  # the thread that is inside write()
_reading = threading.local()  # .stamp: when this thread began to read
_commits: mmap.mmap | None = None  # the number of commits and the trace, in memory that all processes share
_after: Callable[[], bytes] | None = None  # what is to be left as trace when this transaction is on the disk


def open_database(path: Path, durability: str = "wal") -> None:
    """Open (or make) the file and read the settings back. Raises TerminalError when the disk refuses them."""
    wanted = DURABILITY[durability] | ALWAYS
    if not database.is_closed():
        database.close()
    database.init(str(path), pragmas=wanted, timeout=10)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sync_folder(path.parent.parent)
        trust.begin()
        _share_tally()
        database.connect()
        found = {name: database.pragma(name) for name in wanted}
    except (DatabaseError, OSError) as wrong:
        database.close()
        raise TerminalError(f"数据库 {path} 打不开，也许正被占用，也许坏了或没有权限：{wrong}。") from None
    for name, value in wanted.items():
        if str(found[name]) != str(value):
            database.close()
            raise TerminalError(f"数据库设置 {name} 应为 {value}，实为 {found[name]}：这块磁盘不能保证不丢数据。")
    _copy_back()


def _copy_back() -> None:
    """Write what is in the WAL once more: an fsync that failed in the last process may have left it in memory alone.

    A disk that is full or read-only stands in the way of that and not of reading.
    """
    with suppress(DatabaseError, OSError), _gate():
        database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)")


def close_database() -> None:
    if not database.is_closed():
        database.close()


def _lock_file() -> int:
    return os.open(f"{database.database}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)


def _share_tally() -> None:
    """Map the tally of commits, which lies in the gate's file, into this process."""
    global _commits
    handle = _lock_file()
    try:
        if os.fstat(handle).st_size < TALLY + TRACE:
            os.ftruncate(handle, TALLY + TRACE)
        _commits = mmap.mmap(handle, TALLY + TRACE)
    finally:
        os.close(handle)


@contextmanager
def _gate() -> Iterator[None]:
    """Only one process writes at a time: SQLite before 3.51.3 can corrupt a WAL that two processes reset at once."""
    handle = _lock_file()
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _tally() -> int:
    """Count one more commit, and say which it is: the WAL itself grows before others may see what it holds.

    In memory, where it cannot fail: what is committed must not look refused because the disk took no more.
    """
    count = (int.from_bytes(stamp(), "little") + 1) % 256**TALLY
    if _commits:
        _commits[:TALLY] = count.to_bytes(TALLY, "little")
    return count


def leave_trace(said: Callable[[], bytes]) -> None:
    """Ask `said` once this transaction is on the disk, and keep its answer beside the database, where no disk is waited for.

    So it never names what was not kept; after a power cut it may be older, or spoilt. At most 248 bytes; `trace` reads it.
    """
    global _after
    _after = said


def _leave_trace() -> None:
    if _after and _commits:
        _commits[TALLY:] = _after()[:TRACE].ljust(TRACE, b"\0")


def trace(path: Path) -> bytes:
    """What the last commit to this database left beside it; empty when there is none."""
    beside = Path(f"{path}.lock")
    return beside.read_bytes()[TALLY : TALLY + TRACE].rstrip(b"\0") if beside.exists() else b""


def _checkpoint(count: int) -> None:
    """What was committed stays so when it cannot be copied back: on a full disk the WAL goes on growing where it can."""
    wal = Path(f"{database.database}-wal")
    if count % CHECKPOINT_EVERY == 0 and wal.exists() and wal.stat().st_size > CHECKPOINT_AT:
        try:
            database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)")
        except DatabaseError as wrong:
            trust.lose_if_unsynced(wrong)


@contextmanager
def write() -> Iterator[None]:
    """One transaction, whole or not at all; what it wrote is on the disk when the block has ended."""
    global _writing, _after
    with _writer:
        if is_writing():
            yield
            return
        with _gate():
            trust.require()
            database.connect(reuse_if_open=True)
            if database.in_transaction():
                raise TerminalError("write() inside read(): it would not be on the disk when the block has ended")
            _writing, _after = threading.get_ident(), None
            try:
                with database.atomic("IMMEDIATE"):
                    yield
            except DatabaseError as wrong:
                trust.lose_if_unsynced(wrong)
                raise
            finally:
                _writing = None
            _leave_trace()
            _checkpoint(_tally())


@contextmanager
def overwriting() -> Iterator[None]:
    """Around `write()`: what this transaction takes out is written over, not only left free; `compact()` does the rest."""
    database.connect(reuse_if_open=True)
    database.execute_sql("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        database.execute_sql("PRAGMA secure_delete = OFF")


def compact() -> None:
    """Write the file anew without its free pages, and empty the WAL: what was taken out is in neither.

    Raises TerminalError while somebody still reads from the WAL; nothing is lost then, ask again.
    """
    with _writer, _gate():
        database.connect(reuse_if_open=True)
        database.execute_sql("VACUUM")
        busy, _in_wal, _moved = database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        _tally()
    if busy:
        raise TerminalError("数据库正有人在读，旧的字还没有从磁盘上清掉。请过一会儿再点一次。")


def empty_wal() -> bool:
    """Move everything into the file itself; False while somebody still reads from the WAL."""
    with _writer, _gate():
        database.connect(reuse_if_open=True)
        busy, _in_wal, _moved = database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


@contextmanager
def read() -> Iterator[None]:
    """Several questions about one and the same state."""
    database.connect(reuse_if_open=True)
    if database.in_transaction():
        yield
        return
    _reading.stamp = stamp()  # before the first question: what is read is at least as new
    try:
        with database.atomic("DEFERRED"):
            yield
    finally:
        _reading.stamp = None


def read_at() -> bytes:
    """A stamp that is never newer than what this thread reads: whatever is remembered under it cannot be too old."""
    return getattr(_reading, "stamp", None) or stamp()


def is_writing() -> bool:
    """True for the thread inside `write()`: the log refuses to grow outside it."""
    return _writing == threading.get_ident()


def stamp() -> bytes:
    """Changes whenever anybody, in this process or another, has committed.

    Looks at shared memory: no SQL, and no call of the system, for which every thread would have to queue again.
    """
    return _commits[:TALLY] if _commits else b""
