"""Reading a bundle: container, signature, bag, envelope, lines; each step only when the one before was right."""

import hashlib
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from terminal.bundle import bag, container, limits, packing, sshsig, thin, verify
from terminal.bundle.container import Member
from terminal.bundle.envelope import (
    KINDS,
    MAJOR,
    SUITE,
    Blob,
    Envelope,
    Raw,
    name_of,
    read_envelope,
    what_it_is,
)
from terminal.bundle.faults import BundleRefused, Fault
from terminal.journal.header import Header, read_restored
from terminal.journal.keys import origin_of_public

Source = Path | bytes | BinaryIO


class Piece(msgspec.Struct, frozen=True):
    """A blob, or a part of one, and where it lies in the file."""

    blob: Blob
    member: Member


class Bundle(msgspec.Struct, frozen=True):
    """A bundle in which everything is right. `key`: the public key that signed; `mark`: SHA-256 of the tag manifest.

    Lines are as they were hashed, without line feed; `bodies[i]` belongs to `log[i]`, empty where it was erased or withheld.
    `extras` are payload files this version does not know: their hashes are right, their meaning is for later.
    """

    envelope: Envelope
    key: bytes
    mark: str
    size: int
    log: tuple[str, ...]
    bodies: tuple[str, ...]
    headers: tuple[Header, ...]
    erased: tuple[int, ...]
    pieces: tuple[Piece, ...]
    extras: tuple[str, ...]


@contextmanager
def _opened(source: Source) -> Iterator[BinaryIO]:
    if isinstance(source, bytes):
        yield io.BytesIO(source)
    elif isinstance(source, Path):
        with source.open("rb") as file:
            yield file
    else:
        yield source


def read(source: Source, *, to: str | None = None, key: bytes | None = None) -> Bundle:
    """The bundle, when everything is right. Raises BundleRefused with every fault of the first step that found any.

    `to` is who reads: a bundle to somebody else is refused; None only looks. `key` is the public key (32 bytes) known
    for this log and epoch; None accepts the key its origin is named after, which is enough for `up` and `blobs` only.
    """
    try:
        with _opened(source) as file:
            return _read(file, to, key)
    except OSError as wrong:
        raise BundleRefused([Fault("unreadable", found=wrong.strerror or "")]) from None


def signer_of(source: Source) -> bytes:
    """The public key that signed a bundle, whoever that is: for one who then decides whether its word counts. Raises BundleRefused."""
    try:
        with _opened(source) as file:
            members = container.scan(file)
            _refuse_if(bag.layout(members))
            inside = {one.name.partition("/")[2]: one for one in members}
            return _signer({name: container.bytes_of(file, inside[name]) for name in bag.TAGS})
    except OSError as wrong:
        raise BundleRefused([Fault("unreadable", found=wrong.strerror or "")]) from None


def _refuse_if(faults: list[Fault]) -> None:
    if faults:
        raise BundleRefused(faults)


def _read(file: BinaryIO, to: str | None, key: bytes | None) -> Bundle:
    members = container.scan(file)
    _refuse_if(bag.layout(members))
    folder = members[0].name.partition("/")[0]
    inside = {one.name.removeprefix(f"{folder}/"): one for one in members}
    tags = {name: container.bytes_of(file, inside[name]) for name in bag.TAGS}
    signer = _signer(tags)
    _refuse_if(_bag_faults(tags, inside))
    envelope = _envelope(tags[bag.ENVELOPE], folder)
    _refuse_if(_who_faults(envelope, signer, key))
    if to is not None and envelope.to not in ("*", to):
        raise BundleRefused([Fault("to", found=envelope.to)])
    thinned, bodies = _lines(file, envelope, inside)
    log = _restored(thinned, bodies, envelope)
    said, faults = verify.content(log, bodies, envelope, read_restored) if log else (verify.Content((), (), {}), [])
    _refuse_if(faults)
    blobs = {name: one for name, one in inside.items() if bag.BLOB.fullmatch(name)}
    measured = {name: (one.size, one.sha256) for name, one in blobs.items()}
    _refuse_if(verify.blob_faults(envelope, measured, said.named))
    return Bundle(
        envelope=envelope,
        key=signer,
        mark=hashlib.sha256(tags[bag.TAGMANIFEST]).hexdigest(),
        size=file.seek(0, 2),
        log=tuple(log),
        bodies=tuple(bodies),
        headers=said.headers,
        erased=said.erased,
        pieces=tuple(Piece(one, inside[one.member]) for one in envelope.blobs),
        extras=bag.extras(inside),
    )


def _signer(tags: Mapping[str, bytes]) -> bytes:
    """The key that signed the tag manifest; before this nothing of the bag is believed."""
    try:
        signer = sshsig.verify(tags[bag.TAGMANIFEST], tags[bag.SIGNATURE])
    except ValueError as wrong:
        raise BundleRefused([Fault("sig-form", bag.SIGNATURE, str(wrong)[:100])]) from None
    if signer is None:
        raise BundleRefused([Fault("signature", bag.SIGNATURE)])
    return signer


