"""Lines of the log about public things, read as they lie on the disk; photographs of them on the wall."""

import re
from datetime import date
from typing import Any

import msgspec
from peewee import fn

from terminal.disclosures import queries as disclosures
from terminal.disclosures.models import Version
from terminal.errors import NotFound
from terminal.journal import kinds
from terminal.journal.append import this_log
from terminal.journal.chain import digest
from terminal.journal.erasing import Erased, Place, erased
from terminal.journal.header import Header, read_header
from terminal.journal.kinds import BlobRef
from terminal.journal.models import LogBody, LogLine
from terminal.journal.replay import Row
from terminal.ledger import queries as ledger
from terminal.ledger.models import SheetVersion
from terminal.projects import queries as projects
from terminal.projects.models import ProjectEdition
from terminal.proof.models import Posting
from terminal.register.models import Entry
from terminal.register.pauses import IS_HELD, paused
from terminal.tables import queries as tables
from terminal.tables.models import TableVersion
from terminal.village.queries import viewed

PAPERS = (
    *(f"{room}.{verb}" for room in ("disclosure", "ledger", "table") for verb in ("publish", "revise")),
    *("project.open", "project.note"),
)
SAME_PLACE = (LogBody.origin == LogLine.origin) & (LogBody.epoch == LogLine.epoch) & (LogBody.seq == LogLine.seq)
PREV = re.compile(r'"prev":"([0-9a-f]{64})"')


class Line(msgspec.Struct, frozen=True):
    """One line of the log; `header` or `event` is None where it cannot be read.

    Where the body was erased by law, `erased` says on whose word, and `event` is what stands in its place.
    """

    row: Row
    header: Header | None
    event: Any
    erased: Erased | None = None

    @property
    def said(self) -> Any:
        """The text, sheet, table or project that becomes public with this line; None when it publishes nothing."""
        found = (getattr(self.event, name, None) for name in ("text", "sheet", "table", "edition"))
        return next(filter(None, found), None)

    @property
    def is_paper(self) -> bool:
        """A publication, as far as one can still tell: only these hang on walls."""
        return self.header is None or self.header.kind in PAPERS


def _line(row: Row, gone: dict[Place, Erased]) -> Line:
    order = gone.get((row.origin, row.epoch, row.seq)) if row.body == "" else None
    try:
        header = read_header(row.header or "")
    except ValueError:
        return Line(row, None, None)
    kind = kinds.known(header.kind)
    try:
        event = kinds.read_body(row.body, kind) if kind and row.body else order.stands if order else None
    except ValueError:
        event = None
    return Line(row, header, event, order)


def _lines(origin: str, said: str) -> tuple[Line, ...]:
    """Lines whose header holds these characters, in order."""
    query = LogLine.select(LogLine, LogBody.body).left_outer_join(LogBody, on=SAME_PLACE)
    rows = query.where((LogLine.origin == origin) & LogLine.header.contains(said)).order_by(LogLine.epoch, LogLine.seq)
    found = [Row(*row) for row in rows.tuples()]
    gone = erased() if any(row.body == "" for row in found) else {}
    return tuple(_line(row, gone) for row in found)


def marked(origin: str, mark: str) -> tuple[Line, ...]:
    """Lines whose body's fingerprint begins with these hex digits (small letters)."""
    return _lines(origin, f'"body":"{mark}')


def about(origin: str, obj: str) -> tuple[Line, ...]:
    """Everything the log says about one thing, in order."""
    return _lines(origin, f'"obj":"{obj}"')


def next_line(row: Row) -> Row | None:
    """The line that stands after this one and vouches for it; None at the end of the log."""
    after = (LogLine.origin == row.origin) & (LogLine.epoch == row.epoch) & (LogLine.seq > row.seq)
    found = LogLine.select().where(after).order_by(LogLine.seq).first()
    return Row(found.origin, found.epoch, found.seq, found.header, found.hash, None) if found else None


def names_before(header: str) -> str:
    """The fingerprint of the line before, as a header names it; empty in a spoilt one."""
    found = PREV.search(header)
    return found[1] if found else ""


def torn() -> tuple[int, ...]:
    """Numbers of the lines of this unit's log that do not hold on to the one before, from the first to the last."""
    origin = viewed()
    chosen = LogLine.select(LogLine.epoch, LogLine.seq, LogLine.header, LogLine.hash)
    rows = chosen.where(LogLine.origin == origin).order_by(LogLine.epoch, LogLine.seq)
    begins = _begins(origin)
    prev, last, life, found, before = begins, 0, 1, [], {begins}
    for epoch, seq, header, hashed in rows.tuples().iterator():
        reckoned, named = digest(header), names_before(header)
        # The first line of a later epoch goes on from any line before it, with a higher number.
        goes_on = seq > last and named in before if epoch != life else seq == last + 1 and named == prev
        if not goes_on or reckoned != hashed:
            found.append(seq)
        prev, last, life = reckoned, seq, epoch
        before.add(reckoned)
    return tuple(found)


