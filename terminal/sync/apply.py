"""Taking a bundle into this database: all of it with its tables in one transaction, or nothing of it."""

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any, Literal

import msgspec
from peewee import Model

from terminal.bundle.faults import BundleRefused, Fault
from terminal.bundle.lines import Line as LogRow
from terminal.bundle.read import Bundle, Source, read
from terminal.clock import Now
from terminal.journal import kinds, replay
from terminal.journal.append import append, origin, saw
from terminal.journal.chain import digest
from terminal.journal.keys import origin_of_public
from terminal.journal.models import LogBody, LogLine
from terminal.store.database import overwriting, write
from terminal.sync import arriving, erasures, keeping, stored, trust, withholding
from terminal.sync.events import Contradiction
from terminal.sync.models import Alarm
from terminal.sync.rules import Lines, Verdict, Word, judge

BY = "数据包"
WHY = {
    "fork": "与这里已有的登记矛盾：同一个号码，两条不同的登记。也许这台终端的硬盘被复制过。请告诉县里管平台的人。",
    "stale-epoch": "是那台终端换过期次以前的另一段登记，没有收进来。也许旧硬盘又被用过。请告诉县里管平台的人。",
}


class Receiver(msgspec.Struct, frozen=True):
    """Who takes bundles: where everything is kept, which tables the lines are told to, and when it is."""

    data: Path
    tables: Sequence[type[Model]]
    now: Now


