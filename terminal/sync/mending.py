"""Attachments looked at again, a seventh of them each night; one that is spoilt is taken back from the second place."""

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from terminal.journal import blobs
from terminal.journal.erasing import is_named
from terminal.store import backup
from terminal.store.database import write

NIGHTS = 7


def mend(data: Path, place: Path, day: date) -> tuple[int, int]:
    """How many of tonight's were spoilt and are whole again, and how many the backups have not whole either."""
    mended = lost = 0
    for sha256 in _spoilt(data / backup.BLOBS, day):
        with write():  # nobody erases it by law at the same moment: what was erased must not come back
            if not is_named(sha256):
                continue
            whole, missing = backup.copy_blobs(place / backup.BLOBS, data / backup.BLOBS, [sha256])
        mended, lost = mended + len(whole), lost + len(missing)
    if mended or lost:
        logging.getLogger(__name__).error("附件坏了：从备份取回 %d 个，%d 个取不回来。请查查磁盘。", mended, lost)
    return mended, lost


def _spoilt(folder: Path, day: date) -> Iterator[str]:
    tonight = day.toordinal() % NIGHTS
    for path in sorted(folder.glob("??/*")):
        sha256 = path.parent.name + path.name
        if blobs.NAME.fullmatch(sha256) and int(sha256[:8], 16) % NIGHTS == tonight and not blobs.is_whole(sha256):
            yield sha256
