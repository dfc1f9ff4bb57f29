"""Who has proved which key, for a quarter of an hour. In memory alone: after a restart everybody simply proves it again."""

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

import msgspec

SECONDS = 900  # a session lasts
ANSWER = 120  # seconds in which a challenge has to be answered
MOST = 4  # sessions of one machine; the oldest goes
RANDOM, STAMP, MARK = 32, 16, 32  # hex digits of a nonce


class Proved(msgspec.Struct, frozen=True):
    """A machine that proved its key; `until` is by the clock that only counts seconds, which nobody can set."""

    origin: str
    key: bytes
    until: float


class Sessions:
    """Challenges cost no memory until they are answered: whoever floods with questions fills nothing."""

    def __init__(self, seconds: int = SECONDS, count: Callable[[], float] = time.monotonic) -> None:
        self.seconds, self._count = seconds, count
        self._secret = secrets.token_bytes(32)
        self._guard = threading.Lock()
        self._open: OrderedDict[str, Proved] = OrderedDict()
        self._answered: OrderedDict[str, float] = OrderedDict()

    def _mark(self, begun: str) -> str:
        return hmac.new(self._secret, begun.encode(), hashlib.sha256).hexdigest()[:MARK]

    def nonce(self) -> str:
        """A challenge: chance, when it was made, and a mark by which it is known again."""
        begun = secrets.token_hex(RANDOM // 2) + f"{int(self._count() * 1000):0{STAMP}x}"
        return begun + self._mark(begun)

    def is_ours(self, nonce: str) -> bool:
        """Was this challenge given here, not too long ago?"""
        if len(nonce) != RANDOM + STAMP + MARK or not nonce.isascii():
            return False
        begun, mark = nonce[:-MARK], nonce[-MARK:]
        if not hmac.compare_digest(self._mark(begun), mark):
            return False
        return 0 <= self._count() - int(begun[RANDOM:], 16) / 1000 <= ANSWER

    def open(self, origin: str, key: bytes, nonce: str) -> str | None:
        """The token of a new session, once for each challenge; None when this one was answered before."""
        token, now = secrets.token_urlsafe(32), self._count()
        with self._guard:
            self._sweep(now)
            if nonce in self._answered:
                return None
            self._answered[nonce] = now + ANSWER
            mine = [known for known, one in self._open.items() if one.origin == origin]
            for known in mine[: max(0, len(mine) - MOST + 1)]:
                del self._open[known]
            self._open[_kept(token)] = Proved(origin, key, now + self.seconds)
        return token

    def _sweep(self, now: float) -> None:
        """Both lie in the order in which they end."""
        while self._answered and next(iter(self._answered.values())) < now:
            self._answered.popitem(last=False)
        while self._open and next(iter(self._open.values())).until < now:
            self._open.popitem(last=False)

    def who(self, token: str) -> Proved | None:
        """Whose session this is; None when it is over, or never was."""
        with self._guard:
            found = self._open.get(_kept(token))
        return found if found and found.until >= self._count() else None

    def end(self, origin: str) -> None:
        """Nobody goes on with what this machine once proved."""
        with self._guard:
            for token in [known for known, one in self._open.items() if one.origin == origin]:
                del self._open[token]


def _kept(token: str) -> str:
    """What is kept of a token: its hash, so that comparing tells nobody how near a guess was."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
