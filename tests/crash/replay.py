"""What may be left on a disk when the power goes: made from the journal of `shim.c`, the same again for the same number.

After any one thing that happened, of what no fsync has covered yet: of the bytes of a file any 512-byte sectors, of its
new lengths any; of the names in a folder the first so many changes, in their order. An fsync of a file makes its bytes
durable and not its name; an fsync of a folder makes its names durable and not the folder's own.
"""

import random
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

RECORD = struct.Struct("<BBHHHQQQI")
SECTOR = 512
UNTOUCHED = ("blobs", "keys")


class Operation(NamedTuple):
    """One thing that happened: C created, W written, T cut or stretched, F fsync, D fsync of a folder, R renamed,
    L linked, U unlinked, M folder made, A somebody was told `data`."""

    what: str
    first: str
    second: str
    ino: int
    at: int
    size: int
    data: bytes


def read(journal: Path) -> list[Operation]:
    """Everything that happened, in order. Raises ValueError for a journal that ends in the middle of a record."""
    whole, place, found = journal.read_bytes(), 0, []
    while place < len(whole):
        what, _, one, two, _, ino, at, size, length = RECORD.unpack_from(whole, place)
        start = place + RECORD.size
        place = start + one + two + length
        if place > len(whole):
            raise ValueError("the journal ends in the middle of a record")
        names = whole[start : start + one].decode(), whole[start + one : start + one + two].decode()
        found.append(Operation(chr(what), *names, ino, at, size, whole[start + one + two : place]))
    return found


class File:
    """Bytes that are safe, and what was done since: writes (at, data) and lengths (None, length)."""

    def __init__(self) -> None:
        self.safe = b""
        self.since: list[tuple[int, bytes] | tuple[None, int]] = []

    def sync(self) -> None:
        if self.since:
            self.safe = bytes(self._after(lambda _: True))
            self.since = []

    def _after(self, keeps) -> bytearray:
        found = bytearray(self.safe)
        for at, what in self.since:
            if at is None:
                if keeps(0):
                    found = found[:what].ljust(what, b"\0")
                continue
            place, end = at, at + len(what)
            while place < end:
                upto = min(place - place % SECTOR + SECTOR, end)
                if keeps(place):
                    if len(found) < place:
                        found.extend(bytes(place - len(found)))
                    found[place:upto] = what[place - at : upto - at]
                place = upto
        return found

    def left(self, chance: random.Random) -> bytes:
        """What may be found after the power went."""
        if not self.since:
            return self.safe
        share = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        return bytes(self._after(lambda _: chance.random() < share))


class Folder:
    """Names as the process sees them, names that are safe, and the changes since: (name, node or None) together."""

    def __init__(self) -> None:
        self.names: dict[str, File | Folder] = {}
        self.safe: dict[str, File | Folder] = {}
        self.since: list[dict[str, File | Folder | None]] = []

    def set(self, changes: dict[str, "File | Folder | None"]) -> None:
        self.since.append(changes)
        _apply(self.names, changes)

    def sync(self) -> None:
        self.safe, self.since = dict(self.names), []

    def left(self, chance: random.Random) -> dict[str, "File | Folder"]:
        found = dict(self.safe)
        length = chance.choice((0, len(self.since), chance.randint(0, len(self.since))))
        for changes in self.since[:length]:
            _apply(found, changes)
        return found


def _apply(names: dict[str, File | Folder], changes: dict[str, File | Folder | None]) -> None:
    for name, node in changes.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


class Disk:
    """The folder as it is and as it is safe, after the operations told so far."""

    def __init__(self) -> None:
        self.root = Folder()
        self.files: dict[int, File] = {}
        self.told: list[bytes] = []

    def _folder(self, path: str) -> tuple[Folder, str]:
        *way, name = path.split("/")
        found = self.root
        for part in way:
            found = found.names[part]
        return found, name

    def apply(self, one: Operation) -> None:
        """Raises KeyError for a file that was there before the journal began: begin with an empty folder."""
        match one.what:
            case "A":
                self.told.append(one.data)
            case "W":
                self.files[one.ino].since.append((one.at, one.data))
            case "T":
                self.files[one.ino].since.append((None, one.size))
            case "F":
                self.files[one.ino].sync()
            case "D":
                (self._at(one.first) if one.first else self.root).sync()
            case _:
                self._rename(one)

    def _rename(self, one: Operation) -> None:
        folder, name = self._folder(one.first)
        match one.what:
            case "C":
                self.files[one.ino] = File()
                folder.set({name: self.files[one.ino]})
            case "M":
                folder.set({name: Folder()})
            case "U":
                folder.set({name: None})
            case "R" | "L":
                target, new = self._folder(one.second)
                node = folder.names[name]
                gone = {name: None} if one.what == "R" else {}
                if target is folder:
                    folder.set(gone | {new: node})
                else:
                    target.set({new: node})
                    folder.set(gone)
            case _:
                raise ValueError(f"unknown operation {one.what}")

    def _at(self, path: str) -> Folder:
        folder, name = self._folder(path)
        return folder.names[name]

    def left(self, chance: random.Random) -> dict[str, bytes | None]:
        """Path → bytes, None for a folder; parents first."""
        return dict(_left(self.root, "", chance))


def _left(folder: Folder, way: str, chance: random.Random) -> Iterator[tuple[str, bytes | None]]:
    for name, node in folder.left(chance).items():
        if isinstance(node, Folder):
            yield f"{way}{name}", None
            yield from _left(node, f"{way}{name}/", chance)
        else:
            yield f"{way}{name}", node.left(chance)


class State(NamedTuple):
    """What was left, what had been told, and how to make it again."""

    number: int
    after: int  # operations
    left: dict[str, bytes | None]
    told: tuple[bytes, ...]


def states(operations: list[Operation], count: int, seed: int = 0) -> Iterator[State]:
    """So many states, spread evenly over everything that happened; the power goes after the first thing at the earliest."""
    disk, done = Disk(), 0
    for number in range(count):
        after = 1 + number * len(operations) // count
        for one in operations[done:after]:
            disk.apply(one)
        done = max(done, after)
        chance = random.Random(f"{seed} {number} {count}")
        yield State(number, after, disk.left(chance), tuple(disk.told))


class Ground:
    """A folder in memory that becomes one state after the other; files nobody writes in are not written twice."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.there = folder, dict[str, bytes | None]()

    def become(self, left: dict[str, bytes | None]) -> None:
        was, self.there = self.there, left
        same = {path for path in was.keys() & left.keys() if was[path] is left[path] and path.startswith(UNTOUCHED)}
        for place in sorted(self.folder.rglob("*"), reverse=True):
            if place.relative_to(self.folder).as_posix() not in same:
                place.rmdir() if place.is_dir() else place.unlink()
        for path in left:
            if path not in same:
                self._make(self.folder / path, left[path])

    def _make(self, place: Path, data: bytes | None) -> None:
        if data is None:
            place.mkdir(exist_ok=True)
        else:
            place.write_bytes(data)
