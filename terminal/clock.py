"""The only place that asks the time."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

HERE = ZoneInfo("Asia/Shanghai")
STARTED = time.monotonic()
RELEASED = datetime(2026, 11, 1, tzinfo=UTC)  # no machine ever ran this program before
OFF = timedelta(minutes=5)  # a clock that differs less is right


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


class Known(msgspec.Struct, frozen=True):
    """A time known from elsewhere, when this machine had counted `mono` milliseconds.

    `is_told`: the county said so just then; otherwise it was only no earlier.
    """

    at: datetime
    mono: int
    is_told: bool = False


def corrected(own: Now, known: Known | None) -> Now:
    """What to believe when a machine's clock says `own`: the county's word counted on, else whatever is not too early. Pure.

    `clk` says where it is from: `county`, the machine's own, or `none` where all that is known is that it was later.
    """
    if known is None:
        return own
    at = known.at + timedelta(milliseconds=own.mono - known.mono)
    if known.is_told:
        return own if abs(own.at - at) <= OFF else Now.of(at, mono=own.mono, clk="county")
    return own if own.at >= at else Now.of(at, mono=own.mono, clk="none")


_source: Callable[[], Now] = _system
_known: Known | None = None


def use(source: Callable[[], Now] | None) -> None:
    """Ask another clock from now on; None goes back to the machine's own. What was known of the time is forgotten."""
    global _source, _known
    _source, _known = source or _system, None


def own() -> Now:
    """What the machine's own clock says, right or wrong."""
    return _source()


def told(at: datetime) -> None:
    """The county has just said what time it is."""
    global _known
    _known = Known(at, own().mono, is_told=True)


def not_before(at: datetime) -> None:
    """It is known to be later than this, and no more is known."""
    global _known
    _known = Known(at, own().mono)


def now() -> Now:
    """The time, as well as it is known here."""
    return corrected(_source(), _known)


def today() -> date:
    return now().today


def local(at: datetime) -> datetime:
    """The same moment as a villager's watch shows it."""
    return at.astimezone(HERE)
