"""Several writers, one transaction, one wait for the disk: whoever comes first commits for all who came meanwhile."""

import threading
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Any, TypeVar

from terminal.errors import TerminalError
from terminal.store.database import database, is_writing, write

MOST = 64  # works in one transaction, so that nobody waits for an endless one
INTERRUPTED = "正在登记的时候程序被中断了，没有登记上。请再做一次。"

Answer = TypeVar("Answer")
_guard = threading.Lock()
_waiting: deque["_Turn"] = deque()
_led = False  # somebody commits right now, or has been woken to do so


class _Turn:
    """One caller's work, and what became of it; entered, it keeps what goes wrong inside for its caller."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work = work
        self.answer: Any = None
        self.wrong: Exception | None = None
        self.is_over = self.leads = False
        self.called = threading.Lock()
        self.called.acquire()  # released once: when it is over, or when it is this one's turn to lead

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, _kind: type[BaseException] | None, wrong: BaseException | None, _at: TracebackType | None
    ) -> bool:
        self.wrong = wrong if isinstance(wrong, Exception) else None
        # A disk that is full ends the whole transaction, not one work.
        return self.wrong is not None and database.connection().in_transaction


def commit(work: Callable[[], Answer]) -> Answer:
    """What `work` answers, once it is on the disk together with whatever others brought; raises what `work` raises.

    `work` may run in another caller's thread: it writes to the database and to nothing else. Inside `write()` it simply
    becomes part of that transaction. Raises TerminalError inside `read()`.
    """
    if is_writing():
        return work()
    if not database.is_closed() and database.in_transaction():
        raise TerminalError("commit() inside read(): it would not be on the disk when it returns")
    turn = _Turn(work)
    try:
        if not _leads_at_once(turn):
            turn.called.acquire()
        if not turn.is_over:
            _lead()
    finally:
        _leave(turn)
    if turn.wrong is not None:
        raise turn.wrong
    answer: Answer = turn.answer
    return answer


def _leads_at_once(turn: _Turn) -> bool:
    global _led
    with _guard:
        _waiting.append(turn)
        turn.leads, _led = not _led, True
        return turn.leads


def _lead() -> None:
    """Do everybody's work in one transaction; one that fails takes back its own part alone."""
    done: list[_Turn] = []
    try:
        with write():
            while len(done) < MOST and (turn := _next()):
                done.append(turn)
                with turn, database.savepoint():
                    turn.answer = turn.work()
    except BaseException as wrong:
        for turn in done:
            turn.wrong = turn.wrong or (wrong if isinstance(wrong, Exception) else TerminalError(INTERRUPTED))
        raise
    finally:
        for turn in done:
            turn.is_over = True
            if not turn.leads:
                turn.called.release()


def _next() -> _Turn | None:
    with _guard:
        return _waiting.popleft() if _waiting else None


def _leave(turn: _Turn) -> None:
    """Go, whatever happened: nobody works for somebody who is gone, and whoever waits next leads."""
    global _led
    with _guard:
        if turn in _waiting:
            _waiting.remove(turn)
        if not turn.leads:
            return
        turn.leads, _led = False, bool(_waiting)
        if _waiting:
            _waiting[0].leads = True
            _waiting[0].called.release()
