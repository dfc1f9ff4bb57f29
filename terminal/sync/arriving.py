"""Attachments that come in bundles: whole, or in parts that are put together when the last one is there."""

import hashlib
from collections.abc import Collection, Sequence
from pathlib import Path

from terminal.bundle.attachments import named
from terminal.bundle.lines import Line
from terminal.bundle.read import Bundle, Piece, Source, piece
from terminal.journal import blobs
from terminal.store.database import database, write
from terminal.store.files import sync_folder, write_whole
from terminal.sync.models import MissingBlob

# In words: asked for every bundle, and whenever a terminal asks how far it is.
MISSING = "SELECT sha256 FROM missing_blob WHERE origin = ? ORDER BY sha256"


def list_missing(origin: str, lines: Sequence[Line]) -> None:
    """Note every attachment these lines name that is not here as it should be."""
    for sha256, blob in named(lines).items():
        if not blobs.is_whole(sha256):
            row = {"origin": origin, "sha256": sha256, "size": blob.size, "media_type": blob.type}
            MissingBlob.insert(**row).on_conflict_ignore().execute()


def take(data: Path, bundle: Bundle, source: Source) -> int:
    """Store attachments that are missing; how many became whole. What nobody named is left aside."""
    origin, count = bundle.envelope.origin, 0
    if not bundle.pieces:
        return 0
    wanted = {row.sha256 for row in MissingBlob.select().where(MissingBlob.origin == origin)}
    for one in bundle.pieces:
        if one.blob.sha256 in wanted and _taken(data, one, source):
            MissingBlob.delete().where(MissingBlob.sha256 == one.blob.sha256).execute()
            wanted.discard(one.blob.sha256)
            count += 1
    return count


def _taken(data: Path, one: Piece, source: Source) -> bool:
    content = piece(source, one)
    if one.blob.parts > 1:
        folder = data / "parts" / one.blob.sha256
        _keep_part(folder, one.blob.part, content)
        content = _whole(folder, one.blob.parts)
    if len(content) != one.blob.size or hashlib.sha256(content).hexdigest() != one.blob.sha256:
        return False
    blobs.put(content, one.blob.sha256, one.blob.type)
    if one.blob.parts > 1:
        _sweep(data / "parts" / one.blob.sha256)
    return True


def _keep_part(folder: Path, part: int, content: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    sync_folder(folder.parent)
    write_whole(folder / f"{part:04}", content)


def _whole(folder: Path, parts: int) -> bytes:
    """All parts, as far as they are here."""
    found = [folder / f"{part:04}" for part in range(parts)]
    return b"".join(path.read_bytes() for path in found) if all(path.exists() for path in found) else b""


def _sweep(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def sizes(origins: Collection[str]) -> dict[str, int]:
    """Hash and bytes of every attachment of these logs that has not come."""
    rows = MissingBlob.select().where(MissingBlob.origin.in_(list(origins)))
    return {row.sha256: row.size for row in rows}


def put(sha256: str, content: bytes) -> bool:
    """Keep an attachment that came by itself; False when these are not its bytes, and nothing is kept then."""
    if hashlib.sha256(content).hexdigest() != sha256:
        return False
    row = MissingBlob.get_or_none(sha256=sha256)
    blobs.put(content, sha256, row.media_type if row else "")
    with write():
        MissingBlob.delete().where(MissingBlob.sha256 == sha256).execute()
    return True


def missing(origin: str) -> tuple[str, ...]:
    """Hashes of attachments of this log that have not come."""
    return tuple(sha256 for (sha256,) in database.execute_sql(MISSING, (origin,)))
