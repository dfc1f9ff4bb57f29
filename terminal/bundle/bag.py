"""The bag inside: which members there are, in which order, and the text files that list them (FORMAT.md §3)."""

import re
from collections.abc import Iterable, Mapping, Sequence

from terminal.bundle import limits
from terminal.bundle.container import Member
from terminal.bundle.faults import Fault

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
TAGS = tuple(limits.TAGS)
TAGMANIFEST, SIGNATURE, BAG_INFO, BAGIT_TXT, ENVELOPE, MANIFEST = TAGS
LISTED = (BAG_INFO, BAGIT_TXT, ENVELOPE, MANIFEST)
LOG, BODIES = "data/log.jsonl", "data/bodies.jsonl"
PACKED = {f"{name}{ending}" for name in (LOG, BODIES) for ending in (".gz", ".xz")}
BLOB = re.compile(r"data/blobs/sha256/[0-9a-f]{64}(?:\.p[0-9]{4})?")
EXTRA = re.compile(r"data/[a-z0-9][a-z0-9._-]{0,40}")
INFO_LINE = re.compile(r"[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)*: [^\r\n]+")


def manifest(hashes: Mapping[str, str]) -> bytes:
    """One line for each file, by name, as `sha256sum` writes it."""
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode()


def oxum(sizes: Iterable[int]) -> str:
    """Bytes and number of the payload files."""
    listed = list(sizes)
    return f"{sum(listed)}.{len(listed)}"


def bag_info(fields: Mapping[str, str]) -> bytes:
    """One line for each field, by name."""
    return "".join(f"{name}: {' '.join(fields[name].split())}\n" for name in sorted(fields)).encode()


def limit_of(name: str) -> int:
    """Most bytes a member of this name, without its folder, may have; 0 for one that may not be."""
    if name in limits.TAGS:
        return limits.TAGS[name]
    if name in PACKED:
        return limits.PACKED
    if BLOB.fullmatch(name):
        return limits.BLOB
    return limits.EXTRA if EXTRA.fullmatch(name) else 0


def extras(names: Iterable[str]) -> tuple[str, ...]:
    """Payload files this version does not know."""
    return tuple(name for name in names if EXTRA.fullmatch(name) and name not in PACKED)


def layout(members: Sequence[Member]) -> list[Fault]:
    """What is wrong with names, order and sizes."""
    folder = members[0].name.partition("/")[0] if members else ""
    inner = [one.name.removeprefix(f"{folder}/") for one in members]
    found = [Fault("layout", one.name) for one, name in zip(members, inner, strict=True) if not limit_of(name)]
    payload = inner[len(TAGS) :]
    if tuple(inner[: len(TAGS)]) != TAGS or payload != sorted(set(payload) - set(TAGS)) or not payload:
        found.append(Fault("layout"))
    if len(extras(payload)) > limits.EXTRAS:
        found.append(Fault("too-many", "data/"))
    sizes = zip(members, inner, strict=True)
    return found + [Fault("too-large", one.name, f"{one.size} B") for one, name in sizes if one.size > limit_of(name)]


def info_faults(info: bytes, payload: Sequence[Member]) -> list[Fault]:
    """What is wrong with bag-info.txt: its form, or the Payload-Oxum."""
    try:
        lines = info.decode().removesuffix("\n").split("\n")
    except UnicodeDecodeError:
        return [Fault("bagit", BAG_INFO)]
    right = f"Payload-Oxum: {oxum(one.size for one in payload)}"
    named = [line for line in lines if line.startswith("Payload-Oxum:")]
    formed = info.endswith(b"\n") and all(map(INFO_LINE.fullmatch, lines))
    return [] if formed and named == [right] else [Fault("bagit", BAG_INFO)]
