"""Does what a bundle holds fit together? Lines, chain, bodies, attachments, held against the envelope; pure."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from terminal.bundle import limits
from terminal.bundle.envelope import SHA256, Envelope
from terminal.bundle.faults import Fault
from terminal.journal.chain import digest, parse
from terminal.journal.header import Header, read_header

NAMES = '"sha256":"'  # stands in every canonical line that names an attachment
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Content(msgspec.Struct, frozen=True):
    """What the lines say: headers in order, seqs whose body was erased, sizes of the blobs the bodies name."""

    headers: tuple[Header, ...]
    erased: tuple[int, ...]
    named: dict[str, int]


def lines_of(data: bytes) -> list[str]:
    """The lines; each ends with a line feed. Raises ValueError."""
    if not data.endswith(b"\n"):
        raise ValueError("no line feed at the end")
    return data.decode().removesuffix("\n").split("\n")


def named_in(value: Any) -> Iterator[tuple[str, int, str]]:
    """SHA-256, size and type of every attachment a body names: objects with these fields, however deep."""
    if isinstance(value, dict):
        sha256, size, media = value.get("sha256"), value.get("size"), value.get("media_type")
        if isinstance(sha256, str) and SHA256.fullmatch(sha256) and type(size) is int and isinstance(media, str):
            yield sha256, size, media
        for inner in value.values():
            yield from named_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from named_in(inner)


def content(
    log: Sequence[str], bodies: Sequence[str], envelope: Envelope, read: Callable[[str], Header] = read_header
) -> tuple[Content, list[Fault]]:
    """What the lines say, and everything that is wrong with them; `read` tells what a header line says."""
    faults = [
        Fault("count", name, f"{len(lines)} ≠ {envelope.lines}")
        for name, lines in (("log", log), ("bodies", bodies))
        if len(lines) != envelope.lines
    ]
    if faults:
        return Content((), (), {}), faults
    headers: list[Header] = []
    named: dict[str, int] = {}
    prev = envelope.from_prev
    for place, (line, body) in enumerate(zip(log, bodies, strict=True)):
        seq = envelope.from_seq + place
        header = _header(line, seq, faults, read)
        if header:
            headers.append(header)
            faults += _line_faults(header, body, seq, prev, envelope)
            named |= _named(body, seq, faults)
        prev = digest(line)
    if prev != envelope.head_hash:
        faults.append(Fault("chain", "head_hash", prev))
    faults += _schema_faults(headers, envelope)
    erased = tuple(envelope.from_seq + place for place, body in enumerate(bodies) if not body)
    return Content(tuple(headers), erased, named), faults


def _header(line: str, seq: int, faults: list[Fault], read: Callable[[str], Header]) -> Header | None:
    where = f"第 {seq} 号登记"
    if len(line.encode()) > limits.HEADER:
        faults.append(Fault("too-large", where))
        return None
    try:
        header = read(line)
    except ValueError as wrong:
        faults.append(Fault("header", where, str(wrong)[:200]))
        return None
    if header.v != 1 or not MOMENT.fullmatch(header.at):
        faults.append(Fault("header", where))
    return header


def _line_faults(header: Header, body: str, seq: int, prev: str, envelope: Envelope) -> Iterator[Fault]:
    where = f"第 {seq} 号登记"
    if (header.origin, header.epoch, header.seq) != (envelope.origin, envelope.epoch, seq):
        yield Fault("place", where, f"{header.origin} {header.epoch} {header.seq}")
    if header.prev != prev:
        yield Fault("chain", where, header.prev)
    if len(body.encode()) > limits.BODY:
        yield Fault("too-large", where)
    elif body and digest(body) != header.body:
        yield Fault("body", where, header.body)


def _named(body: str, seq: int, faults: list[Fault]) -> dict[str, int]:
    if not body or len(body) > limits.BODY:
        return {}
    try:
        said = parse(body)
        return {sha256: size for sha256, size, _ in named_in(said)} if NAMES in body else {}
    except (ValueError, RecursionError) as wrong:
        faults.append(Fault("body", f"第 {seq} 号登记", str(wrong)[:200]))
        return {}


def schema_of(headers: Sequence[Header]) -> dict[str, int]:
    """The newest version of every kind that stands here."""
    found: dict[str, int] = {}
    for one in headers:
        found[one.kind] = max(one.kv, found.get(one.kind, one.kv))
    return found


def _schema_faults(headers: Sequence[Header], envelope: Envelope) -> list[Fault]:
    whole = len(headers) == envelope.lines
    return [Fault("schema")] if whole and schema_of(headers) != envelope.schema else []


def blob_faults(envelope: Envelope, members: Mapping[str, tuple[int, str]], named: Mapping[str, int]) -> list[Fault]:
    """Attachments against the envelope and, where the log is here too, against the bodies.

    `members`: size and SHA-256 of each blob member by its name without the folder.
    """
    listed = {one.member: one for one in envelope.blobs}
    found = [Fault("blobs", name) for name in sorted(set(listed) ^ set(members))]
    for name in sorted(set(listed) & set(members)):
        one, (size, sha256) = listed[name], members[name]
        if size != one.length or (one.parts == 1 and sha256 != one.sha256) or one.size > limits.BLOB:
            found.append(Fault("blobs", name, f"{size} B"))
    if envelope.kind == "blobs":
        return found
    here = {one.sha256: one.size for one in envelope.blobs}
    pending = set(envelope.blobs_pending)
    if pending & set(here) or pending | set(here) != set(named):
        found.append(Fault("blobs", "blobs_pending"))
    return found + [Fault("blobs", name) for name, size in here.items() if named.get(name, size) != size]
