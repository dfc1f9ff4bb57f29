"""A small bundle, damaged in every way there is: nothing is taken, nothing falls over."""

import random

from bench.forging import Parts
from terminal.bundle.faults import BundleRefused
from terminal.bundle.read import read

SPLICES = 20_000


def taken(data: bytes) -> bool:
    try:
        read(data)
    except BundleRefused as refused:
        assert refused.faults
        return False
    return True


def test_no_single_bit_may_change(small):
    wrong = bytearray(small)
    for bit in range(len(small) * 8):
        wrong[bit // 8] ^= 1 << bit % 8
        assert not taken(bytes(wrong)), bit
        wrong[bit // 8] ^= 1 << bit % 8
    assert taken(bytes(wrong))


def test_no_part_of_it_is_enough(small):
    for length in range(len(small)):
        assert not taken(small[:length]), length
        assert not taken(small[len(small) - length :]), length


def test_no_byte_may_be_missing_or_twice(small):
    for place in range(len(small)):
        for wrong in (small[:place] + small[place + 1 :], small[: place + 1] + small[place:]):
            assert wrong == small or not taken(wrong), place


def test_no_file_may_stand_in_it_twice(small):
    """Readers differ on which of two is meant; the second need not even be the same."""
    parts = Parts.of(small)
    order = [*parts.files]
    for name in order:
        for place in range(len(order) + 1):
            assert not taken(parts.zipped([*order[:place], name, *order[place:]])), (name, place)


def test_no_piece_may_stand_elsewhere(small):
    chance = random.Random(20261122)
    for _ in range(SPLICES):
        start, end = sorted(chance.sample(range(len(small)), 2))
        to = chance.randrange(len(small))
        piece = small[start:end]
        wrong = small[:to] + piece + small[to + (len(piece) if chance.random() < 0.5 else 0) :]
        assert wrong == small or not taken(wrong), (start, end, to)
