"""Packed lines: one way to begin, bounded when opened, nothing behind."""

import gzip
import tracemalloc
import zlib

import pytest

from terminal.bundle import limits, packing

LINES = "".join(f"第 {number} 行\n" for number in range(500)).encode()


def test_packed_lines_open_here_and_with_any_gzip():
    packed = packing.pack(LINES)
    assert packing.unpack(packed, len(LINES)) == gzip.decompress(packed) == LINES
    assert packing.pack(LINES) == packed


def test_what_a_reader_would_take_for_a_bomb_is_stored():
    same = b"\n" * 100_000
    packed = packing.pack(same)
    assert len(same) <= limits.RATIO * len(packed)
    assert packing.unpack(packed, len(same)) == same


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(gzip.compress(LINES, mtime=1), id="with a time"),
        pytest.param(packing.pack(LINES)[:3] + b"\x08" + packing.pack(LINES)[4:], id="with a name"),
        pytest.param(zlib.compress(LINES), id="zlib"),
        pytest.param(b"", id="nothing"),
        pytest.param(packing.BEGIN, id="only the beginning"),
        pytest.param(packing.pack(LINES)[:-1], id="cut off"),
        pytest.param(packing.pack(LINES) + b"\0", id="one byte behind"),
        pytest.param(packing.pack(LINES) + packing.pack(LINES), id="two members"),
        pytest.param(packing.pack(LINES)[:-8] + b"\0" * 8, id="wrong trailer"),
        pytest.param(packing.pack(LINES[:-1]), id="shorter"),
        pytest.param(packing.pack(LINES + b"\n"), id="longer"),
        pytest.param(packing.BEGIN + b"\xff" * 40, id="no deflate"),
    ],
)
def test_anything_else_is_refused(packed):
    with pytest.raises(ValueError, match="."):
        packing.unpack(packed, len(LINES))


def test_a_bomb_is_never_unpacked_beyond_what_was_announced():
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    bomb = packing.BEGIN + packer.compress(bytes(64 * limits.MIB)) + packer.flush()
    tracemalloc.start()
    with pytest.raises(ValueError, match="length"):
        packing.unpack(bomb, 1000)
    assert tracemalloc.get_traced_memory()[1] < limits.MIB
    tracemalloc.stop()
