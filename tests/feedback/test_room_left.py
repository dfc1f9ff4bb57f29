"""The disk fills up: first no photographs, then words only, then nothing; and nothing is half done."""

import errno
import sqlite3

import pytest
from peewee import DatabaseError, OperationalError

from terminal.feedback import room_left
from terminal.feedback.room_left import Full, Room

GIB = 2**30


@pytest.mark.parametrize(
    ("free", "room"),
    [
        pytest.param(GIB, Room.ALL, id="empty disk"),
        pytest.param(GIB // 10 + 1, Room.ALL, id="just over ten per cent"),
        pytest.param(GIB // 10 - 1, Room.NO_FILES, id="just under ten per cent"),
        pytest.param(GIB // 20 - 1, Room.WORDS, id="just under five per cent"),
        pytest.param(300 * 1024, Room.WORDS, id="words still fit"),
        pytest.param(100 * 1024, Room.NOTHING, id="not even words"),
        pytest.param(0, Room.NOTHING, id="full"),
    ],
)
def test_what_the_disk_has_room_for(free, room):
    assert room_left.room(free, GIB) is room


def test_the_disk_itself_is_asked(tmp_path):
    assert room_left.left(tmp_path) in Room


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(OSError(errno.ENOSPC, "No space left on device"), id="no space"),
        pytest.param(OSError(errno.EDQUOT, "Quota exceeded"), id="quota"),
        pytest.param(OperationalError("database or disk is full"), id="database"),
    ],
)
def test_a_full_disk_is_told_in_one_sentence(wrong):
    with pytest.raises(Full, match="纸质意见箱"), room_left.told():
        raise wrong


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(OSError(errno.EACCES, "Permission denied"), id="no permission"),
        pytest.param(OperationalError("database is locked"), id="locked"),
        pytest.param(DatabaseError("file is not a database"), id="not a database"),
    ],
)
def test_another_fault_is_not_called_a_full_disk(wrong):
    with pytest.raises(type(wrong)), room_left.told():
        raise wrong


def test_what_is_no_fault_of_the_disk_is_not_looked_at():
    assert not room_left.is_full(sqlite3.Warning("full"))
    with pytest.raises(ValueError, match="full"), room_left.told():
        raise ValueError("full")
