"""How often somebody may write and how often guess; and one slip for one letter, however often it is sent."""

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from peewee import TextField

from terminal.clock import Now
from terminal.errors import Problem, Refused, TerminalError
from terminal.feedback import room_left
from terminal.feedback.models import FeedbackCase
from terminal.feedback.sealed.models import SealedLetter
from terminal.store.base import MomentField, Record
from terminal.store.database import write

SPACING = 30  # seconds between two letters from one device
WITH_FILES = 30  # letters a day from this terminal; more come without photographs and voice
GUESSES = 5
WINDOW = timedelta(minutes=10)
REMEMBERED = 120  # seconds in which the same form leads to the same slip again
MOST_USED = 10_000
USED = "这一份刚才已经交过了，回执号码只显示一次。没有记下号码的，请再写一份。"


class Used(TerminalError):
    """This very form was handed in before, too long ago to lead to its slip again."""

    def __init__(self) -> None:
        super().__init__(USED)


_SECRET = secrets.token_bytes(32)  # new with every start: what is kept in memory means nothing elsewhere


class FeedbackGuess(Record):
    """A receipt code that opened nothing: when, and a hash of the device; never the code."""

    who = TextField(index=True)
    at = MomentField()


LOCAL_TABLES = (FeedbackGuess,)


def _mark(*parts: bytes) -> bytes:
    return hashlib.blake2b(b"\0".join(parts), key=_SECRET, digest_size=32).digest()


# ---- one letter in thirty seconds ----
class Spacing:
    """When each device wrote last, by the monotonic clock, in memory only: the disk never learns when somebody wrote."""

    def __init__(self, seconds: float = SPACING, ticks: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._ticks = seconds, ticks
        self._last: dict[bytes, float] = {}
        self._lock = threading.Lock()

    def why_wait(self, device: str) -> str:
        """How long this device has to wait, as a sentence; empty when it may write now."""
        with self._lock:
            return self._why_wait(_mark(device.encode()), self._ticks())

    def _why_wait(self, who: bytes, now: float) -> str:
        self._last = {key: at for key, at in self._last.items() if now - at < self._seconds}
        if who not in self._last:
            return ""
        wait = int(self._seconds - (now - self._last[who])) + 1
        return f"刚刚交过一份。请等 {wait} 秒再点“交上去”，写的字都还在。"

    def take(self, device: str) -> None:
        """This device writes now. Raises Refused saying how long to wait."""
        who, now = _mark(device.encode()), self._ticks()
        with self._lock:
            if says := self._why_wait(who, now):
                raise Refused([Problem(says)])
            self._last[who] = now

    def give_back(self, device: str) -> None:
        """It was not taken after all."""
        with self._lock:
            self._last.pop(_mark(device.encode()), None)


# ---- the same form twice ----
class _Turn:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.slip = ""


class Slips:
    """Where the slip of a form is that was just handed in, so that a second tap leads to it; after two minutes gone.

    What stays is only that this form was used: sent once more it is refused instead of being taken twice.
    """

    def __init__(self, seconds: float = REMEMBERED) -> None:
        self._seconds = seconds
        self._turns: dict[bytes, _Turn] = {}
        self._used: OrderedDict[bytes, None] = OrderedDict()
        self._lock = threading.Lock()

    def once(self, form: Sequence[bytes], work: Callable[[], str]) -> str:
        """What `work` gives for this form (its chance id and all that was typed), worked only once. Raises Used."""
        key = _mark(*form)
        with self._lock:
            if key in self._used and key not in self._turns:
                raise Used
            turn = self._turns.setdefault(key, _Turn())
        with turn.lock:
            if not turn.slip:
                try:
                    turn.slip = work()
                finally:
                    self._settle(key, turn)
            return turn.slip

    def _settle(self, key: bytes, turn: _Turn) -> None:
        if not turn.slip:  # refused: the corrected form comes as another one
            self._forget(key)
            return
        with self._lock:
            self._used[key] = None
            while len(self._used) > MOST_USED:
                self._used.popitem(last=False)
        timer = threading.Timer(self._seconds, self._forget, (key,))
        timer.daemon = True
        timer.start()

    def _forget(self, key: bytes) -> None:
        with self._lock:
            self._turns.pop(key, None)


spacing = Spacing()
slips = Slips()


# ---- thirty a day with photographs ----
def takes_files(origin: str, today: date) -> bool:
    """Have villagers written fewer than thirty letters here today, those counted in that nobody here opens?"""
    mine = (FeedbackCase.origin == origin) & (FeedbackCase.opened_on == today)
    opened = FeedbackCase.select().where(mine & FeedbackCase.channel.in_(("kiosk", "phone"))).count()
    sealed = SealedLetter.select().where((SealedLetter.origin == origin) & (SealedLetter.day == today)).count()
    return int(opened + sealed) < WITH_FILES


# ---- wrong codes ----
def _who(device: str) -> str:
    return hashlib.sha256(f"receipt {device}".encode()).hexdigest()[:32]


def wait_for(moments: Sequence[datetime], now: datetime) -> int:
    """Seconds until one may guess again after guesses at these moments; 0 for at once."""
    recent = sorted(moment for moment in moments if now - moment < WINDOW)
    return int((recent[-GUESSES] + WINDOW - now).total_seconds()) + 1 if len(recent) >= GUESSES else 0


def say_wait(seconds: int) -> str:
    """How long to wait, as people say it."""
    return f"{seconds} 秒" if seconds < 120 else f"{-(-seconds // 60)} 分钟"


def count_guess(device: str, now: Now) -> int:
    """Count a guess before it is looked at, so that many at once do not count as one; its number, for `forgive`.

    Raises Refused saying how long to wait. Where the disk has no room left nothing is counted and 0 comes back.
    """
    try:
        with room_left.told(), write():
            guess, wait = _count(_who(device), now.at)
    except room_left.Full:
        return 0
    if wait:
        says = f"号码试错的次数多了。请等 {say_wait(wait)}再查。不是您试的，也请等一等，或者到村委会窗口问。"
        raise Refused([Problem(says)])
    return guess


def _count(who: str, at: datetime) -> tuple[int, int]:
    """Number of the counted guess, or seconds to wait."""
    FeedbackGuess.delete().where(FeedbackGuess.at < at - WINDOW).execute()
    # A clock that went wrong and was put right again shuts nobody out for longer than ten minutes.
    FeedbackGuess.update(at=at).where(FeedbackGuess.at > at).execute()
    rows = FeedbackGuess.select().where(FeedbackGuess.who == who)
    wait = wait_for([row.at for row in rows], at)
    return (0, wait) if wait else (int(FeedbackGuess.insert(who=who, at=at).execute()), 0)


def forgive(guess: int) -> None:
    """It was no wrong guess."""
    if guess:
        with write():
            FeedbackGuess.delete().where(FeedbackGuess.id == guess).execute()
