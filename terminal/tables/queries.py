"""What is public of the tables: sorts, periods, versions, rows, contracts that run out."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from terminal.errors import NotFound
from terminal.register.pauses import held, paused
from terminal.tables import events
from terminal.tables.columns import Value
from terminal.tables.models import PublicTable, TableRow, TableVersion
from terminal.tables.rules import name_of
from terminal.tables.sorts import SORTS, Sort, sort_of
from terminal.text.days import Period

Values = dict[str, Value]


class Published(msgspec.Struct, frozen=True):
    """One version of a table. `number` counts all publications for its sort and period from 1; `said_…` are JSON."""

    origin: str
    obj: str
    sort: str
    period: str
    index_no: str
    publisher: str
    item: str
    current: int
    withdrawn_on: date | None
    withdrawn_why: str
    log_seq: int
    number: int
    reason: str
    title: str
    said_columns: str
    count: int
    said_signers: str
    said_notices: str
    said_basis: str
    said_mismatches: str
    excuse: str
    published_on: date
    display_until: date
    registered_at: datetime
    fingerprint: str

    @property
    def is_newest(self) -> bool:
        return self.log_seq == self.current

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(msgspec.json.decode(self.said_columns, type=list[str]))

    @property
    def signers(self) -> tuple[events.Signer, ...]:
        return tuple(msgspec.json.decode(self.said_signers, type=list[events.Signer]))

    @property
    def notices(self) -> tuple[str, ...]:
        return tuple(msgspec.json.decode(self.said_notices, type=list[str]))

    @property
    def basis(self) -> tuple[str, ...]:
        return tuple(msgspec.json.decode(self.said_basis, type=list[str]))

    @property
    def mismatches(self) -> tuple[events.Mismatch, ...]:
        return tuple(msgspec.json.decode(self.said_mismatches, type=list[events.Mismatch]))


class OneRow(msgspec.Struct, frozen=True):
    """A row with the version it stands in; `number` is its address, “913-4”; neighbours' addresses, empty at either end."""

    number: str
    values: Values
    table: Published
    place: int
    before: str
    after: str


class Ending(msgspec.Struct, frozen=True):
    """A row of a newest table that runs out on a day."""

    number: str
    values: Values
    table: Published


_OF_TABLE = "origin obj sort period index_no publisher item version withdrawn_on withdrawn_why"
_ABOUT = tuple(getattr(PublicTable, name) for name in _OF_TABLE.split())
_OF_VERSION = "log_seq number reason title columns count signers notices basis mismatches excuse"
_SAID = tuple(
    getattr(TableVersion, name)
    for name in (*_OF_VERSION.split(), "published_on", "display_until", "registered_at", "fingerprint")
)


def _published(where: Any) -> list[Published]:
    """Versions that fit, in the order they were said."""
    same = (TableVersion.origin == PublicTable.origin) & (TableVersion.obj == PublicTable.obj)
    query = PublicTable.select(*_ABOUT, *_SAID).join(TableVersion, on=same).where(where)
    return [_row(row) for row in query.order_by(TableVersion.log_seq).tuples()]


def _row(row: Sequence[Any]) -> Published:
    return msgspec.convert(dict(zip(Published.__struct_fields__, row, strict=True)), Published)


_IS_CURRENT: Any = PublicTable.version == TableVersion.log_seq


def periods(origin: str, sort: str, without: Collection[str] = ()) -> dict[str, Published]:
    """Period → what stands for it now, also when it was withdrawn; oldest period first; but what is held back."""
    found = _published((PublicTable.origin == origin) & (PublicTable.sort == sort) & _IS_CURRENT)
    shown = (one for one in sorted(found, key=lambda one: (one.period, one.log_seq)) if one.obj not in without)
    return {one.period: one for one in shown}


