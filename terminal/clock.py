"""The only place that asks the time."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import msgspec

HERE = ZoneInfo("Asia/Shanghai")
STARTED = time.monotonic()


class Now(msgspec.Struct, frozen=True):
    """A moment as the log writes it: UTC time, local day, milliseconds since start, and who says so."""

    at: datetime
    today: date
    mono: int = 0
    clk: str = "rtc"

    @classmethod
    def of(cls, at: datetime, *, mono: int = 0, clk: str = "rtc") -> "Now":
        """Take an aware time and find the village's day."""
        return cls(at=at.astimezone(UTC), today=at.astimezone(HERE).date(), mono=mono, clk=clk)


def _system() -> Now:
    return Now.of(datetime.now(UTC), mono=int((time.monotonic() - STARTED) * 1000))


_source: Callable[[], Now] = _system


def use(source: Callable[[], Now] | None) -> None:
    """Ask another clock from now on; None goes back to the machine's own."""
    global _source
    _source = source or _system


def now() -> Now:
    return _source()


def today() -> date:
    return _source().today


def local(at: datetime) -> datetime:
    """The same moment as a villager's watch shows it."""
    return at.astimezone(HERE)
