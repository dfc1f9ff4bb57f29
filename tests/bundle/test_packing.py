"""Packed lines: gzip or xz, bounded when opened, nothing behind."""

import gzip
import lzma
import tracemalloc
import zlib

import pytest

from terminal.bundle import limits, packing

LINES = "".join(f"第 {number} 行\n" for number in range(500)).encode()
GZIP, XZ = packing._gzip(LINES), lzma.compress(LINES, filters=packing.FILTERS)


@pytest.mark.parametrize(
    ("lines", "ending", "by"),
    [pytest.param(LINES[:50], ".gz", gzip, id="few"), pytest.param(LINES * 9, ".xz", lzma, id="many")],
)
def test_packed_lines_open_here_and_with_any_program(lines, ending, by):
    found, packed = packing.pack(lines)
    assert (found, packing.pack(lines)) == (ending, (found, packed))
    assert packing.unpack(packed, len(lines), ending) == by.decompress(packed) == lines


def test_what_a_reader_would_take_for_a_bomb_is_stored():
    same = b"\n" * 1_000_000
    ending, packed = packing.pack(same)
    assert len(same) <= limits.RATIO * len(packed)
    assert packing.unpack(packed, len(same), ending) == same


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(gzip.compress(LINES, mtime=1), id="with a time"),
        pytest.param(GZIP[:3] + b"\x08" + GZIP[4:], id="with a name"),
        pytest.param(zlib.compress(LINES), id="zlib"),
        pytest.param(b"", id="nothing"),
        pytest.param(packing.BEGIN, id="only the beginning"),
        pytest.param(GZIP[:-1], id="cut off"),
        pytest.param(GZIP + b"\0", id="one byte behind"),
        pytest.param(GZIP + GZIP, id="two members"),
        pytest.param(GZIP[:-8] + b"\0" * 8, id="wrong trailer"),
        pytest.param(packing._gzip(LINES[:-1]), id="shorter"),
        pytest.param(packing._gzip(LINES + b"\n"), id="longer"),
        pytest.param(packing.BEGIN + b"\xff" * 40, id="no deflate"),
    ],
)
def test_anything_else_is_no_gzip_of_ours(packed):
    with pytest.raises(ValueError, match="."):
        packing.unpack(packed, len(LINES), ".gz")


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(GZIP, id="gzip"),
        pytest.param(b"", id="nothing"),
        pytest.param(XZ[:-1], id="cut off"),
        pytest.param(XZ + b"\0", id="one byte behind"),
        pytest.param(XZ + XZ, id="two streams"),
        pytest.param(XZ[:40] + b"x" + XZ[41:], id="another byte"),
        pytest.param(lzma.compress(LINES, lzma.FORMAT_ALONE), id="the old form"),
        pytest.param(lzma.compress(LINES[:-1]), id="shorter"),
        pytest.param(lzma.compress(LINES + b"\n"), id="longer"),
        pytest.param(lzma.compress(LINES, preset=9), id="unpacks in 64 MiB"),
    ],
)
def test_anything_else_is_no_xz_of_ours(packed):
    with pytest.raises(ValueError, match="."):
        packing.unpack(packed, len(LINES), ".xz")


def test_a_bomb_is_never_unpacked_beyond_what_was_announced():
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    gzip_bomb = packing.BEGIN + packer.compress(bytes(32 * limits.MIB)) + packer.flush()
    xz_bomb = lzma.compress(bytes(32 * limits.MIB), filters=packing.FILTERS)
    tracemalloc.start()
    for bomb, ending in ((gzip_bomb, ".gz"), (xz_bomb, ".xz")):
        with pytest.raises(ValueError, match="length"):
            packing.unpack(bomb, 1000, ending)
    assert tracemalloc.get_traced_memory()[1] < 4 * limits.MIB
    tracemalloc.stop()
