"""Why a village is silent or stands out, as far as what came from it tells; pure."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

Reason = Literal["fork", "revoked", "never", "stick", "silent", "clock", "disk", "blobs"]
# Those that stop the log from being taken; the others only want somebody to look.
BAD: frozenset[Reason] = frozenset({"fork", "revoked"})
QUIET = timedelta(days=3)
CLOCK_OFF = 10 * 60  # seconds; less may be the time a bundle was on its way
DISK_LOW = 10  # per cent


class Seen(msgspec.Struct, frozen=True):
    """What is known of a terminal: its state, the last contact, what is missing."""

    state: str = "active"
    heard_at: datetime | None = None
    way: str = ""
    clock_off: int | None = None
    disk_free: int | None = None
    missing_blobs: int = 0


class Why(msgspec.Struct, frozen=True):
    """One reason, with its number: days of silence, minutes a clock is off (ahead: positive), per cent, pieces."""

    reason: Reason
    number: int = 0


def whys(seen: Seen, now: datetime) -> tuple[Why, ...]:
    """Everything that stands out, worst first; empty when nothing does. No age is ever negative."""
    found: list[Why] = []
    if seen.state == "frozen":
        found.append(Why("fork"))
    if seen.state == "revoked":
        found.append(Why("revoked"))
    found += _silence(seen, now)
    if seen.clock_off is not None and abs(seen.clock_off) > CLOCK_OFF:
        found.append(Why("clock", round(seen.clock_off / 60)))
    if seen.disk_free is not None and seen.disk_free < DISK_LOW:
        found.append(Why("disk", seen.disk_free))
    if seen.missing_blobs:
        found.append(Why("blobs", seen.missing_blobs))
    return tuple(found)


def _silence(seen: Seen, now: datetime) -> list[Why]:
    if seen.heard_at is None:
        return [Why("never")]
    silent = now - seen.heard_at
    if silent < QUIET:
        return []
    return [Why("stick" if seen.way == "stick" else "silent", silent.days)]
