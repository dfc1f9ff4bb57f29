"""envelope.json: what the bundle holds, from whom, to whom (FORMAT.md §4)."""

import hashlib
import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from terminal.bundle import limits
from terminal.journal.chain import canonical, parse

FORMAT, SUITE = "sync-bundle/1", "ed25519-sha256-age1"
MAJOR = re.compile(r"sync-bundle/([1-9][0-9]{0,3})(?:\.[0-9]{1,4})?")
KINDS = ("up", "down", "restore", "blobs")
Kind = Literal["up", "down", "restore", "blobs"]
SHA256 = re.compile(r"[0-9a-f]{64}")
ORIGIN = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
ID = re.compile(r"\*|[a-z0-9][a-z0-9:-]{0,79}")


class Raw(msgspec.Struct, frozen=True):
    """Size and SHA-256 of lines before they were packed."""

    size: int
    sha256: str

    @classmethod
    def of(cls, data: bytes) -> "Raw":
        return cls(len(data), hashlib.sha256(data).hexdigest())


class Blob(msgspec.Struct, frozen=True, omit_defaults=True):
    """An attachment in this bundle; `size` is that of the whole one, `part` of `parts` counts from 0."""

    sha256: str
    size: int
    type: str
    part: int = 0
    parts: int = 1

    @property
    def member(self) -> str:
        return f"data/blobs/sha256/{self.sha256}" + (f".p{self.part:04}" if self.parts > 1 else "")

    @property
    def length(self) -> int:
        """Bytes of this part."""
        if self.parts == 1:
            return self.size
        return min(limits.PART, self.size - self.part * limits.PART)


class Clock(msgspec.Struct, frozen=True):
    """The sender's clock when it wrote: UTC, milliseconds since start, how often started, who vouches."""

    wall: str
    mono: int
    boot: int
    clk: str


class Envelope(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All fields of the envelope; those with a default may be left out."""

    format: str = ""
    suite: str = ""
    bundle: str
    kind: Kind
    log: str
    origin: str
    epoch: int
    key_id: str
    to: str
    from_seq: int
    from_prev: str
    head_seq: int
    head_hash: str
    log_raw: Raw | None = None
    bodies_raw: Raw | None = None
    blobs: tuple[Blob, ...]
    blobs_pending: tuple[str, ...]
    schema: dict[str, int]
    app: str
    seen_down: dict[str, tuple[int, str]]
    last_receipt: str
    clock: Clock
    root_version: int

    @property
    def lines(self) -> int:
        return self.head_seq - self.from_seq + 1


def name_of(kind: str, origin: str, epoch: int, from_seq: int, head_seq: int, blobs: Iterable[Blob] = ()) -> str:
    """Name of a bundle, its folder and its file; those of blobs alone also say which blobs, by eight digits."""
    name = f"{kind}_{origin}_e{epoch}_{from_seq:06}-{head_seq:06}"
    if kind != "blobs":
        return name
    listed = "".join(f"{one.sha256} {one.part}\n" for one in blobs)
    return f"{name}_{hashlib.sha256(listed.encode()).hexdigest()[:8]}"


def write_envelope(envelope: Envelope) -> bytes:
    """One canonical line and its line feed."""
    return (canonical(msgspec.to_builtins(envelope)) + "\n").encode()


def what_it_is(data: bytes) -> dict[str, object]:
    """The fields before their meaning is known. Raises ValueError unless it is one canonical line."""
    if not data.endswith(b"\n"):
        raise ValueError("no line feed at the end")
    return parse(data[:-1].decode())


def read_envelope(found: dict[str, object]) -> Envelope:
    """The envelope; unknown fields are left aside. Raises ValueError naming the field."""
    envelope = msgspec.convert(found, Envelope)
    wrong = [name for name, right in _checks(envelope).items() if not right]
    if wrong:
        raise ValueError(", ".join(wrong))
    return envelope


def _checks(envelope: Envelope) -> dict[str, bool]:
    one = envelope
    carries_log = one.kind != "blobs"
    order = [(blob.sha256, blob.part) for blob in one.blobs]
    return {
        "origin": bool(ORIGIN.fullmatch(one.origin)),
        "log": one.log.startswith("down:") if one.kind == "down" else one.log == f"up:{one.origin}",
        "to": bool(ID.fullmatch(one.to)),
        "epoch": one.epoch >= 1,
        "from_seq": 1 <= one.from_seq <= one.head_seq,
        "hashes": all(map(SHA256.fullmatch, (one.from_prev, one.head_hash, *one.blobs_pending))),
        "raw": carries_log == bool(one.log_raw) == bool(one.bodies_raw) and all(map(_raw_holds, _raws(one))),
        "blobs": order == sorted(set(order)) and all(map(_blob_holds, one.blobs)),
        "parts": one.kind == "blobs" or all(blob.parts == 1 for blob in one.blobs),
        "lines": carries_log or not (one.blobs_pending or one.schema),
        "blobs_pending": list(one.blobs_pending) == sorted(set(one.blobs_pending)),
        "numbers": min(one.root_version, one.clock.boot, one.clock.mono) >= 0,
    }


def _raws(envelope: Envelope) -> list[Raw]:
    return [raw for raw in (envelope.log_raw, envelope.bodies_raw) if raw]


def _raw_holds(raw: Raw) -> bool:
    return raw.size >= 1 and bool(SHA256.fullmatch(raw.sha256))


def _blob_holds(blob: Blob) -> bool:
    parts = max(1, -(-blob.size // limits.PART)) if blob.parts > 1 else 1
    return bool(SHA256.fullmatch(blob.sha256)) and blob.size >= 0 and blob.parts == parts and 0 <= blob.part < parts
