"""A stick at the county: what terminals sent comes in, what is for each goes out, with the receipts; no network needed."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from peewee import Model

from terminal import clock
from terminal.bundle.write import Draft, Order, Signing
from terminal.county import actions, arrivals
from terminal.county.models import Source
from terminal.errors import NotFound
from terminal.journal.append import origin
from terminal.journal.header import read_header
from terminal.journal.keys import load_or_make
from terminal.journal.models import LogLine
from terminal.sync import leaving, postman, queries, receipts, stick
from terminal.sync.apply import Applied
from terminal.sync.introducing import Answers
from terminal.sync.jobs import Job
from terminal.sync.withholding import kept_from

BY = "U 盘"


def known_to(terminal: str) -> int:
    """The newest line of the county's log that this terminal knew when it wrote the newest of its own that is held here."""
    last = LogLine.select(LogLine.header).where(LogLine.origin == terminal)
    row = last.order_by(LogLine.epoch.desc(), LogLine.seq.desc()).first()
    return read_header(row.header).seen if row else 0


def drafts(data: Path, source: Source, since: int, largest: int = 0) -> list[Draft]:
    """What the county has said to this one after this line, with attachments; without, where a file would be over `largest`."""
    hidden = kept_from(source.terminal, source.township)
    order = Order(kind="down", since=since, to=source.terminal, withhold=hidden, blobs=True)
    signing = Signing(load_or_make(data / "keys"), clock.now())
    found = list(leaving.outgoing(data, order, signing))
    if largest and any(one.size > largest for one in found):
        return list(leaving.outgoing(data, msgspec.structs.replace(order, blobs=False), signing))
    return found


def take_along(data: Path, folder: Path, job: Job) -> Iterator[str]:
    """Write for every terminal what the county says to it, and how far its log is held here. Raises Refused, Cancelled."""
    sources = list(
        Source.select().where((Source.origin == origin()) & (Source.state == "active")).order_by(Source.code)
    )
    found = {one.terminal: drafts(data, one, known_to(one.terminal)) for one in sources}
    job.expect(sum(draft.size for several in found.values() for draft in several))
    papers = 0
    for one in sources:
        several = found[one.terminal]
        if several:
            stick.export(folder, several, job.step, f"{stick.DOWN}/{one.terminal}")
            lines = several[-1].envelope.head_seq - several[0].envelope.from_seq + 1
            yield f"{one.name}（{one.terminal}）：县里的 {lines} 条登记，写在 {stick.DOWN}/{one.terminal}。"
        papers += _receipt(data, folder, one.terminal)
    yield f"回执 {papers} 张，写在 {stick.RECEIPTS}。写好了，读回来核对过。可以拔出。"


def _receipt(data: Path, folder: Path, terminal: str) -> bool:
    """Put the receipt for this log there; False when nothing of it ever came."""
    try:
        paper = receipts.issue(terminal, load_or_make(data / "keys"), clock.now())
    except NotFound:
        return False
    stick.put(folder, stick.RECEIPTS, f"{paper.name}.sig", paper.signature)
    stick.put(folder, stick.RECEIPTS, paper.name, paper.text)
    return True


def _note(applied: Applied) -> None:
    """A stick that is read again tells nothing new of its terminals."""
    if applied.word != "duplicate":
        arrivals.note(applied, "stick", clock.now())


def bring_in(
    data: Path, folder: Path, tables: Sequence[type[Model]], job: Job, answers: Answers | None = None
) -> Iterator[str]:
    """Take what terminals put into `SYNC/up`, and leave receipts and grants. One that two disks write is frozen, as over the line."""
    before = len(queries.alarms())
    yield from postman.bring_in(data, folder, tables, job, answers, _note)
    alarms = queries.alarms()
    for alarm in alarms[: len(alarms) - before]:
        if alarm.what == "fork" and actions.freeze(alarm.log, by=BY, now=clock.now()):
            yield f"日志 {alarm.log} 有两块硬盘在写，已经冻结，请到它的页面上决定留哪一块。"
