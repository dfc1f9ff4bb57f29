"""Which village an address names, how far its log is known here, and which villages there are."""

from datetime import date, datetime

import msgspec

from terminal.county.models import Source
from terminal.journal.append import origin
from terminal.journal.header import read_header
from terminal.journal.models import LogLine
from terminal.store.database import database, read_at
from terminal.text.pinyin import initials
from terminal.text.words import searchable


class Shown(msgspec.Struct, frozen=True):
    """A village as its address names it: `origin` is its log, `public` its key (32 bytes), `state` how it is taken here."""

    code: str
    origin: str
    name: str
    township: str
    state: str
    since: datetime
    public: bytes


class Newest(msgspec.Struct, frozen=True):
    """The last line of a log that has come: its number, its fingerprint, when it was written by the terminal's clock."""

    seq: int
    hash: str
    at: datetime | None


# As long as nobody commits, a code means whom it meant.
_known: tuple[object, dict[str, Shown]] = (None, {})


def shown(code: str) -> Shown | None:
    """The village with this code; of several terminals the one that still counts, else the last one enrolled."""
    global _known
    state = (database.database, read_at())
    known = _known
    if known[0] != state:
        known = _known = (state, {})
    if code not in known[1]:
        mine = (Source.origin == origin()) & (Source.code == code)
        rows = sorted(Source.select().where(mine), key=lambda row: (row.state == "active", row.log_seq))
        if not rows:
            return None
        known[1][code] = _shown(rows[-1])
    return known[1][code]


def _shown(row: Source) -> Shown:
    return Shown(row.code, row.terminal, row.name, row.township, row.state, row.since, bytes.fromhex(row.public))


def newest(of: str) -> Newest | None:
    """None for a log of which nothing has come."""
    mine = LogLine.select(LogLine.seq, LogLine.header, LogLine.hash).where(LogLine.origin == of)
    row = mine.order_by(LogLine.epoch.desc(), LogLine.seq.desc()).first()
    return Newest(row.seq, row.hash, _moment(row.header)) if row else None


def _moment(header: str) -> datetime | None:
    try:
        return read_header(header).moment
    except ValueError:
        return None


class Listed(msgspec.Struct, frozen=True):
    """A village in the list of all: its township, and the day of its newest publication."""

    code: str
    name: str
    name_en: str
    township: str
    state: str
    published_on: date | None


LISTED = """
SELECT s.code, coalesce(u.name, s.name), u.name_en, s.township, s.state,
  (SELECT published_on FROM entry WHERE origin = s.terminal AND state = 'public' ORDER BY published_on DESC LIMIT 1)
FROM source AS s LEFT JOIN unit AS u ON u.origin = s.terminal
WHERE s.origin = ? ORDER BY s.state = 'active', s.log_seq
"""


def villages() -> tuple[Listed, ...]:
    """Every village with an address, township by township in the order of their codes; one line for each address."""
    there = {}
    for code, name, name_en, township, state, day in database.execute_sql(LISTED, (origin(),)):
        newest_on = date.fromisoformat(day) if day else None
        there[code] = Listed(code, name, name_en or name, township, state, newest_on)
    first: dict[str, str] = {}
    for one in sorted(there.values(), key=lambda one: one.code):
        first.setdefault(one.township, one.code)
    return tuple(sorted(there.values(), key=lambda one: (first[one.township], one.code)))


def fits(one: Listed, asked: str) -> bool:
    """Is this the village somebody looks for, by words of its name or township, first letters, or the front of its code?"""
    wanted = searchable(asked)
    names = (one.name, one.township, one.name_en, one.township + one.name)
    said = any(wanted in searchable(name) for name in names)
    return said or one.code.startswith(wanted) or any(wanted in letters for letters in initials(one.name))
