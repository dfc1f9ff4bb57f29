"""What a power cut may leave, and what it may not."""

import random

import pytest

from tests.crash.replay import RECORD, Disk, Operation, read, states


def did(what, first="", second="", ino=0, at=0, size=0, data=b""):
    return Operation(what, first, second, ino, at, size, data)


def everything_left(*operations):
    """Every state that some chance finds after these."""
    disk = Disk()
    for one in operations:
        disk.apply(one)
    return [disk.left(random.Random(number)) for number in range(200)]


WRITTEN = (did("C", "a", ino=1), did("W", ino=1, data=b"1" * 512 + b"2" * 512))


def test_a_name_without_fsync_of_its_folder_may_be_gone_or_there():
    left = everything_left(*WRITTEN, did("F", ino=1))
    assert {} in left and {"a": b"1" * 512 + b"2" * 512} in left


def test_bytes_without_fsync_may_be_there_in_any_sectors():
    left = [one["a"] for one in everything_left(*WRITTEN, did("D"))]
    assert set(left) == {b"", b"1" * 512, b"\0" * 512 + b"2" * 512, b"1" * 512 + b"2" * 512}


def test_what_was_synced_is_there_with_name_and_bytes():
    left = everything_left(*WRITTEN, did("F", ino=1), did("D"))
    assert left == [{"a": b"1" * 512 + b"2" * 512}] * 200


def test_a_rename_is_whole_or_not_at_all():
    safe = (*WRITTEN, did("F", ino=1), did("C", "b", ino=2), did("D"))
    names = {tuple(sorted(one)) for one in everything_left(*safe, did("R", "a", "b"))}
    assert names == {("a", "b"), ("b",)}
    both = {one["b"] for one in everything_left(*safe, did("R", "a", "b"))}
    assert both == {b"", b"1" * 512 + b"2" * 512}


def test_names_survive_in_their_order():
    left = everything_left(did("C", "a", ino=1), did("C", "b", ino=2), did("U", "a"))
    assert {tuple(one) for one in left} == {(), ("a",), ("a", "b"), ("b",)}


def test_a_file_in_a_folder_whose_name_is_lost_is_lost():
    left = everything_left(did("M", "f"), did("C", "f/a", ino=1), did("D", "f"))
    assert {tuple(one) for one in left} == {(), ("f", "f/a")}


def test_an_inode_that_is_used_again_is_another_file():
    left = everything_left(*WRITTEN, did("F", ino=1), did("U", "a"), did("C", "b", ino=1), did("D"))
    assert left == [{"b": b""}] * 200


def test_a_length_without_fsync_may_be_the_old_one():
    safe = (*WRITTEN, did("F", ino=1), did("D"))
    left = [one["a"] for one in everything_left(*safe, did("T", ino=1, size=100))]
    assert {len(one) for one in left} == {100, 1024}


def test_the_same_number_gives_the_same_state():
    operations = [*WRITTEN, did("D"), did("A", data=b"told")]
    assert list(states(operations, 50)) == list(states(operations, 50))


def test_a_state_knows_what_had_been_told_and_nothing_more():
    found = list(states([did("A", data=b"1"), did("C", "a", ino=1), did("A", data=b"2")], 3))
    assert [one.told for one in found] == [(b"1",), (b"1",), (b"1", b"2")]


def test_a_journal_that_ends_in_the_middle_is_refused(tmp_path):
    (tmp_path / "journal").write_bytes(RECORD.pack(ord("W"), 0, 0, 0, 0, 1, 0, 0, 5) + b"1234")
    with pytest.raises(ValueError, match="middle"):
        read(tmp_path / "journal")
