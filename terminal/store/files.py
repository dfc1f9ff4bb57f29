"""Files that are whole or not there, also after a power cut."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from terminal.store import trust


def sync(handle: int) -> None:
    """fsync; when it fails, nothing is acknowledged any more (`trust`)."""
    try:
        os.fsync(handle)
    except OSError:
        trust.lose()
        raise


def sync_folder(folder: Path) -> None:
    """Make names in this folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        sync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Temporary file in the same folder, fsync, rename, fsync the folder: in this order, or a power cut loses it."""
    write_pieces(path, [data], mode)


def write_pieces(path: Path, pieces: Iterable[bytes], mode: int = 0o644) -> None:
    """The same for a file too large to lie in memory."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
            file.flush()
            sync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
