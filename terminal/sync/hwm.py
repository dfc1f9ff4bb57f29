"""The high-water mark: how far the log had come when it last left the machine; outside the database, so no backup sets it back."""

import os
import zlib
from pathlib import Path

import msgspec

from terminal.journal.chain import canonical, parse
from terminal.store.files import write_whole

SLOT, SLOTS = 512, 2  # a slot is one sector: a power cut spoils the one being written, never the other


class Mark(msgspec.Struct, frozen=True):
    """A line that has left the machine, or is about to."""

    origin: str
    epoch: int
    seq: int
    hash: str
    count: int = 0


def place(data: Path) -> Path:
    return data / "hwm"


def _slot(mark: Mark) -> bytes:
    line = canonical(msgspec.to_builtins(mark)).encode()
    return (b"%08x " % zlib.crc32(line) + line + b"\n").ljust(SLOT, b"\n")


def _read_slot(data: bytes) -> Mark | None:
    checksum, _, line = data.partition(b"\n")[0].partition(b" ")
    if checksum != b"%08x" % zlib.crc32(line):
        return None
    try:
        return msgspec.convert(parse(line.decode()), Mark)
    except ValueError:
        return None


def read(path: Path) -> Mark | None:
    """The newer of the slots that are whole; None when nothing has left yet, or both are spoilt."""
    data = path.read_bytes() if path.exists() else b""
    slots = (_read_slot(data[start : start + SLOT]) for start in range(0, SLOT * SLOTS, SLOT))
    return max((mark for mark in slots if mark), key=lambda mark: mark.count, default=None)


def advance(path: Path, mark: Mark) -> None:
    """Move the mark up to this line; on the disk when it returns. It never falls within one log."""
    last = read(path)
    if last and last.origin == mark.origin and (last.epoch, last.seq) >= (mark.epoch, mark.seq):
        return
    if not path.exists():
        write_whole(path, b"\n" * SLOT * SLOTS)
    mark = msgspec.structs.replace(mark, count=last.count + 1 if last else 1)
    handle = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.pwrite(handle, _slot(mark), SLOT * (mark.count % SLOTS))
        os.fsync(handle)
    finally:
        os.close(handle)
