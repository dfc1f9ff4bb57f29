"""The canonical ZIP of FORMAT.md §2: every member stored, one way to write it, and reading only what was so written."""

import hashlib
import re
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

import msgspec

from terminal.bundle import limits
from terminal.bundle.faults import BundleRefused, Fault

LOCAL = struct.Struct("<IHHHHHIIIHH")
CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
END = struct.Struct("<IHHHHIIH")
LOCAL_SIGN, CENTRAL_SIGN, END_SIGN = 0x04034B50, 0x02014B50, 0x06054B50
VERSION, FLAGS, STORED, TIME, DATE = 10, 0x0800, 0, 0, 0x0021
NAME = re.compile(r"[A-Za-z0-9_-]{1,80}(?:/[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}){1,5}")
AT_ONCE = limits.MIB


class Stored(msgspec.Struct, frozen=True):
    """A member to be written: `load` gives the same bytes, with this size and these hashes, each time it is asked."""

    name: str
    size: int
    crc: int
    sha256: str
    load: Callable[[], bytes]

    @classmethod
    def of(cls, name: str, data: bytes, load: Callable[[], bytes] | None = None) -> "Stored":
        """A member of these bytes; with `load` they are not kept in memory."""
        return cls(name, len(data), zlib.crc32(data), hashlib.sha256(data).hexdigest(), load or (lambda: data))


class Member(msgspec.Struct, frozen=True):
    """A member that was read: where its bytes lie in the file, and their hashes."""

    name: str
    size: int
    crc: int
    offset: int
    sha256: str


def _local(name: bytes, size: int, crc: int) -> bytes:
    return LOCAL.pack(LOCAL_SIGN, VERSION, FLAGS, STORED, TIME, DATE, crc, size, size, len(name), 0) + name


def _central(name: bytes, size: int, crc: int, offset: int) -> bytes:
    fixed = (CENTRAL_SIGN, VERSION, VERSION, FLAGS, STORED, TIME, DATE, crc, size, size, len(name), 0, 0, 0, 0, 0)
    return CENTRAL.pack(*fixed, offset) + name


def _directory(members: Sequence[Stored | Member]) -> bytes:
    """Central directory and end of these members."""
    parts, offset = [], 0
    for one in members:
        name = one.name.encode()
        parts.append(_central(name, one.size, one.crc, offset))
        offset += LOCAL.size + len(name) + one.size
    size, count = sum(map(len, parts)), len(parts)
    return b"".join(parts) + END.pack(END_SIGN, 0, 0, count, count, size, offset, 0)


def pieces(members: Sequence[Stored]) -> Iterator[bytes]:
    """The file, piece by piece; at most one member is in memory."""
    for one in members:
        data = one.load()
        if (len(data), zlib.crc32(data)) != (one.size, one.crc):
            raise ValueError(f"{one.name} changed while it was written")
        yield _local(one.name.encode(), one.size, one.crc)
        yield data
    yield _directory(members)


def size_of(members: Sequence[Stored]) -> int:
    """Bytes of the whole file."""
    per_member = LOCAL.size + CENTRAL.size
    return END.size + sum(per_member + 2 * len(one.name) + one.size for one in members)


def _wrong(reason: str, where: str = "", found: str = "") -> BundleRefused:
    return BundleRefused([Fault(reason, where, found)])


def _end(file: BinaryIO, size: int) -> int:
    """Number of members, from the last 22 bytes; sizes are held against the limits here."""
    if size > limits.BUNDLE:
        raise _wrong("too-large", found=f"{size} B")
    if size < END.size:
        raise _wrong("not-zip", found=f"{size} B")
    file.seek(size - END.size)
    sign, disk, first, here, count, length, offset, comment = END.unpack(file.read(END.size))
    if sign != END_SIGN:
        raise _wrong("not-zip")
    if count > limits.MEMBERS:
        raise _wrong("too-many", found=f"{count}")
    if (disk, first, comment) != (0, 0, 0) or here != count or offset + length + END.size != size:
        raise _wrong("not-canonical")
    return int(count)


def _member(file: BinaryIO, offset: int, end: int) -> Member:
    """The member whose local header begins at `offset`; its bytes are read once, a megabyte at a time."""
    file.seek(offset)
    fixed = file.read(LOCAL.size)
    if len(fixed) != LOCAL.size:
        raise _wrong("not-zip")
    *_, crc, size, _unpacked, length, _extra = LOCAL.unpack(fixed)
    raw = file.read(min(length, 1024))
    name = raw.decode("ascii", "replace")
    if not NAME.fullmatch(name) or fixed + raw != _local(raw, size, crc):
        raise _wrong("not-canonical", name[:100])
    start = offset + LOCAL.size + len(raw)
    if start + size > end:
        raise _wrong("not-zip", name)
    found, sha256 = _hashes(file, size)
    if found != crc:
        raise _wrong("damaged", name)
    return Member(name, size, crc, start, sha256)


def _hashes(file: BinaryIO, size: int) -> tuple[int, str]:
    crc, total = 0, hashlib.sha256()
    while size > 0:
        data = file.read(min(size, AT_ONCE))
        if not data:
            raise _wrong("unreadable")
        crc = zlib.crc32(data, crc)
        total.update(data)
        size -= len(data)
    return crc, total.hexdigest()


def scan(file: BinaryIO) -> tuple[Member, ...]:
    """Members of a file that is byte for byte what `pieces` writes of them. Raises BundleRefused.

    Header, bytes and directory are compared one after the other, so that a large file never lies in memory.
    """
    size = file.seek(0, 2)
    count, offset = _end(file, size), 0
    members: list[Member] = []
    for _ in range(count):
        members.append(_member(file, offset, size))
        offset = members[-1].offset + members[-1].size
    directory = _directory(members)
    if size - offset != len(directory) or _at(file, offset, len(directory)) != directory:
        raise _wrong("not-canonical")
    return tuple(members)


def _at(file: BinaryIO, offset: int, size: int) -> bytes:
    file.seek(offset)
    return file.read(size)


def bytes_of(file: BinaryIO, member: Member) -> bytes:
    """The bytes of a member, checked again: a stick may say something else the second time. Raises BundleRefused."""
    data = _at(file, member.offset, member.size)
    if hashlib.sha256(data).hexdigest() != member.sha256:
        raise _wrong("unreadable", member.name)
    return data
