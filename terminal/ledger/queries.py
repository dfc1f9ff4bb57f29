"""What is public of the ledger: months, sums by category, lines, vouchers."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, Literal

import msgspec
from peewee import fn

from terminal.errors import NotFound
from terminal.journal.kinds import BlobRef
from terminal.ledger import events
from terminal.ledger.models import Line, Sheet, SheetVersion, Voucher
from terminal.register.pauses import held, paused
from terminal.register.queries import paged

Show = Literal["", "in", "out"]


class Published(msgspec.Struct, frozen=True):
    """One version of an account's month; sums in fen. `number` counts all publications of this month from 1."""

    origin: str
    obj: str
    account: str
    account_name: str
    period: str
    index_no: str
    publisher: str
    current: int
    withdrawn_on: date | None
    withdrawn_why: str
    log_seq: int
    number: int
    reason: str
    account_set: str
    opening_fen: int
    income_fen: int
    expense_fen: int
    closing_fen: int
    income_count: int
    expense_count: int
    published_on: date
    display_until: date
    registered_at: datetime
    fingerprint: str
    said_signers: str
    said_notices: str
    said_basis: str
    said_mismatches: str = "[]"
    excuse: str = ""
    statement_fen: int | None = None

    @property
    def is_newest(self) -> bool:
        return self.log_seq == self.current

    @property
    def count(self) -> int:
        """Lines of this version."""
        return self.income_count + self.expense_count

    @property
    def signers(self) -> tuple[events.Signer, ...]:
        return tuple(msgspec.json.decode(self.said_signers, type=list[events.Signer]))

    @property
    def notices(self) -> tuple[str, ...]:
        return tuple(msgspec.json.decode(self.said_notices, type=list[str]))

    @property
    def mismatches(self) -> tuple[events.Mismatch, ...]:
        return tuple(msgspec.json.decode(self.said_mismatches, type=list[events.Mismatch]))

    @property
    def basis(self) -> tuple[str, ...]:
        return tuple(msgspec.json.decode(self.said_basis, type=list[str]))


class Part(msgspec.Struct, frozen=True):
    """One category of one direction: fen and number of lines."""

    direction: str
    category: str
    fen: int
    count: int


class Entry(msgspec.Struct, frozen=True):
    """One line in a list; `number` is its address, “913-4”; `pictures` counts its vouchers."""

    number: str
    day: date
    voucher: str
    summary: str
    category: str
    direction: str
    fen: int
    pictures: int

    @property
    def signed_fen(self) -> int:
        """Income as it is, spending with a minus; a red-ink line turns its sign."""
        return self.fen if self.direction == "in" else -self.fen


class Lines(msgspec.Struct, frozen=True):
    """One screen of lines; `page` and `pages` count from 1."""

    rows: tuple[Entry, ...]
    page: int
    pages: int
    total: int


class OneLine(msgspec.Struct, frozen=True):
    """A line with its vouchers, the version it stands in, and its neighbours' addresses (empty at either end)."""

    number: str
    line: events.Line
    sheet: Published
    before: str
    after: str


_OF_SHEET = "origin obj account account_name period index_no publisher version withdrawn_on withdrawn_why"
ABOUT = tuple(getattr(Sheet, name) for name in _OF_SHEET.split())
VERSION = (
    SheetVersion.log_seq,
    SheetVersion.number,
    SheetVersion.reason,
    SheetVersion.account_set,
    SheetVersion.opening_fen,
    SheetVersion.income_fen,
    SheetVersion.expense_fen,
    SheetVersion.closing_fen,
    SheetVersion.income_count,
    SheetVersion.expense_count,
    SheetVersion.published_on,
    SheetVersion.display_until,
    SheetVersion.registered_at,
    SheetVersion.fingerprint,
    SheetVersion.signers,
    SheetVersion.notices,
    SheetVersion.basis,
    SheetVersion.mismatches,
    SheetVersion.excuse,
    SheetVersion.statement_fen,
)


def _published(where: Any) -> list[Published]:
    """Versions that fit, in the order they were said."""
    same = (SheetVersion.origin == Sheet.origin) & (SheetVersion.obj == Sheet.obj)
    query = Sheet.select(*ABOUT, *VERSION).join(SheetVersion, on=same).where(where)
    return [_row(row) for row in query.order_by(SheetVersion.log_seq).tuples()]


def _row(row: Sequence[Any]) -> Published:
    return msgspec.convert(dict(zip(Published.__struct_fields__, row, strict=True)), Published)


def accounts(origin: str) -> tuple[events.Account, ...]:
    """Accounts of which something was published, the first one first; the newest name counts."""
    first, name = fn.MIN(SheetVersion.log_seq), fn.MAX(SheetVersion.log_seq)
    same = (SheetVersion.origin == Sheet.origin) & (SheetVersion.obj == Sheet.obj)
    query = Sheet.select(Sheet.account, Sheet.account_name, first, name).join(SheetVersion, on=same)
    rows = query.where(Sheet.origin == origin).group_by(Sheet.account).order_by(first).tuples()
    return tuple(events.Account(key, said) for key, said, *_seqs in rows)


def months(origin: str, account: str) -> dict[str, Published]:
    """Period → what stands for it now, also when it was withdrawn; oldest period first."""
    found = _published((Sheet.origin == origin) & (Sheet.account == account) & (Sheet.version == SheetVersion.log_seq))
    return {one.period: one for one in sorted(found, key=lambda one: (one.period, one.log_seq))}


