"""Slips that were just given: in memory only, for a minute, each behind an address of chance that says nothing."""

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

import msgspec

SECONDS: Final = 60
MOST: Final = 32  # slips at once; one device gives one in thirty seconds
SECRET: Final = 16  # bytes of chance in an address


class Given(msgspec.Struct, frozen=True):
    """What a slip shows: the code; `lookup` finds its case and is empty for a sealed letter."""

    code: str
    category: str
    addressee: str
    lookup: str = ""


class Shown:
    """The slips of the last minute. A page may be fetched again until the villager has its code or the minute is over."""

    def __init__(self, seconds: float = SECONDS, most: int = MOST, ticks: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._most, self._ticks = seconds, most, ticks
        self._slips: OrderedDict[str, tuple[Given, float]] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, given: Given) -> str:
        """Remember it; 32 hex digits of chance by which it is found. The oldest goes where there are too many."""
        token = secrets.token_hex(SECRET)
        with self._lock:
            self._slips[token] = (given, self._ticks() + self._seconds)
            while len(self._slips) > self._most:
                self._slips.popitem(last=False)
        timer = threading.Timer(self._seconds, self.forget, (token,))
        timer.daemon = True
        timer.start()
        return token

    def find(self, token: str) -> Given | None:
        """The slip; None when it was never there, is forgotten, or its minute is over."""
        with self._lock:
            given, until = self._slips.get(token, (None, 0.0))
            if self._ticks() < until:
                return given
            self._slips.pop(token, None)
            return None

    def forget(self, token: str) -> None:
        with self._lock:
            self._slips.pop(token, None)


slips = Shown()
