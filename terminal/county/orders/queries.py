"""What waits to be sent, what was sent, who received it, what was answered; each person sees what is theirs."""

from datetime import date, timedelta

import msgspec

from terminal.county.models import Source
from terminal.county.orders.models import Outgoing
from terminal.county.orders.rules import EVERYBODY
from terminal.county.orders.shapes import EVENTS, Draft, Issued
from terminal.county.queries import Village, sees_all, villages_for
from terminal.directives import queries as directives
from terminal.errors import NotFound
from terminal.journal.append import origin
from terminal.ledger import middle, threshold
from terminal.proof.queries import Thing, thing_numbered
from terminal.staff.queries import Person
from terminal.sync.stored import told
from terminal.text.days import Period

GONE = "没有这一件，或者不归您管。"


class Place(msgspec.Struct, frozen=True):
    """Somebody to speak to: everybody, a township, a terminal."""

    to: str
    name: str


def audience(person: Person) -> tuple[Place, ...]:
    """Everybody this person may speak to: a township's own people only to it and its villages."""
    villages = [one for one in villages_for(person) if one.state == "active"]
    towns = sorted({one.township for one in villages if one.township})
    everybody = (Place(EVERYBODY, ""),) if sees_all(person) else ()
    return (*everybody, *(Place(one, one) for one in towns), *(Place(one.terminal, one.name) for one in villages))


def drafts(person: Person) -> tuple[Draft, ...]:
    """What waits to be sent to somebody this person may speak to, oldest first."""
    rows = list(Outgoing.select().where(Outgoing.state == "waiting").order_by(Outgoing.id))
    mine = {one.to for one in audience(person)} if rows else set()
    return tuple(_draft(row) for row in rows if row.to in mine)


def draft(person: Person, number: int) -> Draft:
    """Raises NotFound, also for one that is to somebody else."""
    row = Outgoing.get_or_none(Outgoing.id == number)
    if row is None or row.to not in {one.to for one in audience(person)}:
        raise NotFound(GONE)
    return _draft(row)


def _draft(row: Outgoing) -> Draft:
    same = ("id", "sort", "to", "about", "state", "author", "author_name", "made_at", "line")
    event = msgspec.json.decode(row.said, type=EVENTS[row.sort]) if row.state == "waiting" else None
    return Draft(**{name: getattr(row, name) for name in same}, event=event)


def names() -> dict[str, str]:
    """Log → name of every terminal of this county."""
    return dict(Source.select(Source.terminal, Source.name).where(Source.origin == origin()).tuples())


def issued(person: Person) -> tuple[Issued, ...]:
    """Everything that was sent to somebody this person sees, newest first."""
    mine = {one.to for one in audience(person)} | {EVERYBODY} | {one.terminal for one in villages_for(person)}
    found = [
        *(_document(one) for one in directives.documents_of(origin())),
        *(_banner(one) for one in directives.banners_of(origin())),
        *(_order(one) for one in directives.all_orders()),
        *(_ruled(one) for one in threshold.rules_of(origin())),
        *(_medians(one) for one in middle.said_by(origin())),
    ]
    return tuple(sorted((one for one in found if one.to in mine), key=lambda one: one.line, reverse=True))


def _document(one: directives.Notice) -> Issued:
    return Issued(
        line=one.log_seq,
        sort=one.sort,
        obj=one.obj,
        to=one.to,
        title=one.title,
        issuer=one.issuer,
        said_on=one.issued_on,
        is_over=bool(one.withdrawn_why),
    )


def _banner(one: directives.Alert) -> Issued:
    return Issued(
        line=one.line,
        sort="banner",
        obj=one.obj,
        to=one.to,
        title=one.text,
        issuer=one.issuer,
        said_on=one.said_on,
        is_over=not one.is_on,
    )


def _ruled(one: threshold.Said) -> Issued:
    above = f"{one.above_fen // 100:,} 元以上的支出要有凭证照片" if one.above_fen else "支出不要求凭证照片"
    return Issued(
        line=one.line, sort="vouchers", obj=one.obj, to=one.to, title=above, issuer=one.issuer, said_on=one.said_on
    )


def _medians(one: middle.Medians) -> Issued:
    title = f"{Period.read(one.period).label()}，{one.villages} 个村"
    return Issued(
        line=one.line, sort="medians", obj=one.obj, to=one.to, title=title, issuer=one.issuer, said_on=one.said_on
    )


def readers(to: str) -> tuple[str, ...]:
    """Logs of the terminals that read what is said to all, a township or one of them."""
    rows = Source.select(Source.terminal, Source.township).where(Source.origin == origin()).order_by(Source.terminal)
    return tuple(terminal for terminal, township in rows.tuples() if to in (EVERYBODY, township, terminal))


def _order(one: directives.Ordered) -> Issued:
    return Issued(
        line=one.log_seq,
        sort=one.sort,
        obj=one.obj,
        to=one.to,
        title=one.title or one.words[:40],
        issuer=one.issuer,
        said_on=one.said_on,
        is_over=not one.is_open,
        due_on=one.due_on,
    )


class Reader(msgspec.Struct, frozen=True):
    """One village something is for: has it come there, and what was answered."""

    village: Village
    received: bool
    order: directives.Ordered | None = None


class Sent(msgspec.Struct, frozen=True):
    """Something that was sent, whole, and everybody it is for."""

    issued: Issued
    notice: directives.Notice | None
    order: directives.Ordered | None
    readers: tuple[Reader, ...]

    @property
    def received(self) -> int:
        return sum(one.received for one in self.readers)


def sent(person: Person, line: int) -> Sent:
    """Raises NotFound."""
    one = next((one for one in issued(person) if one.line == line), None)
    if one is None:
        raise NotFound(GONE)
    order = next((other for other in directives.all_orders() if other.log_seq == line), None)
    notice = next((other for other in directives.documents_of(origin()) if other.log_seq == line), None)
    known = told()
    reached = (village for village in villages_for(person) if one.to in (EVERYBODY, village.township, village.terminal))
    readers = tuple(Reader(village, known.get(village.terminal, 0) >= line, order) for village in reached)
    return Sent(one, notice, order, readers)


def late(person: Person, today: date) -> tuple[directives.Ordered, ...]:
    """Orders whose day has passed without a word that ends them."""
    mine = {one.terminal for one in villages_for(person)}
    return tuple(one for one in directives.all_orders() if one.to in mine and one.lamp(today) == "red")


def to_lift(person: Person, today: date) -> tuple[directives.Ordered, ...]:
    """Takedowns whose day has passed, and that nobody has lifted: the county has to say whether they go on."""
    mine = {one.terminal for one in villages_for(person)}
    ended = {one.obj for one in directives.all_orders() if one.sort == "restore"}
    standing = (one for one in directives.all_orders() if one.sort == "takedown" and one.obj not in ended)
    return tuple(one for one in standing if one.to in mine and one.due_on and one.due_on <= today - timedelta(days=1))


def publication(terminal: str, number: str) -> Thing | None:
    """The public thing of a village with this index number, whole or its back part."""
    return thing_numbered(terminal, number) if number else None
