"""What was erased by law is erased from copies too: from the outbox at once, from backups as soon as a new one is whole."""

from collections.abc import Collection
from pathlib import Path

from terminal import clock
from terminal.bundle.faults import BundleRefused
from terminal.bundle.read import read
from terminal.journal.append import origin
from terminal.journal.erasing import erased
from terminal.store import backup
from terminal.sync import copies, outbox


def forget(data: Path, place: Path, now: clock.Now) -> bool:
    """Let no copy say what the log no longer says; True when backups had to be made anew. Raises Refused."""
    gone = {where: one.seq for where, one in erased().items() if where[0] == origin()}
    if not gone:
        return False
    _out_of(data / "outbox", {(epoch, seq) for _origin, epoch, seq in gone})
    if not any(_is_older(one, max(gone.values())) for one in backup.listed(place)):
        return False
    copies.make(data, place, now, alone=True)
    return True


def _is_older(one: backup.Backup, order: int) -> bool:
    """Made before the line that let a body be erased; numbers go on from epoch to epoch."""
    return max((seq for name, _epoch, seq, _hash in one.about.ends if name == origin()), default=0) < order


def _out_of(folder: Path, gone: Collection[tuple[int, int]]) -> None:
    for path in outbox.kept(folder):
        said = outbox.LINES.fullmatch(path.name)
        if said and any(_within(said["epoch"], said["first"], said["last"], one) for one in gone) and _says(path, gone):
            path.unlink()


def _within(epoch: str, first: str, last: str, one: tuple[int, int]) -> bool:
    return int(epoch) == one[0] and int(first) <= one[1] <= int(last)


def _says(path: Path, gone: Collection[tuple[int, int]]) -> bool:
    """Does this bundle still hold a body that is to be gone? One that cannot be read may."""
    try:
        found = read(path)
    except BundleRefused:
        return True
    pairs = zip(found.headers, found.bodies, strict=True)
    return any(body and (header.epoch, header.seq) in gone for header, body in pairs)
