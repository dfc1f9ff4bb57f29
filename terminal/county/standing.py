"""How every village stands: what is due, what is late, why it is silent; looked up once for each line that came."""

import threading
from collections import Counter
from datetime import date, datetime
from functools import lru_cache

import msgspec
from peewee import fn

from terminal.catalogue.models import SentCalendar, SentCatalogue
from terminal.catalogue.rules import Slot
from terminal.clock import Now
from terminal.county import queries, rules
from terminal.county.models import Contact
from terminal.county.queries import Village
from terminal.errors import NotFound
from terminal.register.duties import Unfilled, owed, unfilled
from terminal.register.models import Entry
from terminal.register.queries import Row
from terminal.staff.queries import Person
from terminal.sync.models import Alarm, Head, MissingBlob
from terminal.village.queries import village


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


ORDER = {"late": 0, "soon": 1, "done": 2}
_known: dict[tuple[object, str], tuple[object, Unfilled]] = {}
_guard = threading.Lock()


def standings(person: Person, now: Now) -> tuple[Standing, ...]:
    """Every village this person may see, those that want looking after first."""
    mine = queries.villages_for(person)
    heads = {row.origin: row for row in Head.select()}
    contacts = {row.terminal: row for row in Contact.select()}
    missing = _counts(MissingBlob.select(MissingBlob.origin, fn.COUNT(MissingBlob.sha256)).group_by(MissingBlob.origin))
    alarms = _counts(Alarm.select(Alarm.log, fn.COUNT(Alarm.log_seq)).group_by(Alarm.log))
    sent = _sent()
    found = [
        _standing(one, heads.get(one.terminal), contacts.get(one.terminal), missing[one.terminal], alarms, sent, now)
        for one in mine
    ]
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


def _standing(
    one: Village,
    head: Head | None,
    contact: Contact | None,
    missing: int,
    alarms: Counter[str],
    sent: object,
    now: Now,
) -> Standing:
    seen = rules.Seen(
        state=one.state,
        heard_at=one.heard_at,
        way=one.way,
        clock_off=contact.clock_off if contact else None,
        disk_free=contact.disk_free if contact else None,
        missing_blobs=missing,
    )
    epoch, seq = (head.epoch, head.seq) if head else (0, 0)
    state = (epoch, seq, head.hash if head else "", sent)
    count = _count(one.terminal, state, now.today)
    return Standing(one, count, rules.whys(seen, now.at), epoch, seq, alarms[one.terminal])


def _count(log: str, state: tuple[object, ...], today: date) -> Count:
    """What is due there; looked up anew when its log or what the county sent down says more, or when a period has ended."""
    try:
        unit = village(log)
    except NotFound:
        return Count()
    place = Head._meta.database.database
    slots = _owed(unit.kind, unit.in_service_from, today, (place, state[-1]))
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
