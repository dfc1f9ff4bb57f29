"""Bundles of a log that several machines wrote, one after the other: whose word counts when only the last one's key is left."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from terminal.bundle import read as bundles
from terminal.bundle.faults import BundleRefused
from terminal.bundle.read import Bundle
from terminal.errors import Problem
from terminal.journal.chain import digest
from terminal.journal.keys import origin_of_public

Read = tuple[Path, Bundle]


class Lineage(msgspec.Struct, frozen=True):
    """What bundles vouch for: the log they are of, what its first line names (empty when it is not among them), those of it."""

    origin: str
    genesis: str
    read: tuple[Read, ...]


def readable(files: Sequence[Path]) -> tuple[list[Read], list[Problem]]:
    """Every bundle that is right in itself, whoever signed it, and what was wrong with the others."""
    read: list[Read] = []
    left: list[Problem] = []
    for file in files:
        try:
            read.append((file, bundles.read(file, key=bundles.signer_of(file))))
        except BundleRefused as refused:
            left += [Problem(one.says, f"{file.name} {one.where}".strip()) for one in refused.problems]
    return read, left


def lineage(read: Sequence[Read], own: bytes, log: str = "") -> Lineage:
    """`log`, or the one that the machine with this key wrote last, and the bundles of it that count: its own, those the log is named
    after, and those of machines between whose lines it says it goes on from, by their hash. A machine begins no second log:
    where its own bundles are of another's, it took that one's place.
    """
    mine = origin_of_public(own)
    wrote = sorted({one.envelope.origin for _, one in read if one.key == own and one.envelope.kind == "up"})
    origin = log or (mine if mine in wrote or not wrote else wrote[0])
    left = [one for one in read if one[1].envelope.origin == origin]
    keys, wanted, found = {own}, set[str](), list[Read]()
    while counted := [one for one in left if _counts(one[1], keys, wanted)]:
        found += counted
        left = [one for one in left if one not in counted]
        for _, one in counted:
            keys |= {one.key} if one.envelope.kind == "up" else set()
            wanted |= {header.prev for header in one.headers}
    begun = [one.headers[0].prev for _, one in found if one.headers and one.envelope.from_seq == 1]
    return Lineage(origin, begun[0] if begun else "", tuple(found))


def _counts(one: Bundle, keys: set[bytes], wanted: set[str]) -> bool:
    named = one.envelope.kind in ("up", "blobs") and origin_of_public(one.key) == one.envelope.origin
    return named or one.key in keys or any(digest(line) in wanted for line in one.log)
