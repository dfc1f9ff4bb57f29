"""Lines packed as gzip or xz, whichever is smaller, and unpacked never beyond what was announced."""

import lzma
import struct
import zlib

from terminal.bundle import limits

BEGIN = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"  # no name, no time, strongest, no system
TAIL = struct.Struct("<II")
GZIP, XZ = ".gz", ".xz"
FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": limits.MIB}]
MEMORY = 16 * limits.MIB  # for unpacking xz


def _deflated(data: bytes, level: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    return packer.compress(data) + packer.flush()


def pack(data: bytes) -> tuple[str, bytes]:
    """The packed lines and the ending of their name."""
    gzip, xz = _gzip(data), lzma.compress(data, lzma.FORMAT_XZ, lzma.CHECK_CRC32, filters=FILTERS)
    is_bomb = len(data) > limits.RATIO * len(xz)
    return (GZIP, gzip) if is_bomb or len(gzip) <= len(xz) else (XZ, xz)


def _gzip(data: bytes) -> bytes:
    """One member, level 9; stored (level 0) where a reader would take it for a bomb."""
    inner = _deflated(data, 9)
    if len(data) > limits.RATIO * (len(BEGIN) + len(inner) + TAIL.size):
        inner = _deflated(data, 0)
    return BEGIN + inner + TAIL.pack(zlib.crc32(data), len(data) & 0xFFFFFFFF)


def unpack(packed: bytes, size: int, ending: str) -> bytes:
    """The `size` bytes inside. Raises ValueError for any other length, another way of writing, or anything behind."""
    if ending == GZIP and packed[: len(BEGIN)] != BEGIN:
        raise ValueError("beginning")
    packer = (
        zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        if ending == GZIP
        else lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MEMORY)
    )
    try:
        data = packer.decompress(packed, size + 1)
    except (zlib.error, lzma.LZMAError) as wrong:
        raise ValueError(str(wrong)) from None
    if len(data) != size or not packer.eof or packer.unused_data:
        raise ValueError("length")
    return data
