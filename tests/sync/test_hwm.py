"""The mark outlives a power cut at any byte, and never falls."""

import pytest

from terminal.sync import hwm
from terminal.sync.hwm import SLOT, Mark

MARK = Mark("t-aaaaaaaaaa", 1, 5, "a" * 64)
HIGHER = Mark("t-aaaaaaaaaa", 1, 9, "b" * 64)


@pytest.fixture
def path(tmp_path):
    return hwm.place(tmp_path)


def place(mark: Mark | None) -> tuple[int, int] | None:
    return (mark.epoch, mark.seq) if mark else None


def test_before_anything_left_there_is_no_mark(path):
    assert hwm.read(path) is None


def test_a_mark_is_read_as_it_was_written(path):
    hwm.advance(path, MARK)
    assert (place(hwm.read(path)), hwm.read(path).hash) == ((1, 5), MARK.hash)


def test_it_rises_and_never_falls(path):
    for seq in (5, 9, 7, 9, 1):
        hwm.advance(path, Mark(MARK.origin, 1, seq, "c" * 64))
    assert place(hwm.read(path)) == (1, 9)
    hwm.advance(path, Mark(MARK.origin, 2, 3, "d" * 64))
    assert place(hwm.read(path)) == (2, 3)


@pytest.mark.parametrize("at", range(0, 2 * SLOT, 7))
def test_a_torn_slot_leaves_the_other(path, at):
    hwm.advance(path, MARK)
    hwm.advance(path, HIGHER)
    data = bytearray(path.read_bytes())
    data[at] ^= 0x55
    path.write_bytes(data)
    assert place(hwm.read(path)) in ((1, 5), (1, 9))


@pytest.mark.parametrize(
    "data", [b"", b"x", b"\n" * 1024, b"00000000 {}\n" * 90], ids=["empty", "short", "new", "lies"]
)
def test_a_file_without_a_whole_slot_says_nothing(path, data):
    path.write_bytes(data)
    assert hwm.read(path) is None
    hwm.advance(path, MARK)
    assert place(hwm.read(path)) == (1, 5)


def test_the_next_mark_never_goes_over_the_newest(path):
    for seq in range(1, 6):
        hwm.advance(path, Mark(MARK.origin, 1, seq, f"{seq:064}"))
        before = path.read_bytes()
        hwm.advance(path, Mark(MARK.origin, 1, seq + 1, f"{seq + 1:064}"))
        same = [before[start : start + SLOT] == path.read_bytes()[start : start + SLOT] for start in (0, SLOT)]
        assert sorted(same) == [False, True]
        assert hwm.read(path).seq == seq + 1
