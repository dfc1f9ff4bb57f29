"""The newest line of this machine's log, noted beside the database after each commit: if the file loses it, somebody knows.

No disk is waited for, because a note that is too old, torn or missing only means that nobody misses anything.
"""

import zlib
from pathlib import Path

import msgspec

from terminal.store import database


class Trace(msgspec.Struct, frozen=True):
    """A line that was on the disk once."""

    origin: str
    epoch: int
    seq: int
    hash: str


def said(line: Trace) -> bytes:
    """The line as it is noted."""
    words = f"{line.origin} {line.epoch} {line.seq} {line.hash}".encode()
    return b"%08x " % zlib.crc32(words) + words


def found(path: Path) -> Trace | None:
    """What is noted beside this database file; None when nothing is, or when it is spoilt."""
    checksum, _, words = database.trace(path).partition(b" ")
    parts = words.decode(errors="replace").split(" ")
    if checksum != b"%08x" % zlib.crc32(words) or len(parts) != 4:
        return None
    return Trace(parts[0], int(parts[1]), int(parts[2]), parts[3])