class Applied(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a bundle. `need`: the line it waits for; `kept`: where the file lies aside; `then`: what waited for it.

    `lines` are new; `deferred` are those of them no table was told; `withheld` those that are for somebody else, whose
    bodies did not come; `blobs` came whole, `missing` are still to come.
    """

    bundle: str
    origin: str
    epoch: int
    seq: int
    word: Word
    lines: int = 0
    deferred: int = 0
    withheld: int = 0
    blobs: int = 0
    missing: int = 0
    need: int = 0
    kept: Path | None = None
    then: tuple["Applied", ...] = ()

    @property
    def is_in(self) -> bool:
        """Everything it says is known here now."""
        return self.word in ("new", "duplicate")


def take(source: Source) -> Bundle:
    """The bundle, when every bit is right, it is to this machine, and its key is known. Raises BundleRefused."""
    me, county = origin(), sorted(trust.county_keys())
    try:
        bundle = read(source, to=me)
    except BundleRefused as refused:
        if not county or not _is_unknown(refused):
            raise
        return _from_county(source, me, county, refused)
    known = trust.key_of(bundle.envelope.origin)
    if known != bundle.key:
        raise BundleRefused([Fault("unknown-key", found=bundle.envelope.key_id)])
    return bundle


def _is_unknown(refused: BundleRefused) -> bool:
    return [fault.reason for fault in refused.faults] == ["unknown-key"]


def _from_county(source: Source, me: str, county: Sequence[str], refused: BundleRefused) -> Bundle:
    """A log on its way back, or what the county says downwards, signed by a county that is known here."""
    for public in county:
        try:
            bundle = read(source, to=me, key=bytes.fromhex(public))
        except BundleRefused as wrong:
            refused = refused if _is_unknown(wrong) else wrong
            continue
        comes_back = bundle.envelope.kind == "restore" and trust.key_of(bundle.envelope.origin)
        comes_down = bundle.envelope.kind == "down" and origin_of_public(bundle.key) == bundle.envelope.origin
        if comes_back or comes_down:
            return bundle
    raise refused


def apply(source: Source, receiver: Receiver) -> Applied:
    """Take a bundle, and what waited for it. Raises BundleRefused for what is no bundle for here; nothing is written then.

    The same bundle again changes nothing and gets the same answer.
    """
    return enter(take(source), source, receiver)


def enter(bundle: Bundle, source: Source, receiver: Receiver) -> Applied:
    """The same for a bundle that `take` has read: reading needs nobody to wait, entering keeps all other writers out."""
    applied = _apply(bundle, source, receiver)
    then = _release(bundle.envelope.origin, receiver) if applied.word == "new" else ()
    return msgspec.structs.replace(applied, then=then)


def _release(log: str, receiver: Receiver) -> tuple[Applied, ...]:
    """Apply what waited, as long as one of them fits."""
    found: list[Applied] = []
    moved = True
    while moved:
        moved = False
        for path in keeping.pending(receiver.data, log):
            one = _waiting(path, receiver)
            if one is None or one.word != "gap":
                keeping.drop(path)
                found += [one] if one else []
                moved = True
    return tuple(found)


def _waiting(path: Path, receiver: Receiver) -> Applied | None:
    """What became of a bundle that waited; None when the file is spoilt and has to come again."""
    try:
        return _apply(take(path), path, receiver)
    except BundleRefused:
        return None


def _apply(bundle: Bundle, source: Source, receiver: Receiver) -> Applied:
    one = bundle.envelope
    erases = any(header.kind in kinds.erasing() for header in bundle.headers)
    with overwriting() if erases else nullcontext(), write():
        verdict = _verdict(bundle)
        if verdict.word == "fork" or verdict.word == "stale-epoch":
            return _contradicts(bundle, source, receiver, verdict.word)
        if verdict.word == "gap":
            kept = keeping.keep_pending(receiver.data, bundle, source)
            return _became(bundle, "gap", need=verdict.need, kept=kept)
        lines = _enter(bundle, verdict, receiver)
        blobs = arriving.take(receiver.data, bundle, source)
        deferred = stored.deferred(one.origin, one.epoch, verdict.fresh) if lines else 0
        missing = len(arriving.missing(one.origin))
        withheld = withholding.since(one.origin, one.epoch, verdict.fresh) if lines else 0
        word: Word = "new" if lines or blobs else "duplicate"
        counts = {"lines": lines, "deferred": deferred, "withheld": withheld, "blobs": blobs, "missing": missing}
        return _became(bundle, word, **counts)


def _became(bundle: Bundle, word: Word, **more: Any) -> Applied:
    one = bundle.envelope
    return Applied(bundle=one.bundle, origin=one.origin, epoch=one.epoch, seq=one.head_seq, word=word, **more)


def _verdict(bundle: Bundle) -> Verdict:
    one = bundle.envelope
    known = stored.epochs(one.origin)
    if one.kind == "blobs":
        there = stored.hash_at(one.origin, one.epoch, one.head_seq)
        last = max((epoch.last for epoch in known), default=0)
        word: Word = "duplicate" if there == one.head_hash else "fork" if there else "gap"
        return Verdict(word, need=last + 1)
    hashes = tuple(map(digest, bundle.log))
    lines = Lines(one.epoch, one.from_seq, one.from_prev, hashes, stored.opening(bundle.headers[0], bundle.bodies[0]))
    public = trust.key_of(one.origin) or b""
    return judge(lines, known, digest(public.hex()), lambda epoch, seq: stored.hash_at(one.origin, epoch, seq))


def _enter(bundle: Bundle, verdict: Verdict, receiver: Receiver) -> int:
    """Write the new lines and tell the tables; how many there were."""
    one = bundle.envelope
    again = erasures.fill(bundle)
    skipped = verdict.fresh - one.from_seq if verdict.word == "new" else len(bundle.log)
    rows = [
        LogRow(header.seq, line, digest(line), body)
        for header, line, body in zip(bundle.headers, bundle.log, bundle.bodies, strict=True)
    ][skipped:]
    for row in rows:
        place = {"origin": one.origin, "epoch": one.epoch, "seq": row.seq}
        LogLine.put(**place, header=row.header, hash=row.hash)
        LogBody.put(**place, body=row.body)
    silent = withholding.note(bundle, rows)
    again = erasures.obey(bundle.headers, [row for row in rows if row.seq not in silent]) or again or verdict.late
    if again:
        replay.retell(receiver.tables)
    else:
        for header, row in zip(bundle.headers[skipped:], rows, strict=True):
            if row.seq not in silent:
                replay.project(header, row.body)
    if rows:
        arriving.list_missing(one.origin, erasures.standing(one.origin, one.epoch, rows))
        stored.move_head(one.origin, one.epoch, one.head_seq, one.head_hash)
        if one.kind == "down":
            saw(one.head_seq)
        if verdict.late:
            stored.came_late(one.origin, one.epoch, verdict.fresh)
    return len(rows)


def _contradicts(bundle: Bundle, source: Source, receiver: Receiver, word: Literal["fork", "stale-epoch"]) -> Applied:
    """Keep the whole bundle aside and say so in the log, once; the head stays."""
    one = bundle.envelope
    kept = keeping.quarantine(receiver.data, bundle, source, f"{one.bundle}（{word}）{WHY[word]}")
    if not Alarm.select().where(Alarm.mark == bundle.mark).exists():
        alarm = Contradiction(
            what=word, log=one.origin, epoch=one.epoch, seq=one.head_seq, file=one.bundle, mark=bundle.mark
        )
        append(alarm, by=BY, now=receiver.now)
    return _became(bundle, word, kept=kept)
