"""How far everything has come: what is known of other logs, and what the county is known to have of ours."""

from datetime import datetime

import msgspec
from peewee import fn

from terminal.journal.append import origin
from terminal.journal.erasing import epoch_of, epochs
from terminal.journal.models import Deferred, LogLine
from terminal.store.database import database
from terminal.sync import stored
from terminal.sync.models import Alarm, KnownKey, MissingBlob, Receipt

HEADS = "SELECT origin, epoch, seq, hash, backup_seq FROM head WHERE origin <> ? ORDER BY origin"


class Known(msgspec.Struct, frozen=True):
    """How far another log is known here; `backup_seq` is kept in a second place too."""

    origin: str
    epoch: int
    seq: int
    hash: str
    backup_seq: int


class Delivered(msgspec.Struct, frozen=True):
    """How far the county has this machine's log, by its newest receipt; `at` is the county's clock.

    `ends`: the last line of each epoch; `seq`: that of the newest.
    """

    ends: dict[int, int]
    seq: int
    backup_seq: int
    at: datetime | None


class Standing(msgspec.Struct, frozen=True):
    """Where a line is: in the log here always; with the county, and kept there twice, only by a receipt."""

    delivered: bool = False
    backed_up: bool = False


class Raised(msgspec.Struct, frozen=True):
    """An alarm: what contradicted which log where."""

    at: datetime
    what: str
    log: str
    seq: int
    file: str


def heads() -> tuple[Known, ...]:
    """Every other log that is known here, by name."""
    return tuple(Known(*row) for row in database.execute_sql(HEADS, (origin(),)))


def delivered() -> Delivered | None:
    """The furthest receipt of a county that is trusted now; None when there is none: nothing was delivered then."""
    trusted = KnownKey.select(KnownKey.public).where(KnownKey.role == "county")
    query = Receipt.select().where(Receipt.public.in_(trusted)).order_by(Receipt.epoch.desc(), Receipt.seq.desc())
    row = query.first()
    if row is None:
        return None
    most = Receipt.select(fn.MAX(Receipt.backup_seq)).where(Receipt.public.in_(trusted)).scalar()
    ends = stored.way_back(origin(), row.epoch) | {row.epoch: row.seq}
    for one in msgspec.json.decode(row.earlier):
        ends[one["epoch"]] = max(one["seq"], ends.get(one["epoch"], 0))
    return Delivered(ends, row.seq, int(most), _moment(row.told_at))


def _moment(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        return None


def standing(seq: int) -> Standing:
    """Where a line of this machine's log is."""
    county = delivered()
    if county is None:
        return Standing()
    mine = origin()
    epoch = epoch_of(mine, seq, max(epochs(mine), default=1))
    is_there = seq <= county.ends.get(epoch, 0)
    return Standing(is_there, is_there and seq <= county.backup_seq)


def waiting() -> int:
    """How many lines of this machine's log no receipt covers."""
    county = delivered()
    ends = county.ends if county else {}
    return sum(_after(epoch, ends.get(epoch, 0)) for epoch in epochs(origin()))


def _after(epoch: int, seq: int) -> int:
    here = (LogLine.origin == origin()) & (LogLine.epoch == epoch) & (LogLine.seq > seq)
    return int(LogLine.select().where(here).count())


def alarms() -> tuple[Raised, ...]:
    """Everything that contradicted a log, newest first."""
    rows = Alarm.select().where(Alarm.origin == origin()).order_by(Alarm.log_seq.desc())
    return tuple(Raised(row.at, row.what, row.log, row.seq, row.file) for row in rows)


def deferred(log: str) -> int:
    """How many lines of a log no table was told."""
    return int(Deferred.select().where(Deferred.origin == log).count())


def missing(log: str) -> int:
    """How many attachments of a log are still to come."""
    return int(MissingBlob.select().where(MissingBlob.origin == log).count())
