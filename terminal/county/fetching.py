"""Fetching from terminals over a network of the county: what is new comes here, receipts and what the county says stay there."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import msgspec
from peewee import Model

from terminal import clock
from terminal.bundle.faults import BundleRefused
from terminal.county import actions, arrivals, sticks
from terminal.county.models import Reach, Source
from terminal.errors import NotFound, Refused, TerminalError
from terminal.journal.append import origin
from terminal.journal.keys import load_or_make
from terminal.store.database import write
from terminal.sync import apply, arriving, receipts, stored, trust
from terminal.sync.apply import Receiver
from terminal.sync.jobs import Job
from terminal.sync.link import Link, Offers
from terminal.sync.stick import Cancelled
from terminal.sync.wire import Wire

FOLDER = "line"  # under the data folder
BY = "拉取"
LARGEST = 20 * 2**20  # bytes a terminal takes in one piece


class Fetched(msgspec.Struct, frozen=True):
    """What became of one terminal: its name, and one sentence."""

    name: str
    is_well: bool
    says: str


def addresses(terminals: Sequence[str] | None = None) -> dict[str, str]:
    """Where terminals that are still active answer, as far as anybody has said so."""
    active = Source.select(Source.terminal).where((Source.origin == origin()) & (Source.state == "active"))
    rows = Reach.select().where(Reach.terminal.in_(active)).order_by(Reach.terminal)
    return {row.terminal: row.address for row in rows if terminals is None or row.terminal in terminals}


def remember(terminal: str, address: str) -> None:
    """From now on this is where it answers; empty for nowhere. Raises TerminalError for what is no address."""
    if address:
        address = address if "://" in address else f"http://{address}"
        Wire(address)
    with write():
        if address:
            Reach.replace(terminal=terminal, address=address).execute()
        else:
            Reach.delete().where(Reach.terminal == terminal).execute()


class Fetcher:
    """Goes to one terminal after the other."""

    def __init__(self, data: Path, tables: Sequence[type[Model]], job: Job) -> None:
        self._data, self._tables, self._job = data, tables, job
        self._key = load_or_make(data / "keys")
        self._place = data / FOLDER
        self._place.mkdir(mode=0o700, exist_ok=True)

    def fetch(self, address: str) -> Fetched:
        """One terminal. Whatever goes wrong is a sentence; only Cancelled goes on."""
        try:
            with closing(Wire(address, "这台终端")) as wire:
                keys = [one.public.hex() for terminal in self._known() for one in trust.writers(terminal)]
                link = Link(wire, origin(), self._key, keys, self._job.pause)
                link.time()
                return self._from(link, address)
        except Cancelled:
            raise
        except Refused as wrong:
            return Fetched(address, False, "".join(map(str, wrong.problems)))
        except (TerminalError, OSError) as wrong:
            return Fetched(address, False, str(wrong))

    def _known(self) -> list[str]:
        rows = Source.select(Source.terminal).where((Source.origin == origin()) & (Source.state == "active"))
        return [row.terminal for row in rows]

    def _from(self, link: Link, address: str) -> Fetched:
        offers = link.offers()
        terminal = offers.log.removeprefix("up:")
        source = Source.get_or_none(origin=origin(), terminal=terminal, state="active")
        if source is None:
            raise NotFound(f"日志 {terminal} 没有在县里登记，或已停用，没有取。")
        remember(terminal, address)
        lines, wrong = self._lines(link, offers, terminal)
        blobs = self._blobs(link, terminal)
        self._receipt(link, terminal)
        down = self._down(link, source, offers)
        says = f"取回 {lines} 条登记、{blobs} 个附件，带去 {down} 条。{wrong}"
        return Fetched(source.name, not wrong, says)

    def _lines(self, link: Link, offers: Offers, terminal: str) -> tuple[int, str]:
        """What is new of its log; how many lines, and what was wrong."""
        path, count = self._place / "up.zip", 0
        while True:
            head = stored.head(terminal)
            if head and (head.epoch, head.seq, head.hash) == (offers.epoch, offers.seq, offers.hash):
                return count, ""
            if not link.up(head.seq if head else 0, 0, path, self._job.step, blobs=False):
                return count, ""
            try:
                found = apply.take(path)
                if found.bundle.envelope.origin != terminal:
                    raise NotFound("取来的不是这台终端的登记，没有收。")
                applied = apply.enter(found, path, Receiver(self._data, self._tables, clock.now()))
            except BundleRefused as refused:
                arrivals.refused(terminal, "pull", str(refused), clock.now())
                raise
            finally:
                path.unlink(missing_ok=True)
            arrivals.note(applied, "pull", clock.now(), size=found.bundle.size)
            if applied.word == "fork":
                actions.freeze(terminal, by=BY, now=clock.now())
            if not applied.lines:
                return count, apply.WHY.get(applied.word, "")
            count += applied.lines

    def _blobs(self, link: Link, terminal: str) -> int:
        count = 0
        for sha256, size in sorted(arriving.sizes([terminal]).items(), key=lambda one: one[1]):
            path = self._place / sha256
            self._job.more(size)
            if link.blob(sha256, path, self._job.step):
                count += arriving.put(sha256, path.read_bytes())
            path.unlink(missing_ok=True)
        return count

    def _receipt(self, link: Link, terminal: str) -> None:
        paper = receipts.issue(terminal, self._key, clock.now())
        said = {"text": paper.text.decode(), "signature": paper.signature.decode()}
        link.bring("/receipts", json.dumps(said).encode(), "application/json")

    def _down(self, link: Link, source: Source, offers: Offers) -> int:
        """Hand over what the county says to it; how many lines."""
        count = 0
        for draft in sticks.drafts(self._data, source, offers.down.seq, LARGEST):
            self._job.more(draft.size)
            said = link.bring("/down", b"".join(draft.pieces()))
            self._job.step(draft.size)
            count += int(said.get("lines", 0))
        return count


def fetch_all(data: Path, tables: Sequence[type[Model]], wanted: Sequence[str], job: Job) -> Iterator[Fetched]:
    """From these addresses, one after the other; one that does not answer keeps nobody waiting behind it."""
    fetcher = Fetcher(data, tables, job)
    for address in wanted:
        yield fetcher.fetch(address)
