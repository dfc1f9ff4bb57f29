"""Attachments on disk, each named by the SHA-256 of its bytes, durable before any event names it."""

import hashlib
import re
from pathlib import Path

from terminal.errors import NotFound, Problem, Refused
from terminal.journal.kinds import BlobRef
from terminal.store.files import sync_folder, write_whole

LIMIT = 20 * 1024 * 1024
NAME = re.compile(r"[0-9a-f]{64}")

_folder = Path("blobs")


def keep_in(folder: Path) -> None:
    """Where this process keeps blobs; made when missing."""
    global _folder
    _folder = folder
    folder.mkdir(parents=True, exist_ok=True)
    sync_folder(folder.parent)


def folder() -> Path:
    """Where blobs lie; what else a terminal keeps lies beside it."""
    return _folder


def _place(sha256: str) -> Path:
    return _folder / sha256[:2] / sha256[2:]


def put(data: bytes, name: str, media_type: str) -> BlobRef:
    """Keep these bytes; on the disk when it returns. Raises Refused over 20 MiB."""
    if len(data) > LIMIT:
        raise Refused([Problem(f"附件太大：{len(data) // 1024 // 1024} MB，最多 20 MB。请拆开或压缩后再传。", name)])
    sha256 = hashlib.sha256(data).hexdigest()
    place = _place(sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    sync_folder(_folder)
    if is_whole(sha256):
        # Whoever put it there may still be at it, or have been killed at it: the bytes are durable, the name may not be.
        sync_folder(place.parent)
    else:
        write_whole(place, data)
    return BlobRef(sha256=sha256, name=name, media_type=media_type, size=len(data))


def drop(sha256: str) -> None:
    """Take a blob off the disk; whoever asks knows that nobody names it any more."""
    if NAME.fullmatch(sha256):
        _place(sha256).unlink(missing_ok=True)


def path(sha256: str) -> Path:
    """Where the blob lies. Raises NotFound."""
    if not NAME.fullmatch(sha256) or not _place(sha256).is_file():
        raise NotFound("这个附件不在这台机器上。")
    return _place(sha256)


def has(blob: BlobRef) -> bool:
    """True when a file of that name and size is there; its bytes are not read."""
    return (
        bool(NAME.fullmatch(blob.sha256))
        and (place := _place(blob.sha256)).is_file()
        and place.stat().st_size == blob.size
    )


def is_whole(sha256: str) -> bool:
    """True when the blob is there and still has the bytes it is named by."""
    place = _place(sha256)
    return bool(NAME.fullmatch(sha256)) and place.is_file() and hashlib.sha256(place.read_bytes()).hexdigest() == sha256