def newest(origin: str) -> dict[str, Published]:
    """Sort → its newest table that is public and not held back, in the order of the sorts."""
    gone = held(origin)
    found = _published((PublicTable.origin == origin) & PublicTable.withdrawn_on.is_null() & _IS_CURRENT)
    last: dict[str, Published] = {}
    for one in found:
        if one.obj not in gone and (one.sort not in last or one.period >= last[one.sort].period):
            last[one.sort] = one
    return {sort.key: last[sort.key] for sort in SORTS if sort.key in last}


def has_any(origin: str) -> bool:
    """Was a table of any sort ever published here?"""
    return bool(PublicTable.select().where(PublicTable.origin == origin).exists())


def versions(origin: str, sort: str, period: str, without: Collection[str] = ()) -> list[Published]:
    """Everything that was published for this sort and period, oldest first, but what is held back. Raises NotFound."""
    found = _published((PublicTable.origin == origin) & (PublicTable.sort == sort) & (PublicTable.period == period))
    if not found:
        raise NotFound(f"{period} 的这张表还没公布。")
    return [one for one in found if one.obj not in without]


def by_number(origin: str, number: str) -> Published:
    """The table whose index number ends like this, “2026-00087”, as it stands now. Raises NotFound."""
    mine = (PublicTable.origin == origin) & PublicTable.index_no.endswith(f"/{number}")
    found = _published(mine & _IS_CURRENT)
    if not found:
        raise NotFound(f"没有编号 {number} 的表。")
    return found[-1]


def public(origin: str, sort: str, period: str) -> Published | None:
    """What stands for this period and was not withdrawn; None when nothing does."""
    found = periods(origin, sort).get(period)
    return found if found and not found.withdrawn_on else None


def rows(table: Published) -> tuple[Values, ...]:
    """All rows of one version, in their order."""
    mine = (TableRow.origin == table.origin) & (TableRow.log_seq == table.log_seq)
    found = TableRow.select(TableRow.cells).where(mine).order_by(TableRow.place)
    return tuple(_values(table, cells) for (cells,) in found.tuples())


def _values(table: Published, cells: str) -> Values:
    return dict(zip(table.columns, msgspec.json.decode(cells, type=list[Value]), strict=True))


def row(origin: str, number: str) -> OneRow:
    """The row with this address, “913-4”. Raises NotFound, also while its table is held back."""
    seq, place = (int(part) for part in number.split("-"))
    found = TableRow.find(origin=origin, log_seq=seq, place=place)
    if found is None:
        raise NotFound(f"表里没有 {number} 这一行。")
    (whole,) = _published((TableVersion.origin == origin) & (TableVersion.log_seq == seq))
    if order := paused(origin, whole.obj):
        raise NotFound(order.says)
    before = f"{seq}-{place - 1}" if place > 1 else ""
    after = f"{seq}-{place + 1}" if place < whole.count else ""
    return OneRow(number, _values(whole, found.cells), whole, place, before, after)


def called(one: OneRow) -> str:
    """A row as whoever asks about it may call it in public: of a list of persons by its place alone."""
    known = sort(one.table.sort)
    what = f"{known.name}（{Period.read(one.table.period).label()}）"
    return f"{what}第 {one.place} 行" if known.who else f"{what}：{name_of(known, one.values)}"


def endings(origin: str, until: date) -> tuple[Ending, ...]:
    """Rows of the newest tables that still run and run out by this day, the earliest first."""
    found = []
    for table in newest(origin).values():
        mine = (TableRow.origin == origin) & (TableRow.log_seq == table.log_seq)
        due = mine & (TableRow.ends != "") & (TableRow.ends <= until.isoformat())
        for one in TableRow.select().where(due).order_by(TableRow.ends, TableRow.place):
            found.append((one.ends, Ending(f"{one.log_seq}-{one.place}", _values(table, one.cells), table)))
    return tuple(ending for _, ending in sorted(found, key=lambda pair: pair[0]))


def sort(key: str) -> Sort:
    """The sort with this key. Raises NotFound."""
    found = sort_of(key)
    if found is None:
        raise NotFound("没有这一种表。")
    return found
