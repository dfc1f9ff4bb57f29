"""Staff devices: machines that may collect at a terminal, on a paper the county has signed; and what the log says of that."""

import re
from collections.abc import Collection
from datetime import date, timedelta
from typing import ClassVar, Literal

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from peewee import CompositeKey, IntegerField, TextField

from terminal import clock
from terminal.bundle import sshsig
from terminal.errors import Problem, Refused
from terminal.journal.append import append, origin
from terminal.journal.chain import canonical, parse
from terminal.journal.header import Header
from terminal.journal.keys import public_bytes
from terminal.journal.kinds import Addressed, Event
from terminal.store.base import MomentField, Record
from terminal.store.database import write

NAMESPACE = "sync-grant@v1"
LARGEST = 4096  # bytes of a paper
LONGEST = 366  # days
KEY = re.compile(r"[0-9a-f]{64}")
May = Literal["pull", "deliver-down"]
EVERYTHING: tuple[May, ...] = ("pull", "deliver-down")
BY = "取数"


class Device(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the paper says: whose key (hex) may do what, from which day on, for how many days."""

    format: Literal["sync-device/1"] = "sync-device/1"
    public: str
    name: str
    may: tuple[May, ...]
    since: str
    days: int


class Paper(msgspec.Struct, frozen=True):
    """The words and the signature, as they travel."""

    text: str
    signature: str


class GoneDevice(Record):
    """A device whose paper no longer counts, as a county's log says."""

    origin = TextField()
    public = TextField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "public")


class CollectedDay(Record):
    """A day on which a device collected here, as this machine's own log says."""

    origin = TextField()
    log_seq = IntegerField()
    at = MomentField()
    public = TextField()
    name = TextField()

    class Meta:
        table_name = "collected"
        primary_key = CompositeKey("origin", "log_seq")


class Revoke(Addressed, frozen=True, kw_only=True):
    """This device (`public`, hex) may no longer collect anywhere: it was lost, or its person has left."""

    kind: ClassVar[str] = "device.revoked"
    public: str
    reason: str

    def project(self, header: Header) -> None:
        GoneDevice.insert(origin=header.origin, public=self.public, log_seq=header.seq).on_conflict_ignore().execute()


class Collected(Event, frozen=True, kw_only=True):
    """A staff device collected this log: once for each day; `public` is its key (hex), `name` whose it is."""

    kind: ClassVar[str] = "sync.collected"
    public: str
    name: str

    def project(self, header: Header) -> None:
        CollectedDay.insert(
            origin=header.origin, log_seq=header.seq, at=header.moment, public=self.public, name=self.name
        ).execute()


EVENTS = (Revoke, Collected)
TABLES = (GoneDevice, CollectedDay)


def certify(device: Device, key: Ed25519PrivateKey) -> Paper:
    """The paper for a device, signed by the county. Raises Refused."""
    if not 1 <= device.days <= LONGEST or not 2 <= len(device.name) <= 30 or not device.may:
        raise Refused([Problem(f"要写名字（2 到 30 个字）、能做什么、有效几天（1 到 {LONGEST}）。")])
    text = canonical(msgspec.to_builtins(device)) + "\n"
    return Paper(text, sshsig.sign(text.encode(), key, NAMESPACE).decode())


def said(paper: Paper) -> Device:
    """What a paper says, whoever signed it. Raises Refused."""
    try:
        if len(paper.text) > LARGEST:
            raise ValueError("too long")
        return msgspec.convert(parse(paper.text.removesuffix("\n")), Device)
    except ValueError:
        raise Refused([Problem("证书读不懂。（bad-format）")]) from None


def public_of(key: Ed25519PrivateKey) -> str:
    """The public half, in hex."""
    return public_bytes(key).hex()


def _signer(paper: Paper) -> str:
    try:
        found = sshsig.verify(paper.text.encode(), paper.signature.encode(), NAMESPACE)
    except ValueError:
        return ""
    return found.hex() if found else ""


def read(paper: Paper, counties: Collection[str], latest: date) -> Device:
    """What a paper says. Raises Refused for one that no county here has signed, that is over, or was revoked.

    `latest`: the latest day this machine can prove, so that a clock set back makes no paper young again.
    """
    device = said(paper)
    if len(paper.signature) > LARGEST or _signer(paper) not in counties or not KEY.fullmatch(device.public):
        raise Refused([Problem("证书不是这里的县平台签的。（bad-sig）")])
    if GoneDevice.select().where(GoneDevice.public == device.public).exists():
        raise Refused([Problem("县里已经停用了这台设备。（revoked）")])
    try:
        ends = date.fromisoformat(device.since) + timedelta(days=min(device.days, LONGEST))
    except (ValueError, OverflowError):
        raise Refused([Problem("证书的日期读不懂。（bad-format）")]) from None
    if latest >= ends:
        raise Refused([Problem(f"证书到 {ends} 为止，已经过期。请向县里换一张。（revoked）")])
    return device


def note(public: str, name: str) -> None:
    """Say in the log that this device collects, once a day."""
    now = clock.now()
    mine = (CollectedDay.origin == origin()) & (CollectedDay.public == public)
    with write():
        newest = CollectedDay.select().where(mine).order_by(CollectedDay.log_seq.desc()).first()
        if newest is None or clock.local(newest.at).date() < now.today:
            append(Collected(public=public, name=name), by=BY, now=now)


def collections() -> tuple[tuple[date, str], ...]:
    """Days on which somebody collected here, and who; the newest first."""
    rows = CollectedDay.select().where(CollectedDay.origin == origin()).order_by(CollectedDay.log_seq.desc()).limit(50)
    return tuple((clock.local(row.at).date(), row.name) for row in rows)
