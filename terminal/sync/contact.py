"""When this machine and its county last met, and what became of the last round; kept here only, the log does not tell it."""

from datetime import datetime

import msgspec

from terminal.clock import Now
from terminal.store import schema
from terminal.store.database import write
from terminal.sync.models import LastRound

COUNTY = "county"
ADDRESS = "county address"  # a fact of this machine: where the county was when the two were paired


class Last(msgspec.Struct, frozen=True):
    """The last round: when (by the clock here), one word and one sentence of it; `met`: the last that went well, by the
    county's clock; `next_at`: when the next is due, None when no program looks after it."""

    at: datetime
    word: str
    says: str
    met: datetime | None
    next_at: datetime | None


def address(setting: str) -> str:
    """Where the county is: as the settings say, or as it was said when the two were paired; empty for nowhere."""
    return setting or schema.fact(ADDRESS)


def last() -> Last | None:
    """None when there never was a round."""
    row = LastRound.get_or_none(LastRound.who == COUNTY)
    return Last(row.at, row.word, row.says, row.met, row.next_at) if row else None


def note(word: str, says: str, met: datetime | None, now: Now) -> None:
    """A round is over."""
    before = last()
    with write():
        LastRound.replace(
            who=COUNTY, at=now.at, word=word, says=says, met=met or (before.met if before else None), next_at=None
        ).execute()


def expect(at: datetime | None) -> None:
    """When the next round is due."""
    with write():
        LastRound.update(next_at=at).where(LastRound.who == COUNTY).execute()
