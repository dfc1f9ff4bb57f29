"""Identities of offices while somebody works with them: in the memory of this process, for one session, never elsewhere.

They are gone with the session, after ten minutes without use, and with the process; nothing of them is written or said.
"""

import threading
import time
from collections.abc import Callable
from typing import Final

import msgspec

from terminal.errors import Problem, Refused

IDLE: Final = 600  # seconds
WRONG, WINDOW = 5, 600  # wrong passphrases in so many seconds


class _Held(msgspec.Struct):
    office: str
    identities: tuple[str, ...]
    until: float

    def __repr__(self) -> str:  # a traceback with values, a debugger: none of them shows a key
        return f"<unlocked {self.office}>"


class Unlocked:
    """Who has which office open, by session."""

    def __init__(self, idle: float = IDLE, ticks: Callable[[], float] = time.monotonic) -> None:
        self._idle, self._ticks = idle, ticks
        self._held: dict[str, _Held] = {}
        self._wrong: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def keep(self, session: str, office: str, identities: tuple[str, ...]) -> None:
        with self._lock:
            self._held[session] = _Held(office, identities, self._ticks() + self._idle)
        self._watch(session, self._idle)

    def find(self, session: str, office: str) -> tuple[str, ...]:
        """The identities of this office, if this session has it open; using them keeps them open."""
        with self._lock:
            held = self._held.get(session)
            if held is None:
                return ()
            if held.office != office or self._ticks() >= held.until:
                del self._held[session]
                return ()
            held.until = self._ticks() + self._idle
            return held.identities

    def is_open(self, session: str, office: str) -> bool:
        return bool(self.find(session, office))

    def forget(self, session: str) -> None:
        with self._lock:
            self._held.pop(session, None)

    def forget_all(self) -> None:
        with self._lock:
            self._held.clear()
            self._wrong.clear()

    def _watch(self, session: str, seconds: float) -> None:
        """Take it out of memory when its time is over, whether anybody asks or not."""
        timer = threading.Timer(seconds + 1, self._expire, (session,))
        timer.daemon = True
        timer.start()

    def _expire(self, session: str) -> None:
        with self._lock:
            held = self._held.get(session)
            left = held.until - self._ticks() if held else 0.0
            if held and left <= 0:
                del self._held[session]
                held = None
        if held:
            self._watch(session, left)

    # ---- wrong passphrases ----
    def may_try(self, who: str) -> None:
        """Raises Refused saying how long to wait."""
        with self._lock:
            now = self._ticks()
            recent = [at for at in self._wrong.get(who, ()) if now - at < WINDOW]
            self._wrong[who] = recent
            if len(recent) >= WRONG:
                wait = int((WINDOW - (now - recent[-WRONG])) // 60) + 1
                raise Refused([Problem(f"口令试错的次数多了。请等 {wait} 分钟再试。", "口令")])

    def count_wrong(self, who: str) -> None:
        with self._lock:
            self._wrong.setdefault(who, []).append(self._ticks())


unlocked = Unlocked()
