"""From here to the county: first what the log says, then attachments; each as a file that goes on where it broke off."""

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path

import msgspec

from terminal import clock
from terminal.bundle.faults import BundleRefused
from terminal.bundle.read import read
from terminal.bundle.write import Order, Signing
from terminal.errors import NotFound, TerminalError
from terminal.journal import blobs
from terminal.journal.append import origin
from terminal.journal.keys import load_or_make
from terminal.sync import leaving, outbox, receipts, returning, stored
from terminal.sync.jobs import Job
from terminal.sync.link import Committed, Declined, Heads, Link, Signed

BROKEN_OFF = 4  # newest files of attachments in the outbox among which one may be half there
AGAIN = 2  # times the same file is sent in one round
CONTRADICTS = "县平台在同一个号码下有另一条登记，先不再送了。请告诉县里管平台的人。"


class Stands(msgspec.Struct, frozen=True):
    """How far the county has this log, by its signed word."""

    epoch: int = 0
    seq: int = 0


class Up:
    """One round upwards. `lines` and `attachments` count what arrived."""

    def __init__(self, data: Path, link: Link, county: str, job: Job) -> None:
        self._data, self._link, self._county, self._job = data, link, county, job
        self._tried: dict[str, int] = {}
        self.lines = self.attachments = 0

    # ---- the log ----
    def send_log(self, heads: Heads) -> tuple[Stands, Heads]:
        """Send what the county has no receipt for, however far it was set back; where it stands then."""
        stands = self._stands(heads.receipt)
        while path := self._next_lines(stands):
            committed = self._sent(path)
            heads = self._link.heads()
            reached = self._stands(heads.receipt)
            if committed and (reached.epoch, reached.seq) > (stands.epoch, stands.seq):
                self.lines += reached.seq - stands.seq
            stands = reached
        return stands, heads

    def _stands(self, paper: Signed | None) -> Stands:
        """What the receipt says; the log goes on in a new epoch when the county has more of it than there is here."""
        if paper is None:
            return Stands()
        text, signature = paper.text.encode(), paper.signature.encode()
        word = receipts.take(text, signature, self._data, clock.now())
        if word == "contradicts":
            raise TerminalError(CONTRADICTS)
        if word == "ahead":
            returning.go_on(self._data, clock.now())
        said = receipts.read(text, signature)[0]
        return Stands(said.epoch, said.seq)

    def _next_lines(self, stands: Stands) -> Path | None:
        """The file that goes on from there: one that left before and may be half there already, or a new one."""
        for path in outbox.after(self._data / "outbox", origin(), max(1, stands.epoch), stands.seq):
            if self._fits(path, stands):
                return path
        order = Order(since=stands.seq, to=self._county)
        draft = next(leaving.outgoing(self._data, order, self._signing()), None)
        return self._data / "outbox" / draft.name if draft else None

    def _fits(self, path: Path, stands: Stands) -> bool:
        said = outbox.LINES.fullmatch(path.name)
        if said is None or int(said["first"]) != stands.seq + 1:
            return False
        try:
            one = read(path).envelope
        except BundleRefused:
            return False
        is_ours = stored.hash_at(one.origin, one.epoch, one.head_seq) == one.head_hash
        return is_ours and one.to in ("*", self._county) and not one.blobs

    def _signing(self) -> Signing:
        """What the machine's own clock says travels along, so that the county sees how wrong it is."""
        return Signing(load_or_make(self._data / "keys"), clock.own())

    # ---- attachments ----
    def send_attachments(self, wanted: Collection[str], stands: Stands, needed: Collection[str]) -> None:
        """Send these, as far as they are here; `needed` is what the county lacks in all."""
        left = set(wanted)
        for path in [*self._broken_off(left), *self._made(left, stands)]:
            named = {blob.sha256 for blob in read(path).envelope.blobs}
            if not named & left:
                continue
            committed = self._sent(path)
            missing = set(committed.missing) if committed else set(needed)
            self.attachments += len(named & left - missing)
            left -= named

    def _broken_off(self, wanted: Collection[str]) -> Iterator[Path]:
        """Files that left in an earlier round and hold nothing but what is still wanted."""
        found = [path for path in outbox.kept(self._data / "outbox") if path.name.startswith(f"blobs_{origin()}_")]
        for path in found[-BROKEN_OFF:]:
            try:
                one = read(path).envelope
            except BundleRefused:
                continue
            is_ours = stored.hash_at(one.origin, one.epoch, one.head_seq) == one.head_hash
            if is_ours and one.to in ("*", self._county) and {blob.sha256 for blob in one.blobs} <= set(wanted):
                yield path

    def _made(self, wanted: set[str], stands: Stands) -> Iterator[Path]:
        """New files for what is left; made one by one, when the one before has been sent."""
        if wanted:
            order = Order(until=stands.seq, to=self._county, blobs=frozenset(wanted))
            for draft in leaving.attachments(self._data, order, self._signing()):
                yield self._data / "outbox" / draft.name

    # ---- a file ----
    def _sent(self, path: Path) -> Committed | None:
        """Send one file and let it count; None when the county has thrown the file away meanwhile, or needs another first."""
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        self._tried[sha256] = self._tried.get(sha256, 0) + 1
        if self._tried[sha256] > AGAIN:
            raise TerminalError("送了几次，县平台都没有收进去。请告诉县里管平台的人。")
        self._job.more(path.stat().st_size)
        self._link.upload(sha256, path, self._job.step)
        try:
            return self._link.commit(sha256)
        except Declined as wrong:
            if wrong.status == 404 or wrong.code == "gap":
                return None
            raise


def here(needed: Collection[str]) -> dict[str, int]:
    """Those of these attachments that are on this disk, with their bytes."""
    found = {}
    for sha256 in needed:
        try:
            found[sha256] = blobs.path(sha256).stat().st_size
        except NotFound:
            continue
    return found
