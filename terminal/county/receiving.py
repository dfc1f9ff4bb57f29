"""Taking in what a terminal sends over the line: the bundle read first, entered then, and only then a receipt."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from peewee import Model

from terminal import clock
from terminal.bundle.faults import BundleRefused, Fault
from terminal.county import actions, arrivals
from terminal.county.taken import Taken
from terminal.county.uploads import Spool
from terminal.county.volume import Volume
from terminal.journal.append import this_log
from terminal.journal.keys import load_or_make
from terminal.store.together import commit
from terminal.sync import apply, arriving, receipts, returning, trust
from terminal.sync.apply import Applied, Receiver
from terminal.sync.beside import Beside
from terminal.sync.models import Head
from terminal.sync.sessions import Sessions
from terminal.sync.tries import Tries

BY = "县平台"
READING = "terminal.reading"  # reads bundles beside this process
SAID = 200  # characters of what a terminal says of itself
LISTED = 500  # missing attachments named at once


class Intake:
    """What lives as long as the process that takes things in: the key, open sessions, files on their way."""

    def __init__(self, data: Path, tables: Sequence[type[Model]], quota: int = 0) -> None:
        self.data, self.tables = data, tables
        self.key: Ed25519PrivateKey = load_or_make(data / "keys")
        self.sessions = Sessions()
        self.spool = Spool(data / "spool", clock.now())
        self.tries = Tries()
        self.volume = Volume(quota)
        self.taken = Taken()
        self.beside = Beside(READING)

    def receiver(self) -> Receiver:
        return Receiver(self.data, self.tables, clock.now())


class Signed(msgspec.Struct, frozen=True):
    """A receipt as it travels in JSON: the words and the signature, both as in the files."""

    text: str
    signature: str


class Place(msgspec.Struct, frozen=True):
    """The last line held of a log; all zero and empty for none."""

    log: str
    epoch: int
    seq: int
    hash: str


class Heads(msgspec.Struct, frozen=True):
    """What the county has of the asking terminal's log, which attachments it lacks, and how far its own log has come."""

    log: str
    epoch: int
    seq: int
    hash: str
    backup_seq: int
    need_blobs: tuple[str, ...]
    down: Place
    receipt: Signed | None


def heads(terminal: str, intake: Intake) -> Heads:
    """How far this terminal's log is held here. Whoever asks sends on from there; nothing of it is remembered for anybody."""
    row, own = Head.find(origin=terminal), returning.end()
    return Heads(
        log=f"up:{terminal}",
        epoch=row.epoch if row else 0,
        seq=row.seq if row else 0,
        hash=row.hash if row else "",
        backup_seq=row.backup_seq if row else 0,
        need_blobs=arriving.missing(terminal)[:LISTED],
        down=Place(f"down:{own.origin}", own.epoch, own.seq, own.hash),
        receipt=receipt(terminal, intake) if row else None,
    )


def receipt(terminal: str, intake: Intake) -> Signed:
    """How far this log is held, signed now. Raises NotFound when nothing of it is."""
    paper = receipts.issue(terminal, intake.key, clock.now())
    return Signed(paper.text.decode(), paper.signature.decode())


def receive(terminal: str, path: Path, intake: Intake) -> Applied:
    """Take in a bundle this terminal sent of its own log, and note that it came. Raises BundleRefused; nothing is taken then.

    The file is named by the SHA-256 of its bytes. Reading and checking it keeps nobody else from writing; what several
    terminals sent meanwhile is entered in one transaction.
    """
    size, now = path.stat().st_size, clock.now()
    try:
        found = apply.take(path, intake.beside.read)
        bundle = found.bundle
        if bundle.envelope.origin != terminal:
            raise BundleRefused([Fault("to", found=bundle.envelope.origin)])
    except BundleRefused as wrong:
        arrivals.refused(terminal, "push", str(wrong)[:SAID], now, size=size)
        raise
    app, written = bundle.envelope.app[:SAID], bundle.envelope.clock.wall

    def enter() -> Applied:
        applied = apply.enter(found, path, intake.receiver())
        if applied.word == "fork":
            actions.freeze(terminal, by=BY, now=now)
        intake.volume.keep(terminal, now.today)
        arrivals.note(applied, "push", now, size=size, app=app, written=written)
        return applied

    applied = commit(enter)
    intake.taken.note(terminal, path.name, applied, bundle)
    return applied


def known(terminal: str, sha256: str, intake: Intake) -> Applied | None:
    """What became of this file when it came before, and note that it came again; None where it has to be read."""
    found, now = intake.taken.again(terminal, sha256), clock.now()
    if found is None:
        return None
    commit(lambda: arrivals.note(found.applied, "push", now, size=found.size))
    return found.applied


def size(terminal: str, sha256: str, intake: Intake) -> int:
    """Bytes of this file that are here: of one that was taken all, though it lies here no longer."""
    found = intake.taken.again(terminal, sha256)
    return found.size if found else intake.spool.size(terminal, sha256)


def met(terminal: str, app: str, disk_free: float | None) -> None:
    """A terminal has proved who it is, and says what it may say of itself."""
    told: dict[str, Any] = {"app": app[:SAID]} if app else {}
    if disk_free is not None and 0 <= disk_free <= 100:
        told["disk_free"] = int(disk_free)
    now = clock.now()
    commit(lambda: arrivals.heard(terminal, "push", now, **told))


def key_of(terminal: str) -> bytes | None:
    """The key a terminal has to prove; None for one that is not enrolled here."""
    return trust.key_of(terminal) if terminal != this_log().origin else None
