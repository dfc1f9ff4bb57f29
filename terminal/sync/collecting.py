"""What a terminal does for a staff device that stands beside it: who it is, how far the log is, the log itself, what it brings."""

from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from peewee import Model

from terminal import clock
from terminal.bundle.write import Draft, Order, Signing
from terminal.errors import NotFound
from terminal.journal import append, blobs
from terminal.journal.erasing import is_named
from terminal.journal.keys import load_or_make, origin_of_public
from terminal.sync import arriving, contact, devices, leaving, queries, receipts, returning, stored, trust
from terminal.sync.apply import Applied, Receiver, apply
from terminal.sync.devices import Device, Paper
from terminal.sync.link import Offers, Place
from terminal.sync.sessions import Sessions

COUNTY_NAME = "县平台"


class Collecting:
    """What lives as long as the process that is collected from: the key, open sessions, who proved what."""

    def __init__(self, data: Path, tables: Sequence[type[Model]]) -> None:
        self.data, self.tables = data, tables
        self.key: Ed25519PrivateKey = load_or_make(data / "keys")
        self.sessions = Sessions()
        self.known: dict[str, Device] = {}

    def who(self, said: str, paper: Paper | None) -> bytes | None:
        """The key this machine has to prove; None for a stranger. Raises Refused for a paper that does not count."""
        for public in trust.county_keys():
            if origin_of_public(bytes.fromhex(public)) == said:
                self.known[public] = Device(public=public, name=COUNTY_NAME, may=devices.EVERYTHING, since="", days=0)
                return bytes.fromhex(public)
        if paper is None:
            return None
        device = devices.read(paper, trust.county_keys(), latest())
        if origin_of_public(bytes.fromhex(device.public)) != said:
            return None
        self.known[device.public] = device
        return bytes.fromhex(device.public)

    def may(self, public: bytes, what: devices.May) -> Device | None:
        device = self.known.get(public.hex())
        return device if device and what in device.may else None

    def note(self, public: bytes) -> None:
        """Whoever proved this key is written down, once a day."""
        if device := self.known.get(public.hex()):
            devices.note(device.public, device.name)

    def offers(self) -> Offers:
        end, county = returning.end(), next(iter(trust.counties()), "")
        head, delivered = stored.head(county) if county else None, queries.delivered()
        down = Place(f"down:{county}", head.epoch, head.seq, head.hash) if head else Place(f"down:{county}")
        return Offers(
            log=f"up:{end.origin}",
            epoch=end.epoch,
            seq=end.seq,
            hash=end.hash,
            delivered=delivered.seq if delivered else 0,
            down=down,
            need_blobs=arriving.missing(county)[:500],
        )

    def part(self, since: int, number: int, with_blobs: bool) -> Draft | None:
        """The so-manieth file of the log after this line, to the county; None behind the last."""
        to = next(iter(trust.counties()), "*")
        order = Order(since=since, to=to, blobs=with_blobs)
        return next(islice(leaving.outgoing(self.data, order, Signing(self.key, clock.now())), number, None), None)

    def take(self, data: bytes) -> Applied:
        return apply(data, Receiver(self.data, self.tables, clock.now()))

    def receipt(self, paper: Paper) -> Literal["kept", "older", "ahead", "contradicts"]:
        return receipts.take(paper.text.encode(), paper.signature.encode(), self.data, clock.now())


def latest() -> date:
    """The latest day this machine can prove: by its clock, its log, or the county's word."""
    last, newest = contact.last(), append.as_of()
    moments = [at for at in (last.met if last else None, newest) if at]
    return max([clock.today(), *(clock.local(at).date() for at in moments)])


def blob(sha256: str) -> Path:
    """An attachment that this log names. Raises NotFound."""
    if not is_named(sha256):
        raise NotFound("没有这个附件。")
    return blobs.path(sha256)
