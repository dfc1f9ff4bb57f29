"""One thing at a time that takes long and may hang, such as a stick: in a thread of its own, looked at from outside."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Literal, TypeVar

import msgspec
from peewee import DatabaseError

from terminal.errors import Problem, Refused, TerminalError
from terminal.store.database import database
from terminal.sync.stick import Cancelled

Answer = TypeVar("Answer")
State = Literal["running", "done", "failed", "cancelled"]
PATIENCE = 2.0  # seconds until a stick counts as not answering


class Progress(msgspec.Struct, frozen=True):
    """How far a job is: bytes, seconds left (None as long as nobody can know), and what it says at its end."""

    what: str
    stick: str
    state: State
    done: int
    total: int
    left: int | None
    says: tuple[str, ...] = ()


class Job:
    """Work in a thread. `work` gets the job, calls `step` for every piece, and answers with sentences."""

    def __init__(self, what: str, stick: str, work: Callable[["Job"], Iterable[str]]) -> None:
        self._what, self._stick, self._work = what, stick, work
        self._state: State = "running"
        self._says: tuple[str, ...] = ()
        self._done = self._total = 0
        self._stop = threading.Event()
        self._began = time.monotonic()
        self._thread = threading.Thread(target=self._run, name=f"{stick} {what}", daemon=True)

    def start(self) -> "Job":
        self._thread.start()
        return self

    def expect(self, total: int) -> None:
        """So many bytes there will be."""
        self._total, self._began = total, time.monotonic()

    def more(self, size: int) -> None:
        """So many bytes more than were thought of."""
        self._total += size

    def pause(self, seconds: float) -> None:
        """Wait; raises Cancelled when somebody said stop meanwhile."""
        if self._stop.wait(seconds):
            raise Cancelled("停下了。")

    def step(self, size: int) -> None:
        """So many more are done. Raises Cancelled when somebody said stop."""
        if self._stop.is_set():
            raise Cancelled("停下了。")
        self._done += size

    def cancel(self) -> None:
        self._stop.set()

    def join(self, seconds: float | None = None) -> None:
        self._thread.join(seconds)

    @property
    def is_running(self) -> bool:
        return self._state == "running"

    @property
    def progress(self) -> Progress:
        passed = time.monotonic() - self._began
        left = round(passed * (self._total - self._done) / self._done) if self._done and passed > 1 else None
        return Progress(self._what, self._stick, self._state, self._done, self._total, left, self._says)

    def _run(self) -> None:
        try:
            self._says = tuple(self._work(self))
            self._state = "done"
        except Cancelled:
            self._state = "cancelled"
        except Refused as wrong:
            self._says, self._state = tuple(map(str, wrong.problems)), "failed"
        except (TerminalError, DatabaseError, OSError) as wrong:
            self._says, self._state = (str(wrong),), "failed"
        finally:
            if not database.is_closed():
                database.close()


class Desk:
    """Holds the one job of this machine, and the newest that ended."""

    def __init__(self, busy: str = "U 盘上还有一件事没做完。请等它做完，或者先停下它。") -> None:
        self._busy = busy
        self._guard = threading.Lock()
        self._job: Job | None = None

    @property
    def job(self) -> Job | None:
        return self._job

    def begin(self, job: Job) -> Job:
        """Start it. Raises Refused while another one runs."""
        with self._guard:
            if self._job and self._job.is_running:
                raise Refused([Problem(self._busy)])
            self._job = job.start()
            return job


def patiently(work: Callable[[], Answer], otherwise: Answer, seconds: float = PATIENCE) -> Answer:
    """What `work` answers, or `otherwise` when it hangs: a broken stick can keep a reader waiting for ever."""
    answers: list[Answer] = []
    thread = threading.Thread(target=lambda: answers.append(work()), name="stick looking", daemon=True)
    thread.start()
    thread.join(seconds)
    return answers[0] if answers else otherwise
