"""Lines packed as gzip, written in one way, and unpacked never beyond what was announced."""

import struct
import zlib

from terminal.bundle import limits

BEGIN = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"  # no name, no time, strongest, no system
TAIL = struct.Struct("<II")


def _deflated(data: bytes, level: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    return packer.compress(data) + packer.flush()


def pack(data: bytes) -> bytes:
    """One gzip member, level 9; stored (level 0) where a reader would take it for a bomb."""
    inner = _deflated(data, 9)
    if len(data) > limits.RATIO * (len(BEGIN) + len(inner) + TAIL.size):
        inner = _deflated(data, 0)
    return BEGIN + inner + TAIL.pack(zlib.crc32(data), len(data) & 0xFFFFFFFF)


def unpack(packed: bytes, size: int) -> bytes:
    """The `size` bytes inside. Raises ValueError for any other length, another way of writing, or anything behind."""
    if packed[: len(BEGIN)] != BEGIN:
        raise ValueError("beginning")
    packer = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        data = packer.decompress(packed, size + 1)
    except zlib.error as wrong:
        raise ValueError(str(wrong)) from None
    if len(data) != size or not packer.eof or packer.unused_data or packer.unconsumed_tail:
        raise ValueError("length")
    return data
