"""The copy of each night, made by the kiosk itself at the first quiet moment after the hour."""

import logging
import threading
from pathlib import Path

from peewee import DatabaseError

from terminal import clock
from terminal.errors import TerminalError
from terminal.store.database import stamp
from terminal.sync import copies, forgetting, ladder, mending

LOOKS_EVERY = 60.0  # seconds; as long as nobody has written anything, it is quiet
AGAIN_AFTER = 60  # looks, when a copy could not be made


class Nightly:
    """Looks once a minute. What goes wrong is kept in `said`, and the desk sees that the last good day is long ago."""

    def __init__(self, data: Path, place: Path, hour: int) -> None:
        self._data, self._place, self._hour = data, place, hour
        self._stamp = self._looked_at = b""
        self._wait = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="nightly", daemon=True)
        self.said = ""

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End at the next look; a copy under way is given up and leaves nothing."""
        self._over.set()

    def _run(self) -> None:
        while not self._over.wait(LOOKS_EVERY):
            self.look()

    def look(self) -> bool:
        """Make today's copy when it is due and nobody has written since the last look; True when one was made.

        What was erased by law meanwhile goes out of the older copies, whatever the hour.
        """
        before, self._stamp = self._stamp, stamp()
        self._wait = max(0, self._wait - 1)
        # A copy of half a log would in time push the whole ones out.
        if self._wait or before != self._stamp or ladder.is_under_way(self._data):
            return False
        try:
            made = self._forgotten() or self._made()
        except (TerminalError, DatabaseError, OSError) as wrong:
            self.said, self._wait = str(wrong), AGAIN_AFTER
            logging.getLogger(__name__).error("%s", wrong)
            return False
        self.said = ""
        return made

    def _forgotten(self) -> bool:
        if self._looked_at == self._stamp:
            return False
        made = forgetting.forget(self._data, self._place, clock.now())
        self._looked_at = self._stamp
        return made

    def _made(self) -> bool:
        now = clock.now()
        if not copies.is_due(self._place, self._hour, now):
            return False
        mending.mend(self._data, self._place, now.today)
        copies.make(self._data, self._place, now)
        return True