def _bag_faults(tags: Mapping[str, bytes], inside: Mapping[str, Member]) -> list[Fault]:
    payload = {name: one for name, one in inside.items() if name not in bag.TAGS}
    faults = [] if tags[bag.BAGIT_TXT] == bag.BAGIT else [Fault("bagit", bag.BAGIT_TXT)]
    if tags[bag.TAGMANIFEST] != bag.manifest({name: inside[name].sha256 for name in bag.LISTED}):
        faults.append(Fault("manifest", bag.TAGMANIFEST))
    if tags[bag.MANIFEST] != bag.manifest({name: one.sha256 for name, one in payload.items()}):
        faults.append(Fault("manifest", bag.MANIFEST))
    return faults + bag.info_faults(tags[bag.BAG_INFO], list(payload.values()))


def _envelope(data: bytes, folder: str) -> Envelope:
    try:
        found = what_it_is(data)
        major = MAJOR.fullmatch(str(found.get("format")))
        if not major:
            raise ValueError("format")
        _refuse_if(_unsupported(found, major[1]))
        envelope = read_envelope(found)
    except ValueError as wrong:
        raise BundleRefused([Fault("envelope", bag.ENVELOPE, str(wrong)[:200])]) from None
    _refuse_if(_envelope_faults(envelope, folder))
    return envelope


def _unsupported(found: Mapping[str, object], major: str) -> list[Fault]:
    if major != "1":
        return [Fault("format", bag.ENVELOPE, str(found["format"])[:40])]
    faults = [] if found.get("suite") == SUITE else [Fault("suite", bag.ENVELOPE, str(found.get("suite"))[:40])]
    return faults + ([] if found.get("kind") in KINDS else [Fault("kind", bag.ENVELOPE, str(found.get("kind"))[:40])])


def _envelope_faults(one: Envelope, folder: str) -> list[Fault]:
    right = name_of(one.kind, one.origin, one.epoch, one.from_seq, one.head_seq, one.blobs)
    faults = [Fault("name", found=right)] if not one.bundle == folder == right else []
    if one.kind != "blobs" and one.lines > limits.EVENTS:
        faults.append(Fault("too-many", "log", f"{one.lines}"))
    if len(one.blobs_pending) > limits.PENDING:
        faults.append(Fault("too-many", "blobs_pending", f"{len(one.blobs_pending)}"))
    raws = {bag.LOG: one.log_raw, bag.BODIES: one.bodies_raw}
    large = {name: raw.size for name, raw in raws.items() if raw is not None and raw.size > limits.RAW}
    return faults + [Fault("too-large", name, f"{size} B") for name, size in large.items()]


def _who_faults(envelope: Envelope, signer: bytes, key: bytes | None) -> list[Fault]:
    faults = [] if envelope.key_id == sshsig.key_id(signer) else [Fault("key-id", found=sshsig.key_id(signer))]
    own = envelope.kind in ("up", "blobs") and origin_of_public(signer) == envelope.origin
    if not (own if key is None else signer == key):
        faults.append(Fault("unknown-key", found=sshsig.key_id(signer)))
    return faults


def _lines(file: BinaryIO, envelope: Envelope, inside: Mapping[str, Member]) -> tuple[list[str], list[str]]:
    """Log and bodies; both empty in a bundle of blobs."""
    wanted = {bag.LOG: envelope.log_raw, bag.BODIES: envelope.bodies_raw}
    packed = {name: [one for one in inside if one in bag.PACKED and one.startswith(name)] for name in wanted}
    _refuse_if([Fault("layout", name) for name, raw in wanted.items() if len(packed[name]) != bool(raw)])
    found = {name: _unpacked(file, packed[name][0], inside, raw) for name, raw in wanted.items() if raw is not None}
    return found.get(bag.LOG, []), found.get(bag.BODIES, [])


def _restored(thinned: list[str], bodies: list[str], envelope: Envelope) -> list[str]:
    """The header lines as they were hashed; those that cannot be told from a wrong number of lines are left to `verify`."""
    if len(thinned) != len(bodies):
        return thinned
    found: list[str] = []
    try:
        for line in thin.restored(thinned, bodies, envelope.from_prev):
            found.append(line)
    except (ValueError, RecursionError) as wrong:
        where = f"第 {envelope.from_seq + len(found)} 号登记"
        raise BundleRefused([Fault("header", where, str(wrong)[:200])]) from None
    return found


def _unpacked(file: BinaryIO, name: str, inside: Mapping[str, Member], raw: Raw) -> list[str]:
    if raw.size > limits.RATIO * inside[name].size:
        raise BundleRefused([Fault("ratio", name)])
    try:
        data = packing.unpack(container.bytes_of(file, inside[name]), raw.size, name[-3:])
        if hashlib.sha256(data).hexdigest() != raw.sha256:
            raise BundleRefused([Fault("raw", name)])
        return verify.lines_of(data)
    except ValueError as wrong:
        raise BundleRefused([Fault("packed", name, str(wrong)[:100])]) from None


def piece(source: Source, one: Piece) -> bytes:
    """The bytes of a blob or part, held against their hash once more. Raises BundleRefused."""
    try:
        with _opened(source) as file:
            return container.bytes_of(file, one.member)
    except OSError as wrong:
        raise BundleRefused([Fault("unreadable", found=wrong.strerror or "")]) from None
