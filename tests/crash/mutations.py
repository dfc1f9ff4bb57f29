"""Mistakes somebody might make one day, put into the workload's process alone: the laboratory must find every one."""

import os
import stat
import threading
from collections.abc import Callable

from terminal.feedback import intake
from terminal.store import database
from terminal.store.together import commit

_late: list[Callable[[], object]] = []
_guard = threading.Lock()


def _syncs_less(setting: str, **settings: object) -> Callable[[], None]:
    def mutate() -> None:
        database.DURABILITY[setting] = database.DURABILITY[setting] | settings

    return mutate


def _skips(is_skipped: Callable[[int], bool]) -> Callable[[], None]:
    def mutate() -> None:
        fsync = os.fsync
        os.fsync = lambda handle: None if is_skipped(os.fstat(handle).st_mode) else fsync(handle)

    return mutate


def _answers_first() -> None:
    def later(work: Callable[[], object]) -> None:
        with _guard:
            waiting, _late[:] = _late[:], [work]
        for one in waiting:
            commit(one)

    intake.commit = later


def finish() -> None:
    """Do what was promised and not done yet."""
    for work in _late:
        commit(work)


MUTATIONS: dict[str, Callable[[], None]] = {
    "none": lambda: None,
    "wal-normal": _syncs_less("wal", synchronous=1),
    "wal-off": _syncs_less("wal", synchronous=0),
    "delete-full": _syncs_less("rollback", journal_mode="delete", synchronous=2),
    "no-file-fsync": _skips(stat.S_ISREG),
    "no-folder-fsync": _skips(stat.S_ISDIR),
    "told-first": _answers_first,
}