def sheet(origin: str, account: str, period: str) -> Published:
    """What stands for this month now. Raises NotFound."""
    return versions(origin, account, period)[-1]


def versions(origin: str, account: str, period: str, without: Collection[str] = ()) -> list[Published]:
    """Everything that was published for this month, oldest first, but what is held back. Raises NotFound when nothing was."""
    found = _published((Sheet.origin == origin) & (Sheet.account == account) & (Sheet.period == period))
    if not found:
        raise NotFound(f"{period} 的账还没公布。")
    return [one for one in found if one.obj not in without]


def by_number(origin: str, number: str) -> Published:
    """The sheet whose index number ends like this, “2026-00087”, as it stands now. Raises NotFound."""
    mine = (Sheet.origin == origin) & Sheet.index_no.endswith(f"/{number}")
    found = _published(mine & (Sheet.version == SheetVersion.log_seq))
    if not found:
        raise NotFound(f"没有编号 {number} 的账。")
    return found[-1]


def has_any(origin: str) -> bool:
    """Was a month of any account ever published here?"""
    return Sheet.select().where(Sheet.origin == origin).exists()


def newest_month(origin: str) -> Published | None:
    """The last public month of the account that was public first; None when there is none."""
    known = accounts(origin)
    there, gone = months(origin, known[0].key).values() if known else (), held(origin)
    shown = (one for one in there if not one.withdrawn_on and one.obj not in gone)
    return max(shown, key=lambda one: one.period, default=None)


def closing(origin: str, account: str, period: str) -> int | None:
    """Closing balance in fen of a month that is public; None when it is not."""
    there = months(origin, account).get(period)
    return there.closing_fen if there and not there.withdrawn_on else None


def parts(origin: str, seqs: Iterable[int]) -> tuple[Part, ...]:
    """Sums by category over these versions, largest first."""
    total = fn.SUM(Line.fen)
    query = (
        Line.select(Line.direction, Line.category, total, fn.COUNT(Line.place))
        .where((Line.origin == origin) & Line.log_seq.in_(list(seqs)))
        .group_by(Line.direction, Line.category)
        .order_by(total.desc(), Line.category)
    )
    return tuple(Part(*row) for row in query.tuples())


def lines(origin: str, seqs: Iterable[int], show: Show, number: int, size: int) -> Lines:
    """One screen of the lines of these versions by day; `show` leaves only income or only spending."""
    where = (Line.origin == origin) & Line.log_seq.in_(list(seqs))
    if show:
        where &= Line.direction == show
    total = Line.select(fn.COUNT(Line.place)).where(where).scalar()
    page, pages = paged(total, number, size)
    query = Line.select(*_ENTRY).where(where).order_by(Line.day, Line.log_seq, Line.place)
    rows = tuple(_entry(row) for row in query.limit(size).offset((page - 1) * size).tuples())
    return Lines(rows, page, pages, total)


_ENTRY = (
    Line.log_seq,
    Line.place,
    Line.day,
    Line.voucher,
    Line.summary,
    Line.category,
    Line.direction,
    Line.fen,
    Line.pictures,
)


def _entry(row: Sequence[Any]) -> Entry:
    seq, place, *rest = row
    return Entry(f"{seq}-{place}", *rest)


def every_entry(origin: str, seq: int) -> tuple[Entry, ...]:
    """All lines of one version, in the order of the books."""
    query = Line.select(*_ENTRY).where((Line.origin == origin) & (Line.log_seq == seq)).order_by(Line.place)
    return tuple(_entry(row) for row in query.tuples())


def all_lines(origin: str, seq: int) -> tuple[events.Line, ...]:
    """All lines of one version with their vouchers, in the order of the books."""
    rows = Line.select().where((Line.origin == origin) & (Line.log_seq == seq)).order_by(Line.place)
    pictures = _vouchers((Voucher.origin == origin) & (Voucher.log_seq == seq))
    return tuple(_line(row, pictures.get(row.place, ())) for row in rows)


def _vouchers(where: Any) -> dict[int, tuple[BlobRef, ...]]:
    found: dict[int, tuple[BlobRef, ...]] = {}
    for row in Voucher.select().where(where).order_by(Voucher.place, Voucher.number):
        found[row.place] = (*found.get(row.place, ()), BlobRef(row.sha256, row.name, row.media_type, row.size))
    return found


def _line(row: Line, vouchers: tuple[BlobRef, ...]) -> events.Line:
    fields = {name: getattr(row, name) for name in events.Line.__struct_fields__ if name != "vouchers"}
    return events.Line(**fields, vouchers=vouchers)


def line(origin: str, number: str) -> OneLine:
    """The line with this address, “913-4”. Raises NotFound."""
    seq, place = (int(part) for part in number.split("-"))
    row = Line.get_or_none((Line.origin == origin) & (Line.log_seq == seq) & (Line.place == place))
    if row is None:
        raise NotFound(f"账里没有 {number} 这一笔。")
    (whole,) = _published((SheetVersion.origin == origin) & (SheetVersion.log_seq == seq))
    if order := paused(origin, whole.obj):
        raise NotFound(order.says)
    pictures = _vouchers((Voucher.origin == origin) & (Voucher.log_seq == seq) & (Voucher.place == place))
    before = f"{seq}-{place - 1}" if place > 1 else ""
    after = f"{seq}-{place + 1}" if place < whole.count else ""
    return OneLine(number, _line(row, pictures.get(place, ())), whole, before, after)
