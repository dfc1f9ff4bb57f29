"""What a stick is for: taking along what the county does not have yet, bringing what it sent, and receipts both ways."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from peewee import Model

from terminal import clock
from terminal.bundle.write import Draft, Order, Signing
from terminal.journal.append import origin
from terminal.journal.keys import load_or_make
from terminal.sync import importing, introducing, queries, receipts, stick, telling
from terminal.sync.apply import Applied, Receiver
from terminal.sync.introducing import Answers
from terminal.sync.jobs import Job
from terminal.sync.leaving import outgoing

INCOMING = "incoming"
APART = {stick.RECEIPTS: receipts.FOLDER, stick.ENROL: "enrol"}  # folders of what is no bundle


def drafts(data: Path) -> list[Draft]:
    """Everything no receipt covers, with attachments; from the beginning where there is no receipt."""
    delivered = queries.delivered()
    signing = Signing(load_or_make(data / "keys"), clock.now())
    return list(outgoing(data, Order(since=delivered.seq if delivered else 0, blobs=True), signing))


def take_along(data: Path, folder: Path, job: Job) -> Iterator[str]:
    """Write what is new onto the stick; the last sentence says that it may be pulled out. Raises Refused, Cancelled."""
    found = drafts(data)
    job.expect(sum(one.size for one in found))
    names = stick.export(folder, found, job.step)
    if not names:
        yield "没有新的登记要带走，U 盘上什么也没有写。"
    for one in found:
        envelope = one.envelope
        yield f"{one.name}：第 {envelope.from_seq} 至 {envelope.head_seq} 号登记，附件 {len(envelope.blobs)} 个。"
    yield "写好了，读回来核对过。可以拔出。"


def bring_in(
    data: Path,
    folder: Path,
    tables: Sequence[type[Model]],
    job: Job,
    answers: Answers | None = None,
    came: Callable[[Applied], None] = lambda applied: None,
) -> Iterator[str]:
    """Take grants, bundles and receipts from the stick, and leave receipts on it; `answers`: grants too, for who asks.

    `came` hears of every bundle that was read and what became of it.

    Raises Refused, Cancelled.
    """
    found = stick.found_on(folder, origin())
    job.expect(found.size)
    key = load_or_make(data / "keys")
    incoming = data / INCOMING
    shutil.rmtree(incoming, ignore_errors=True)  # what an interrupted import left
    try:
        for inside in APART.values():
            (incoming / inside).mkdir(parents=True)
        for file in found.files:
            stick.fetch(folder, file, incoming / APART.get(file.inside, ""), job.step)
        yield from introducing.take_grants(incoming / APART[stick.ENROL], data, clock.now())
        if answers:
            yield from introducing.answer_requests(incoming / APART[stick.ENROL], folder, answers)
        brought = importing.bring(incoming, Receiver(data, tables, clock.now()), key)
        for path in brought.written:
            for one in (path.with_name(f"{path.name}.sig"), path):
                stick.put(folder, stick.RECEIPTS, one.name, one.read_bytes())
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    for applied in brought.applied:
        came(applied)
    yield from telling.told(importing.Brought(brought.applied, brought.kept, brought.refused, ()))
    if brought.written:
        yield f"给对方的回执写在 U 盘的 {stick.RECEIPTS} 里，共 {len(brought.written)} 张。请把它带回去。"
    if found.others:
        yield f"U 盘上还有 {found.others} 个别的文件，没有打开。"
    yield "可以拔出。"
