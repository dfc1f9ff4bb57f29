"""What is for whom: notices, the banner, orders and how they stand. The same questions at a terminal and at the county."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from terminal.catalogue import queries as catalogues
from terminal.directives import rules
from terminal.directives.models import Answered, Banner, Document, Handed, Order
from terminal.errors import NotFound
from terminal.journal.append import origin
from terminal.journal.kinds import BlobRef
from terminal.register.queries import paged
from terminal.village.queries import here, viewed


class Notice(msgspec.Struct, frozen=True):
    """A notice or handbook as it stands; `number` is its address."""

    origin: str
    obj: str
    to: str
    sort: rules.Sort
    number: int
    edition: int
    title: str
    text: str
    files: tuple[BlobRef, ...]
    issuer: str
    doc_no: str
    issued_on: date
    changed: str
    withdrawn_why: str
    log_seq: int

    def file(self, sha256: str) -> BlobRef:
        """Raises NotFound for a file that this edition does not name."""
        for blob in self.files:
            if blob.sha256 == sha256:
                return blob
        raise NotFound("这一份没有这个文件。")


class Notices(msgspec.Struct, frozen=True):
    """One screen of notices; `number` and `pages` count from 1."""

    rows: tuple[Notice, ...]
    number: int
    pages: int


class Ordered(msgspec.Struct, frozen=True):
    """An order and what the terminal it is for last said to it; `word` is empty while it said nothing."""

    origin: str
    log_seq: int
    obj: str
    to: str
    sort: rules.Ordered
    target: str
    title: str
    words: str
    basis: str
    issuer: str
    said_on: date
    due_on: date | None
    word: str
    answer: str
    case_no: str
    answered_on: date | None

    @property
    def is_open(self) -> bool:
        return rules.is_open(self.sort, self.word)

    def lamp(self, today: date) -> rules.Lamp:
        return rules.lamp(self.sort, self.word, None if self.sort == "takedown" else self.due_on, today)


def _for_here(table: Any) -> Any:
    """What is for the unit whose pages are shown; a terminal was sent nothing else."""
    if viewed() == origin():
        return table.to != ""
    return table.to.in_([rules.EVERYBODY, viewed(), *filter(None, [here().township])])


def _notice(row: Document) -> Notice:
    fields = {name: getattr(row, name) for name in Notice.__struct_fields__ if name != "files"}
    return Notice(**fields, files=msgspec.json.decode(row.files, type=tuple[BlobRef, ...]))


def notices(sort: str, number: int, size: int) -> Notices:
    """What stands, newest first; `sort` is notice, handbook, or empty for both."""
    where = _for_here(Document)
    if sort:
        where &= Document.sort == sort
    number, pages = paged(Document.select().where(where).count(), number, size)
    query = Document.select().where(where).order_by(Document.issued_on.desc(), Document.log_seq.desc())
    return Notices(tuple(map(_notice, query.limit(size).offset((number - 1) * size))), number, pages)


def notice(number: int) -> Notice:
    """Raises NotFound, also for one that is for somebody else."""
    row = Document.select().where(_for_here(Document) & (Document.number == number)).first()
    if row is None:
        raise NotFound("没有这份通知。")
    return _notice(row)


def newest(since: date) -> Notice | None:
    """The notice or handbook issued last, when that was not before `since` and it still stands."""
    where = _for_here(Document) & (Document.issued_on >= since) & (Document.withdrawn_why == "")
    row = Document.select().where(where).order_by(Document.issued_on.desc(), Document.log_seq.desc()).first()
    return _notice(row) if row else None


class Alert(msgspec.Struct, frozen=True):
    """What stands on every page for villagers, and who says so."""

    text: str
    issuer: str
    to: str
    obj: str
    line: int
    said_on: date
    is_on: bool


def _alert(row: Banner) -> Alert:
    return Alert(row.text, row.issuer, row.to, row.obj, row.log_seq, row.at.date(), bool(row.is_on))


def alerts() -> tuple[Alert, ...]:
    """Everything urgent that is on now, newest first."""
    rows = Banner.select().where(_for_here(Banner) & (Banner.is_on == 1)).order_by(Banner.log_seq.desc())
    return tuple(map(_alert, rows))


def banners_of(county: str) -> tuple[Alert, ...]:
    """Every urgent line this county said, on or off."""
    return tuple(map(_alert, Banner.select().where(Banner.origin == county)))


def documents_of(county: str) -> tuple[Notice, ...]:
    """Every notice and handbook of this county."""
    return tuple(map(_notice, Document.select().where(Document.origin == county)))


def _ordered(where: Any) -> Iterable[Ordered]:
    same = (Answered.origin == Order.to) & (Answered.county == Order.origin) & (Answered.line == Order.log_seq)
    columns = (Order, Answered.word, Answered.words.alias("answer"), Answered.case_no, Answered.day)
    query = Order.select(*columns).left_outer_join(Answered, on=same).where(where)
    plain = [name for name in Ordered.__struct_fields__ if name in Order._meta.fields]
    for row in query.order_by(Order.log_seq.desc()).objects():
        said: dict[str, Any] = {name: getattr(row, name) for name in plain}
        said |= {"word": row.word or "", "answer": row.answer or "", "case_no": row.case_no or ""}
        yield Ordered(**said, answered_on=row.day)


def orders() -> tuple[Ordered, ...]:
    """Everything this unit was ordered, newest first."""
    return tuple(_ordered(_for_here(Order)))


def order(line: int) -> Ordered:
    """Raises NotFound."""
    found = next(iter(_ordered(_for_here(Order) & (Order.log_seq == line))), None)
    if found is None:
        raise NotFound("没有这一条，或者不是发给这里的。")
    return found


def all_orders() -> tuple[Ordered, ...]:
    """Every order this county gave, newest first."""
    return tuple(_ordered(Order.origin == origin()))


def changed(since: date) -> tuple[catalogues.Sent, ...]:
    """Catalogues (of this kind of unit) and calendars the county sent since that day."""
    kind = here().kind
    return tuple(one for one in catalogues.sent() if one.kind in ("", kind) and one.said_on >= since)


class Waiting(msgspec.Struct, frozen=True):
    """What the county handed here and is no case yet."""

    county: str
    line: int
    ticket: str
    category: str
    text: str
    name: str
    phone: str
    received_on: date


def waiting_cases() -> tuple[Waiting, ...]:
    """Oldest first; a terminal takes each once, and says so in its log."""
    same = (Answered.origin == Handed.to) & (Answered.county == Handed.origin) & (Answered.line == Handed.log_seq)
    query = Handed.select().left_outer_join(Answered, on=same).where((Handed.to == origin()) & Answered.line.is_null())
    same_names = ("ticket", "category", "text", "name", "phone", "received_on")
    return tuple(
        Waiting(row.origin, row.log_seq, **{name: getattr(row, name) for name in same_names})
        for row in query.order_by(Handed.log_seq)
    )
