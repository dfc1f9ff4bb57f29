"""Every bundle that left this machine, kept as long as there is room: a second copy of the log's newest part."""

import re
from collections.abc import Iterable
from pathlib import Path

from terminal.errors import Problem, Refused
from terminal.store.files import write_pieces

ROOM = 200 * 1024 * 1024  # bytes
NAME = re.compile(r"[a-z0-9_\-]{1,80}\.zip")
LINES = re.compile(r"up_(?P<origin>[a-z0-9-]+)_e(?P<epoch>\d+)_(?P<first>\d+)-(?P<last>\d+)\.zip")


def keep(folder: Path, name: str, pieces: Iterable[bytes], room: int = ROOM) -> Path:
    """Put a bundle into the outbox, and let the oldest go. Raises Refused when the disk does not take it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_pieces(folder / name, pieces)
        _trim(folder, room)
    except OSError as wrong:
        raise Refused([Problem(f"数据包没有留下底稿：{wrong.strerror or wrong}。请看看磁盘是不是满了。")]) from None
    return folder / name


def kept(folder: Path) -> list[Path]:
    """Bundles in the outbox, oldest first."""
    found = [path for path in folder.iterdir() if NAME.fullmatch(path.name)] if folder.is_dir() else []
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


def _trim(folder: Path, room: int) -> None:
    """The newest always stays, however large."""
    total = 0
    for place, path in enumerate(reversed(kept(folder))):
        total += path.stat().st_size
        if place and total > room:
            path.unlink()


def after(folder: Path, origin: str, epoch: int, seq: int) -> list[Path]:
    """Bundles that may hold lines after this one, by their names; in the order they are to be read."""
    found = []
    for path in kept(folder):
        said = LINES.fullmatch(path.name)
        if not said or said["origin"] != origin:
            continue
        if (int(said["epoch"]), int(said["last"])) > (epoch, seq):
            found.append((int(said["epoch"]), int(said["first"]), path))
    return [path for _epoch, _first, path in sorted(found)]
