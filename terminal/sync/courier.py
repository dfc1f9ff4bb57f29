"""The rounds of a running terminal: by itself every quarter of an hour or so, at once when the desk asks."""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from peewee import DatabaseError, Model

from terminal import clock
from terminal.config import Settings
from terminal.errors import TerminalError
from terminal.sync import contact, ladder, timetable, timing
from terminal.sync.jobs import Desk, Job
from terminal.sync.rounds import Post, Round, once
from terminal.sync.wire import Wire

LOOKS_EVERY = 1.0  # seconds
BUSY = "正在和县平台同步。请等它做完，或者先停下它。"


class Courier:
    """Nobody who asks waits for it: a round is a job in a thread. Before `start` it goes only when it is asked.

    Times are counted by the clock that nobody can set; `chance` from 0 to 1 keeps terminals apart.
    """

    def __init__(
        self,
        settings: Settings,
        tables: Sequence[type[Model]],
        chance: Callable[[], float] = random.random,
        count: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings, self._tables, self._chance, self._count = settings, tables, chance, count
        self.desk = Desk(BUSY)
        self._failures = 0
        self._due = count() + timetable.first(chance())
        self._watch = timing.Watch()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)

    @property
    def has_address(self) -> bool:
        return bool(contact.address(self._settings.sync.county))

    def start(self) -> None:
        """Go by itself from now on. Raises TerminalError when the address of the county is none."""
        if self._settings.sync.county:
            Wire(self._settings.sync.county)
        self._thread.start()

    def stop(self) -> None:
        """A round under way is given up where it is; the next goes on from there."""
        self._over.set()
        if self.desk.job:
            self.desk.job.cancel()

    def ask(self) -> Job:
        """A round now, with everything, however often it failed before. Raises Refused while one is under way."""
        self._failures = 0
        return self._begin(by_hand=True)

    def look(self) -> Job | None:
        """Begin a round when one is due."""
        is_busy = self.desk.job is not None and self.desk.job.is_running
        if is_busy or self._count() < self._due or not self.has_address or ladder.is_under_way(self._settings.data):
            return None
        return self._begin(by_hand=False)

    def _run(self) -> None:
        while not self._over.wait(LOOKS_EVERY):
            try:
                if not ladder.is_under_way(self._settings.data):
                    self._watch.look()
                self.look()
            except (TerminalError, DatabaseError, OSError) as wrong:
                logging.getLogger(__name__).error("%s", wrong)
                self._due = self._count() + timetable.MINUTE

    def _begin(self, *, by_hand: bool) -> Job:
        return self.desk.begin(Job("sync", "courier", lambda job: self._go(job, by_hand)))

    def _go(self, job: Job, by_hand: bool) -> Iterator[str]:
        """The round, and when the next is."""
        found = Round("wrong", "")
        try:
            found = once(Post.of(self._settings, self._tables), job, by_hand=by_hand)
            yield found.says
        finally:
            self._failures = 0 if found.is_well else self._failures + 1
            seconds = timetable.wait(self._failures, self._settings.sync.every, self._chance(), found.retry_after)
            self._due = self._count() + seconds
            if self._thread.is_alive():
                contact.expect(clock.now().at + timedelta(seconds=seconds))
