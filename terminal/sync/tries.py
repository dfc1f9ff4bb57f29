"""Wrong guesses, counted by address: whoever guesses on has to wait. In memory alone, and never more than so many."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

GUESSES, WINDOW, REMEMBERED = 10, 600, 10_000  # wrong guesses in so many seconds; addresses


class Tries:
    """How often somebody guessed wrongly, by address; forgotten after a while, and only so many are remembered."""

    def __init__(self, count: Callable[[], float] = time.monotonic) -> None:
        self._count, self._guard = count, threading.Lock()
        self._wrong: OrderedDict[str, list[float]] = OrderedDict()

    def may_try(self, address: str) -> bool:
        """May this address guess once more?"""
        since = self._count() - WINDOW
        with self._guard:
            return sum(at > since for at in self._wrong.get(address, ())) < GUESSES

    def failed(self, address: str) -> None:
        """It guessed wrongly."""
        with self._guard:
            mine = self._wrong.pop(address, [])
            self._wrong[address] = [*mine[-GUESSES:], self._count()]
            if len(self._wrong) > REMEMBERED:
                self._wrong.popitem(last=False)
