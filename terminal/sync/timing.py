"""The time on a machine whose clock may say anything: begun from what is known, put right by the county, jumps written down."""

from datetime import datetime
from typing import Literal

from terminal import clock
from terminal.clock import OFF, RELEASED, Now
from terminal.journal import append
from terminal.store import schema
from terminal.store.database import write
from terminal.sync.events import ClockSet

FACT = "county time"  # a fact of this machine: when the county last said what time it is
BY = "时钟"
FORM = "%Y-%m-%dT%H:%M:%SZ"


def begin() -> None:
    """At a start: it is not before this program was made, nor before the county's last word.

    Where the county never said anything and the clock has plainly lost its time, it is not before the log's last line.
    """
    said = schema.fact(FACT)
    known = [RELEASED]
    if said:
        known.append(datetime.fromisoformat(said))
    elif clock.own().at < RELEASED and (newest := append.as_of()):
        known.append(newest)
    clock.not_before(max(known))


def heard(met: datetime) -> None:
    """The county has just said, signed and asked for this very moment, what time it is; a jump is written into the log.

    A time before this program was made is nobody's: the county's own clock has lost its time.
    """
    if met < RELEASED:
        return
    was = clock.now()
    clock.told(met)
    with write():
        schema.set_fact(FACT, met.strftime(FORM))
        if abs(clock.now().at - was.at) > OFF:
            _say(was, clock.now(), "county")


def _say(was: Now, now: Now, why: Literal["county", "machine"]) -> None:
    said = ClockSet(was=was.at.strftime(FORM), at=now.at.strftime(FORM), why=why)
    append.append(said, by=BY, now=clock.now())


def jumped(before: Now, now: Now) -> bool:
    """Did a clock move by more than the time that passed? Pure."""
    passed = (now.mono - before.mono) / 1000
    return abs((now.at - before.at).total_seconds() - passed) > OFF.total_seconds()


class Watch:
    """Looks again and again whether somebody set the machine's clock; says so in the log, once for each time."""

    def __init__(self) -> None:
        self._before = clock.own()

    def look(self) -> bool:
        """Has it jumped since the last look?"""
        before, now = self._before, clock.own()
        self._before = now
        if not jumped(before, now):
            return False
        with write():
            _say(before, now, "machine")
        return True
