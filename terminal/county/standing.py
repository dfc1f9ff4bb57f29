"""How every village stands: what is due, what is late, why it is silent; looked up once for each line that came."""

import threading
from collections import Counter
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import msgspec
from peewee import fn

from terminal.catalogue.models import SentCalendar, SentCatalogue
from terminal.catalogue.rules import Slot
from terminal.clock import Now
from terminal.county import queries, rules
from terminal.county.queries import Village
from terminal.errors import NotFound
from terminal.register.duties import Unfilled, owed, unfilled
from terminal.register.models import Entry
from terminal.register.queries import Row
from terminal.staff.queries import Person
from terminal.store.database import database
from terminal.sync.models import Alarm, MissingBlob


class Count(msgspec.Struct, frozen=True):
    """Slots of the catalogue that were due until a day: due, published, missing; `longest` in days, `soon` due this month."""

    due: int = 0
    published: int = 0
    missing: int = 0
    longest: int = 0
    soon: int = 0


class Standing(msgspec.Struct, frozen=True):
    """A village with its counts and everything that stands out; `epoch` and `seq` are how far its log is held."""

    village: Village
    count: Count
    whys: tuple[rules.Why, ...]
    epoch: int
    seq: int
    contradictions: int

    @property
    def is_stopped(self) -> bool:
        """Nothing more of its log is taken."""
        return any(why.reason in rules.BAD for why in self.whys)

    @property
    def level(self) -> str:
        """late: something is late or stopped; soon: somebody should look; done: nothing."""
        if self.count.missing or self.is_stopped:
            return "late"
        return "soon" if self.whys else "done"


# In words, and of all villages at once: asked for every look at the first page, and a county has hundreds.
ENDS = "SELECT origin, epoch, seq, hash FROM head"
TOLD = "SELECT terminal, clock_off, disk_free FROM contact"
UNITS = "SELECT origin, unit_kind, in_service_from FROM unit"
ORDER = {"late": 0, "soon": 1, "done": 2}
_known: dict[tuple[object, str], tuple[object, Unfilled]] = {}
_guard = threading.Lock()


def standings(person: Person, now: Now) -> tuple[Standing, ...]:
    """Every village this person may see, those that want looking after first."""
    mine = queries.villages_for(person)
    ends, told, units = _by_log(ENDS), _by_log(TOLD), _by_log(UNITS)
    missing = _counts(MissingBlob.select(MissingBlob.origin, fn.COUNT(MissingBlob.sha256)).group_by(MissingBlob.origin))
    alarms = _counts(Alarm.select(Alarm.log, fn.COUNT(Alarm.log_seq)).group_by(Alarm.log))
    sent = _sent()
    found = []
    for one in mine:
        epoch, seq, line = ends.get(one.terminal, (0, 0, ""))
        unit = units.get(one.terminal)
        count = _count(one.terminal, unit, (epoch, seq, line, sent), now.today) if unit else Count()
        clock_off, disk_free = told.get(one.terminal, (None, None))
        whys = rules.whys(_seen(one, clock_off, disk_free, missing[one.terminal]), now.at)
        found.append(Standing(one, count, whys, epoch, seq, alarms[one.terminal]))
    return tuple(sorted(found, key=_first))


def _first(one: Standing) -> tuple[int, int, int, str]:
    return (ORDER[one.level], -one.is_stopped, -one.count.longest, one.village.name)


def of(person: Person, code: str, now: Now) -> Standing:
    """The one with this code. Raises NotFound, also for one that is not theirs."""
    for one in standings(person, now):
        if one.village.code == code:
            return one
    raise NotFound("没有这个村，或者不归您这里管。")


def _counts(query: object) -> Counter[str]:
    return Counter(dict(query.tuples()))  # type: ignore[attr-defined]  # a peewee query has tuples()


def _sent() -> tuple[int | None, ...]:
    """The newest catalogue and calendar this county has sent down: with them what is due changes too."""
    return tuple(model.select(fn.MAX(model.log_seq)).scalar() for model in (SentCatalogue, SentCalendar))


def _by_log(asked: str) -> dict[str, tuple[Any, ...]]:
    """What these words ask of all logs at once, by the name of the log."""
    return {log: tuple(rest) for log, *rest in database.execute_sql(asked)}


def _seen(one: Village, clock_off: int | None, disk_free: int | None, missing: int) -> rules.Seen:
    return rules.Seen(
        state=one.state,
        heard_at=one.heard_at,
        way=one.way,
        clock_off=clock_off,
        disk_free=disk_free,
        missing_blobs=missing,
    )


def _count(log: str, unit: tuple[Any, ...], state: tuple[object, ...], today: date) -> Count:
    """What is due there; looked up anew when its log or what the county sent down says more, or when a period has ended."""
    kind, in_service_from = unit
    place = database.database
    slots = _owed(kind, date.fromisoformat(in_service_from), today, (place, state[-1]))
    known = _known.get((place, log))
    if known is None or known[0] != (*state, len(slots)):
        known = ((*state, len(slots)), unfilled(log, slots))
        with _guard:
            _known[place, log] = known
    return _counted(known[1], today)


@lru_cache(1024)
def _owed(kind: str, since: date, today: date, _sent: object) -> tuple[Slot, ...]:
    """The same for all units of a kind that began on the same day, until the county sends something else down."""
    return owed(kind, since, today)


def _counted(found: Unfilled, today: date) -> Count:
    missing = [day for day in found.due_on if day < today]
    return Count(
        due=found.published + len(missing),
        published=found.published,
        missing=len(missing),
        longest=(today - missing[0]).days if missing else 0,
        soon=sum((day.year, day.month) == (today.year, today.month) for day in found.due_on[len(missing) :]),
    )


class News(msgspec.Struct, frozen=True):
    """Something public, and which log it is from."""

    log: str
    row: Row


def newest(terminals: tuple[str, ...], count: int) -> tuple[News, ...]:
    """What these villages published last, newest first."""
    columns = (Entry.origin, *_columns())
    query = Entry.select(*columns).where(Entry.origin.in_(terminals) & (Entry.state == "public"))
    rows = query.order_by(Entry.published_on.desc(), Entry.log_seq.desc()).limit(count).tuples()
    return tuple(News(log, Row(*rest)) for log, *rest in rows)


def named(ids: list[int]) -> tuple[News, ...]:
    """These entries, in this order."""
    rows = Entry.select(Entry.id, Entry.origin, *_columns()).where(Entry.id.in_(ids)).tuples()
    found = {number: News(log, Row(*rest)) for number, log, *rest in rows}
    return tuple(found[number] for number in ids)


def _columns() -> tuple[object, ...]:
    return tuple(getattr(Entry, name) for name in Row.__struct_fields__)


def last_published(log: str) -> date | None:
    """The newest day of publication there."""
    day = Entry.select(fn.MAX(Entry.published_on)).where(Entry.origin == log).scalar()
    return date.fromisoformat(str(day)) if day else None


def heard_today(found: tuple[Standing, ...], midnight: datetime) -> int:
    """How many of them were heard of since midnight."""
    return sum(one.village.heard_at is not None and one.village.heard_at >= midnight for one in found)
