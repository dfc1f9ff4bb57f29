"""Bundles that are kept aside: those that came too early, and those that contradict what is known."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from terminal.bundle.read import Bundle, Source
from terminal.store.files import sync_folder, write_pieces, write_whole

MOST = 16  # of one log
PIECE = 1024 * 1024


def name_of(bundle: Bundle) -> str:
    """Its own name, and a piece of its hash: two different bundles may have one name."""
    return f"{bundle.envelope.bundle}.{bundle.mark[:12]}.zip"


def _pieces(source: Source) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
    elif isinstance(source, Path):
        with source.open("rb") as file:
            yield from _blocks(file)
    else:
        source.seek(0)
        yield from _blocks(source)


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(PIECE):
        yield block


def pending(data: Path, origin: str) -> list[Path]:
    """Bundles of this log that wait for an earlier one, in the order of their names."""
    return sorted((data / "pending" / origin).glob("*.zip"))


def keep_pending(data: Path, bundle: Bundle, source: Source) -> Path | None:
    """Keep a bundle that came too early; None when so many of this log already wait that it must come again."""
    folder = data / "pending" / bundle.envelope.origin
    place = folder / name_of(bundle)
    if not place.exists() and len(pending(data, bundle.envelope.origin)) >= MOST:
        return None
    return _kept(place, source)


def quarantine(data: Path, bundle: Bundle, source: Source, why: str) -> Path | None:
    """Keep a bundle that contradicts, and beside it why; None when so many already lie there that only the alarm is kept."""
    folder = data / "quarantine" / bundle.envelope.origin
    place = folder / name_of(bundle)
    if not place.exists() and len(list(folder.glob("*.zip"))) >= MOST:
        return None
    _kept(place, source)
    write_whole(place.with_suffix(".txt"), f"{why}\n".encode())
    return place


def _kept(place: Path, source: Source) -> Path:
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        sync_folder(place.parent.parent)
        write_pieces(place, _pieces(source))
    return place


def drop(path: Path) -> None:
    """It has been applied, or is known: it need not wait."""
    path.unlink(missing_ok=True)


def forget(data: Path, origin: str) -> None:
    """Throw away what waits of this log."""
    shutil.rmtree(data / "pending" / origin, ignore_errors=True)


class Aside(msgspec.Struct, frozen=True):
    """A bundle that contradicts: its file, whose log it says it is of, why it lies there, and how large it is (bytes)."""

    path: Path
    origin: str
    why: str
    size: int


def aside(data: Path, origins: Iterable[str]) -> list[Aside]:
    """What lies in quarantine of these logs."""
    found = []
    for origin in origins:
        for path in sorted((data / "quarantine" / origin).glob("*.zip")):
            reason = path.with_suffix(".txt")
            why = reason.read_text("utf-8").strip() if reason.exists() else ""
            found.append(Aside(path, origin, why, path.stat().st_size))
    return found
