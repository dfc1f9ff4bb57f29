"""Files on their way in, piece by piece: below data/spool/<terminal>/, named by the SHA-256 they will have when whole."""

import hashlib
import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from terminal.bundle.limits import BUNDLE
from terminal.clock import Now
from terminal.errors import TerminalError
from terminal.store.files import sync, sync_folder

AT_ONCE, IN_ALL = 2, 64  # uploads that are not whole yet: of one terminal, of all
ROOM = 20 * 2**30  # bytes of all files together
STALE = 7 * 86_400  # seconds after which a start throws a file away that nobody went on with
RESTING = 900  # seconds without a piece after which an upload no longer counts as under way


class Busy(TerminalError):
    """There is no room for another upload now; ask again later."""


class TooLarge(TerminalError):
    """More bytes than a bundle may have, or than were announced."""


class NotThere(TerminalError):
    """Nothing of this file has come, or what came is another file."""


class Elsewhere(TerminalError):
    """The piece does not begin where the file ends; `size` is where it does."""

    def __init__(self, size: int) -> None:
        super().__init__(f"要从第 {size} 字节接着传。")
        self.size = size


class Upload(msgspec.Struct):
    """What is known of a file in the spool: bytes kept, bytes it will have (0: not announced), when the last piece came."""

    size: int
    whole: int
    moved: float

    @property
    def is_whole(self) -> bool:
        return bool(self.whole) and self.size == self.whole


class Spool:
    """The one spool of this county. Who asks is known before: terminals are enrolled, so their number is bounded."""

    def __init__(
        self, folder: Path, now: Now, *, room: int = ROOM, count: Callable[[], float] = time.monotonic
    ) -> None:
        self._folder, self._room, self._count = folder, room, count
        self._guard = threading.Lock()
        self._busy: dict[str, threading.Lock] = {}
        self._found: dict[tuple[str, str], Upload] = {}
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        sync_folder(folder.parent)
        self._sweep(now)

    def _sweep(self, now: Now) -> None:
        """At a start: what has long been left lying goes, the rest may be gone on with."""
        for path in sorted(self._folder.glob("*/*")):
            found = path.stat()
            if abs(now.at.timestamp() - found.st_mtime) > STALE:
                path.unlink(missing_ok=True)
            else:
                self._found[path.parent.name, path.name] = Upload(found.st_size, 0, self._count() - RESTING)

    def _lock(self, terminal: str) -> threading.Lock:
        with self._guard:
            return self._busy.setdefault(terminal, threading.Lock())

    def _place(self, terminal: str, sha256: str) -> Path:
        return self._folder / terminal / sha256

    def size(self, terminal: str, sha256: str) -> int:
        """Bytes of this file that are kept."""
        with self._guard:
            found = self._found.get((terminal, sha256))
            return found.size if found else 0

    def append(self, terminal: str, sha256: str, offset: int, piece: bytes, whole: int = 0) -> int:
        """Keep a piece; on the disk when it returns. The bytes kept now. Raises Busy, TooLarge, Elsewhere, OSError."""
        with self._lock(terminal):
            begun = self._admit(terminal, sha256, offset, len(piece), whole)
            place = self._place(terminal, sha256)
            if begun.size == 0:
                place.parent.mkdir(exist_ok=True, mode=0o700)
                sync_folder(self._folder)
            try:
                _write(place, offset, piece)
                if begun.size == 0:
                    sync_folder(place.parent)
            except OSError:
                self._forget(terminal, sha256) if begun.size == 0 else None
                raise
            begun.size, begun.moved = offset + len(piece), self._count()
            return begun.size

    def _admit(self, terminal: str, sha256: str, offset: int, length: int, whole: int) -> Upload:
        with self._guard:
            found = self._found.get((terminal, sha256))
            size = found.size if found else 0
            if offset != size:
                raise Elsewhere(size)
            if max(whole, offset + length) > BUNDLE or (whole and offset + length > whole):
                raise TooLarge(f"数据包最多 {BUNDLE // 2**20} MiB，也不能比说好的长。")
            if sum(one.size for one in self._found.values()) + length > self._room:
                raise Busy("县平台放数据包的地方满了，请晚些再传。")
            if not found or self._rests(found):
                self._make_room(terminal)
            begun = found or self._found.setdefault((terminal, sha256), Upload(0, 0, 0))
            begun.whole, begun.moved = whole or begun.whole, self._count()
            return begun

    def _rests(self, one: Upload) -> bool:
        return one.moved < self._count() - RESTING

    def _make_room(self, terminal: str) -> None:
        """Raises Busy when so many are under way; one that lies whole, or rests, is not."""
        moving = [whose for (whose, _), one in self._found.items() if not (one.is_whole or self._rests(one))]
        if len(moving) >= IN_ALL or moving.count(terminal) >= AT_ONCE:
            raise Busy("同时在传的太多，请晚些再传。")

    def whole(self, terminal: str, sha256: str) -> Path:
        """Where the file lies, when its bytes are those it is named by. Raises NotThere; a wrong file is thrown away."""
        place = self._place(terminal, sha256)
        with self._lock(terminal):
            if not self.size(terminal, sha256) or not place.is_file():
                raise NotThere("这个数据包还没有传过来。")
            with place.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            if found != sha256:
                self._drop(terminal, sha256)
                raise NotThere("传来的内容和名称对不上，已经扔掉，请从头再传。")
            return place

    def drop(self, terminal: str, sha256: str) -> None:
        """It has been applied, or will never be."""
        with self._lock(terminal):
            self._drop(terminal, sha256)

    def _drop(self, terminal: str, sha256: str) -> None:
        self._place(terminal, sha256).unlink(missing_ok=True)
        self._forget(terminal, sha256)

    def _forget(self, terminal: str, sha256: str) -> None:
        with self._guard:
            self._found.pop((terminal, sha256), None)

    def clear(self, terminal: str) -> None:
        """Throw away everything of a terminal that no longer counts."""
        with self._lock(terminal):
            shutil.rmtree(self._folder / terminal, ignore_errors=True)
            with self._guard:
                for one in [one for one in self._found if one[0] == terminal]:
                    del self._found[one]


def _write(place: Path, offset: int, piece: bytes) -> None:
    """Put the piece there; what a full disk took of it is cut off again."""
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        os.ftruncate(handle, offset)
        rest = memoryview(piece)
        while rest:
            rest = rest[os.pwrite(handle, rest, offset + len(piece) - len(rest)) :]
        sync(handle)
    except OSError:
        os.ftruncate(handle, offset)
        raise
    finally:
        os.close(handle)
