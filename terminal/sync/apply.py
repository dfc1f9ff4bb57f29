"""Taking a bundle into this database: all of it with its tables in one transaction, or nothing of it."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any, Literal

import msgspec
from peewee import Model

from terminal.bundle import sshsig
from terminal.bundle.faults import BundleRefused, Fault
from terminal.bundle.lines import Line as LogRow
from terminal.bundle.read import Bundle, Source, read
from terminal.clock import Now
from terminal.journal import kinds, moments, replay
from terminal.journal.append import append, origin, saw
from terminal.journal.chain import digest
from terminal.journal.keys import origin_of_public
from terminal.journal.models import LogBody, LogLine
from terminal.journal.parts import Part
from terminal.store.database import overwriting, write
from terminal.sync import arriving, erasures, keeping, stored, trust, withholding
from terminal.sync.events import Contradiction
from terminal.sync.models import Alarm
from terminal.sync.rules import Lines, Verdict, Word, judge

BY = "数据包"
WHY = {
    "fork": "与这里已有的登记矛盾：同一个号码，两条不同的登记。也许这台终端的硬盘被复制过。请告诉县里管平台的人。",
    "stale-epoch": "是那台终端换过期次以前的另一段登记，没有收进来。也许旧硬盘又被用过。请告诉县里管平台的人。",
    "revoked": "这台终端已经停用，停用以后的登记没有收进来，放在一边。要接着用，请到县里重新配对。",
    "frozen": "有两块硬盘在写同一本日志，县里还没决定认哪一块，所以先不收。请等县里管平台的人处理。",
}
Contradicts = Literal["fork", "stale-epoch", "revoked"]
MOST_TOLD = 64  # alarms about one log; whoever goes on contradicting after that is known well enough


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


class Read(msgspec.Struct, frozen=True):
    """A bundle that was read; and `parts`, what all its lines tell the tables, where that was worked out too."""

    bundle: Bundle
    parts: tuple[Part, ...] = ()


Reader = Callable[[Path, str], Read | None]  # a file, and who reads it


def take(source: Source, beside: Reader | None = None) -> Read:
    """The bundle, when every bit is right, it is to this machine, and its key is known. Raises BundleRefused.

    `beside` may read a file for us; whatever it does not answer is read here.
    """
    found = beside(source, origin()) if beside and isinstance(source, Path) else None
    found = found or Read(_read(source))
    if not _may_sign(found.bundle):
        raise BundleRefused([Fault("unknown-key", found=found.bundle.envelope.key_id)])
    return found


def _read(source: Source) -> Bundle:
    try:
        return read(source, to=origin())
    except BundleRefused as refused:
        if not _is_unknown(refused):
            raise
        return _signed_by_another(source, refused)


def _is_unknown(refused: BundleRefused) -> bool:
    return [fault.reason for fault in refused.faults] == ["unknown-key"]


def _signed_by_another(source: Source, refused: BundleRefused) -> Bundle:
    """A bundle of a log that is not named after the key that signed: a county's word, or a machine that replaced another."""
    for public in trust.speakers():
        if sshsig.key_id(public) == refused.faults[0].found:
            return read(source, to=origin(), key=public)
    raise refused


def _may_sign(bundle: Bundle) -> bool:
    """Is this the key known here for this log and epoch? A log on its way back, and a county's own, is signed by a county that is known."""
    one = bundle.envelope
    if one.kind == "down":
        return bundle.key.hex() in trust.county_keys() and origin_of_public(bundle.key) == one.origin
    if one.kind == "restore":
        return bundle.key.hex() in trust.county_keys() and trust.key_of(one.origin) is not None
    return trust.may_write(bundle.key, one.origin, one.epoch)


def apply(source: Source, receiver: Receiver) -> Applied:
    """Take a bundle, and what waited for it. Raises BundleRefused for what is no bundle for here; nothing is written then.

    The same bundle again changes nothing and gets the same answer.
    """
    return enter(take(source), source, receiver)


def enter(found: Read, source: Source, receiver: Receiver) -> Applied:
    """The same for a bundle that `take` has read: reading needs nobody to wait, entering keeps all other writers out."""
    applied = _apply(found, source, receiver)
    then = _release(found.bundle.envelope.origin, receiver) if applied.word == "new" else ()
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


