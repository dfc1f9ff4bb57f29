"""Two sheets at the same screen are some seconds apart; remembered in memory alone, and only for those seconds."""

import threading
from datetime import datetime

from terminal.surveys.rules import seconds_left


class Pause:
    """When each screen last handed in a sheet; a screen is “kiosk” or an address in the network."""

    def __init__(self) -> None:
        self._last: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def wait(self, screen: str, now: datetime) -> int:
        """Seconds this screen still waits."""
        with self._lock:
            self._last = {one: last for one, last in self._last.items() if seconds_left(last, now)}
            return seconds_left(self._last.get(screen), now)

    def begin(self, screen: str, now: datetime) -> None:
        with self._lock:
            self._last[screen] = now
