"""How much room the disk has left, and what the box therefore still takes; reading works to the end."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path

from peewee import DatabaseError

from terminal.errors import TerminalError

WITHOUT_FILES = 10  # per cent free: below this no photographs and no voice
WORDS_ONLY = 5  # below this nothing but words, whatever room of the house asks
LEAST_BYTES = 256 * 1024  # with less than this not even words are safe
FULL_SAYS = "机器里放不下了，没有收下。请改用纸质意见箱，或者打电话；看公开的东西不受影响。"


class Room(IntEnum):
    """What still finds room, from nothing to everything."""

    NOTHING = 0
    WORDS = 1
    NO_FILES = 2
    ALL = 3


class Full(TerminalError):
    """The disk is full: nothing of what was handed in is kept, and the person is told so."""

    def __init__(self) -> None:
        super().__init__(FULL_SAYS)


def left(folder: Path) -> Room:
    """What the disk under this folder still has room for."""
    found = os.statvfs(folder)
    return room(found.f_bavail * found.f_frsize, found.f_blocks * found.f_frsize)


def room(free: int, total: int) -> Room:
    """The same for so many bytes free of so many."""
    if free < LEAST_BYTES:
        return Room.NOTHING
    if free * 100 < total * WORDS_ONLY:
        return Room.WORDS
    return Room.NO_FILES if free * 100 < total * WITHOUT_FILES else Room.ALL


def is_full(wrong: BaseException) -> bool:
    """Did this fail because the disk is full?"""
    if isinstance(wrong, OSError):
        return wrong.errno in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(wrong, DatabaseError) and "full" in str(wrong)


@contextmanager
def told() -> Iterator[None]:
    """Whatever fails inside because the disk is full raises Full, which says what to do."""
    try:
        yield
    except (OSError, DatabaseError) as wrong:
        if not is_full(wrong):
            raise
        raise Full from None