def _apply(found: Read, source: Source, receiver: Receiver) -> Applied:
    bundle, one = found.bundle, found.bundle.envelope
    erasing = kinds.erasing()
    erases = any(header.kind in erasing for header in bundle.headers)
    with overwriting() if erases else nullcontext(), write():
        verdict = _stopped(bundle, _verdict(bundle))
        if verdict.word == "frozen":
            return _became(bundle, "frozen")
        if verdict.word in ("fork", "stale-epoch", "revoked"):
            return _contradicts(bundle, source, receiver, verdict.word)
        if verdict.word == "gap":
            kept = keeping.keep_pending(receiver.data, bundle, source)
            return _became(bundle, "gap", need=verdict.need, kept=kept)
        lines = _enter(found, verdict, receiver)
        if known := one.seen_down.get(f"down:{origin()}"):
            stored.was_told(one.origin, known[0])
        blobs = arriving.take(receiver.data, bundle, source)
        deferred = stored.deferred(one.origin, one.epoch, verdict.fresh) if lines else 0
        missing = len(arriving.missing(one.origin))
        withheld = withholding.since(one.origin, one.epoch, verdict.fresh) if lines else 0
        word: Word = "new" if lines or blobs else "duplicate"
        counts = {"lines": lines, "deferred": deferred, "withheld": withheld, "blobs": blobs, "missing": missing}
        return _became(bundle, word, **counts)


def _stopped(bundle: Bundle, verdict: Verdict) -> Verdict:
    """What is new behind the line where a log was stopped is not taken, whatever it says."""
    one, stop = bundle.envelope, trust.stopped(bundle.envelope.origin)
    if stop is None or (one.epoch, one.head_seq) <= (stop.epoch, stop.seq) or verdict.word == "duplicate":
        return verdict
    return Verdict(stop.why)


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
    beside = stored.hashes(one.origin, one.epoch, one.from_seq, one.head_seq)
    lines = Lines(one.epoch, one.from_seq, one.from_prev, hashes, stored.opening(bundle.headers[0], bundle.bodies[0]))

    def hash_at(epoch: int, seq: int) -> str:
        return beside.get(seq, "") if epoch == one.epoch else stored.hash_at(one.origin, epoch, seq)

    return judge(lines, known, trust.genesis_of(one.origin), hash_at)


def _enter(found: Read, verdict: Verdict, receiver: Receiver) -> int:
    """Write the new lines and tell the tables; how many there were."""
    bundle, one = found.bundle, found.bundle.envelope
    again = erasures.fill(bundle)
    skipped = verdict.fresh - one.from_seq if verdict.word == "new" else len(bundle.log)
    rows = [
        LogRow(header.seq, line, digest(line), body)
        for header, line, body in zip(bundle.headers, bundle.log, bundle.bodies, strict=True)
    ][skipped:]
    place, names = (one.origin, one.epoch), ("origin", "epoch", "seq")
    LogLine.put_rows((*names, "header", "hash"), [(*place, row.seq, row.header, row.hash) for row in rows])
    LogBody.put_rows((*names, "body"), [(*place, row.seq, row.body) for row in rows])
    silent = withholding.note(bundle, rows)
    again = erasures.obey(bundle.headers, [row for row in rows if row.seq not in silent]) or again or verdict.late
    if again:
        replay.retell(receiver.tables)
    else:
        new = zip(bundle.headers[skipped:], rows, strict=True)
        told = [(header, row.body) for header, row in new if row.seq not in silent]
        replay.project_all(told, found.parts if len(told) == len(bundle.log) else ())
    if rows:
        arriving.list_missing(one.origin, erasures.standing(one.origin, one.epoch, rows))
        stored.move_head(one.origin, one.epoch, one.head_seq, one.head_hash)
        if one.kind == "down":
            saw(one.head_seq)
        else:
            moments.reached(one.origin, one.epoch, one.head_seq, receiver.now.at)
        if verdict.late:
            stored.came_late(one.origin, one.epoch, verdict.fresh)
    return len(rows)


def _is_told(log: str, mark: str) -> bool:
    about = Alarm.select().where(Alarm.log == log)
    return about.where(Alarm.mark == mark).exists() or about.count() >= MOST_TOLD


def _contradicts(bundle: Bundle, source: Source, receiver: Receiver, word: Contradicts) -> Applied:
    """Keep the whole bundle aside and say so in the log, once; the head stays."""
    one = bundle.envelope
    kept = keeping.quarantine(receiver.data, bundle, source, f"{one.bundle}（{word}）{WHY[word]}")
    if not _is_told(one.origin, bundle.mark):
        alarm = Contradiction(
            what=word, log=one.origin, epoch=one.epoch, seq=one.head_seq, file=one.bundle, mark=bundle.mark
        )
        append(alarm, by=BY, now=receiver.now)
    return _became(bundle, word, kept=kept)