def _begins(origin: str) -> str:
    """What the first line of a log names as the one before; a log from elsewhere was checked against its key when it came."""
    if origin == (log := this_log()).origin:
        return log.genesis
    first = LogLine.select(LogLine.header).where(LogLine.origin == origin).order_by(LogLine.epoch, LogLine.seq).first()
    return names_before(first.header) if first else ""


class Thing(msgspec.Struct, frozen=True):
    """A public thing as the register has it; `path` is its page."""

    obj: str
    index_no: str
    number: str
    path: str
    item: str
    group: str
    title: str
    summary: str
    period: str
    publisher: str
    first_published_on: date
    published_on: date
    display_until: date
    version: int
    state: str


def _thing(row: Entry) -> Thing:
    return Thing(**{name: getattr(row, name) for name in Thing.__struct_fields__})


def thing_numbered(origin: str, index_no: str) -> Thing | None:
    """By its index number, whole or only the part in addresses."""
    row = Entry.get_or_none((Entry.origin == origin) & (Entry.number == index_no.strip().rpartition("/")[2]))
    return _thing(row) if row else None


def thing(origin: str, index_no: str) -> Thing:
    """The same. Raises NotFound."""
    found = thing_numbered(origin, index_no)
    if found is None:
        raise NotFound(f"没有索引号为 {index_no} 的公开信息。")
    return found


def thing_of(origin: str, obj: str) -> Thing | None:
    row = Entry.get_or_none((Entry.origin == origin) & (Entry.obj == obj))
    return _thing(row) if row else None


def said_now(thing: Thing) -> disclosures.Published | ledger.Published | tables.Published | projects.Published:
    """What stands for this thing now, as its page shows it. Raises NotFound."""
    if thing.path.startswith("/tables/"):
        return tables.by_number(viewed(), thing.number)
    if thing.path.startswith("/disclosures/"):
        return disclosures.one(viewed(), thing.number)
    if thing.path.startswith("/projects/"):
        return projects.one(viewed(), thing.number)
    for account in ledger.accounts(viewed()):
        if thing.period in ledger.months(viewed(), account.key):
            for one in reversed(ledger.versions(viewed(), account.key, thing.period)):
                if one.obj == thing.obj:
                    return one
    raise NotFound(f"没有索引号为 {thing.index_no} 的账。")


def hanging(origin: str, today: date) -> tuple[Thing, ...]:
    """What must be up today, newest first."""
    up = (Entry.origin == origin) & (Entry.state == "public") & (Entry.display_until >= today) & ~IS_HELD
    return tuple(
        _thing(row) for row in Entry.select().where(up).order_by(Entry.published_on.desc(), Entry.log_seq.desc())
    )


class Posted(msgspec.Struct, frozen=True):
    """A photograph of a sheet on the wall: which version, when, where, who put it up."""

    version: int
    posted_on: date
    place: str
    poster: str
    picture: BlobRef
    log_seq: int


def postings(origin: str, obj: str) -> tuple[Posted, ...]:
    """All photographs of one thing, oldest first."""
    rows = Posting.select().where((Posting.origin == origin) & (Posting.obj == obj)).order_by(Posting.log_seq)
    return tuple(_posted(row) for row in rows)


def _posted(row: Posting) -> Posted:
    picture = BlobRef(row.sha256, row.name, row.media_type, row.size)
    return Posted(row.version, row.posted_on, row.place, row.poster, picture, row.log_seq)


def photographed(origin: str) -> dict[str, int]:
    """Thing → its newest version that hangs on a photograph."""
    newest = Posting.select(Posting.obj, fn.MAX(Posting.version)).where(Posting.origin == origin).group_by(Posting.obj)
    return dict(newest.tuples())


def picture(origin: str, sha256: str) -> BlobRef:
    """A photograph that some posting names. Raises NotFound."""
    row = Posting.get_or_none((Posting.origin == origin) & (Posting.sha256 == sha256))
    if row is None or paused(origin, row.obj):
        raise NotFound("没有这张贴墙的照片。")
    return _posted(row).picture


def shown(origin: str, mark: str) -> tuple[tuple[int, str], ...]:
    """Number of the line and title of everything the tables show under a fingerprint that begins so."""
    texts = Version.select(Version.log_seq, Version.title).where(
        (Version.origin == origin) & Version.fingerprint.startswith(mark)
    )
    found = [*texts.tuples()]
    for said in (SheetVersion, TableVersion, ProjectEdition):
        named = said.select(said.log_seq, Entry.title).join(
            Entry, on=((Entry.origin == said.origin) & (Entry.obj == said.obj))
        )
        found.extend(named.where((said.origin == origin) & said.fingerprint.startswith(mark)).tuples())
    return tuple(found)
