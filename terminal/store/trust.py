"""Whether the disk can still be believed: after one fsync that failed, nobody is told any more that something is kept.

What the system could not write it forgets, and the next fsync says “done” of it. So nothing is tried again: this process
acknowledges nothing more, and the next one copies what is in the WAL once more (`database.open_database`).
"""

from collections.abc import Callable
from sqlite3 import SQLITE_IOERR_DIR_FSYNC, SQLITE_IOERR_FSYNC

from terminal.errors import TerminalError

LOST = "磁盘没有把数据存稳，机器不敢再登记，正在重新启动。已经公开的照样能看；请过一分钟再做一次，还不行请找管机器的人换磁盘。"

_is_lost = False
_then: Callable[[], None] | None = None


def lose() -> None:
    """An fsync has failed."""
    global _is_lost
    if not _is_lost and _then:
        _then()
    _is_lost = True


def lose_if_unsynced(wrong: BaseException | None) -> None:
    """The same when this is SQLite saying that its own fsync failed, or what became of it on the way up."""
    while wrong is not None:
        code = getattr(getattr(wrong, "orig", wrong), "sqlite_errorcode", 0)
        if code in (SQLITE_IOERR_FSYNC, SQLITE_IOERR_DIR_FSYNC):
            lose()
        wrong = wrong.__context__


def require() -> None:
    """Raises TerminalError when an fsync has failed since the database was opened."""
    if _is_lost:
        raise TerminalError(LOST)


def begin() -> None:
    """The database is opened: by a new process, or by a test that goes on in the old one."""
    global _is_lost
    _is_lost = False


def when_lost(then: Callable[[], None] | None) -> None:
    """What is to be done at the first fsync that fails, once; in the thread that found out."""
    global _then
    _then = then
