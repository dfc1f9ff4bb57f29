"""A USB stick: an untrusted postman that may be pulled out at any moment. Files are whole on it, or have no name."""

import hashlib
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import msgspec

from terminal.bundle import limits
from terminal.bundle.faults import BundleRefused
from terminal.bundle.read import read
from terminal.bundle.write import Draft
from terminal.errors import Problem, Refused, TerminalError
from terminal.journal.append import origin
from terminal.store.files import sync_folder
from terminal.sync import pairing, receipts, trust

NAME = re.compile(r"[a-z0-9_\-]{1,80}\.zip")
RECEIPT = re.compile(receipts.NAME.pattern + r"(?:\.sig)?")
PAIRING = re.compile(r"(?:request|grant)_[0-9a-z]{4}\.json(?:\.sig)?")
UP, DOWN, RECEIPTS, ENROL = "SYNC/up", "SYNC/down", "SYNC/receipts", "SYNC/enrol"
PAPERS = {RECEIPTS: (RECEIPT, receipts.LARGEST), ENROL: (PAIRING, pairing.LARGEST)}
MOST = 64  # files taken at once
LOOKED_AT = 2_000  # names in one folder; a stick with more is no postman's
AT_ONCE = 1024 * 1024
SPARE = 1024 * 1024  # bytes that stay free on the stick

Told = Callable[[int], None]  # hears of every piece, in bytes; raises Cancelled to end it


class Cancelled(TerminalError):
    """A person said stop; nothing half-done keeps its name."""


class Stick(msgspec.Struct, frozen=True):
    """A folder a stick is mounted on; sizes in bytes."""

    name: str
    path: Path
    free: int
    total: int


class File(msgspec.Struct, frozen=True):
    """A file on the stick that may be opened; `inside` is its folder from the stick's top."""

    inside: str
    name: str
    size: int


class Found(msgspec.Struct, frozen=True):
    """What may be read from a stick, and how many names there were that may not."""

    files: tuple[File, ...]
    others: int

    @property
    def size(self) -> int:
        return sum(one.size for one in self.files)


def sticks(roots: Sequence[str], mounted: bool = True) -> list[Stick]:
    """Every stick under these folders, one or two folders deep, as systems mount them; by name."""
    found: dict[str, Stick | None] = {}
    for root in map(Path, roots):
        for path in _folders(root):
            inner = (
                [path] if _is_stick(path, mounted) else [one for one in _folders(path) if mounted and one.is_mount()]
            )
            found |= {str(one): _stick(one) for one in inner}
    return sorted((one for one in found.values() if one), key=lambda one: one.name)


def _folders(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(one.path) for one in islice(entries, LOOKED_AT) if one.is_dir(follow_symlinks=False))
    except OSError:
        return []


def _is_stick(path: Path, mounted: bool) -> bool:
    return path.is_mount() if mounted else True


def _stick(path: Path) -> Stick | None:
    try:
        usage = shutil.disk_usage(path)
    except OSError:
        return None
    return Stick(path.name, path, usage.free, usage.total)


@contextmanager
def said() -> Iterator[None]:
    """A stick that is full, pulled out, read-only or broken, as a sentence."""
    try:
        yield
    except OSError as wrong:
        says = f"U 盘读写不了：{wrong.strerror or wrong}。请看看是不是满了、拔掉了、写保护了，换一个再试。"
        raise Refused([Problem(says)]) from None


def export(folder: Path, drafts: Sequence[Draft], told: Told = lambda _: None, inside: str = UP) -> list[str]:
    """Write these bundles and read each back; names of what is whole on the stick. Raises Refused, Cancelled."""
    with said():
        up = _made(folder, inside)
        _sweep(up)
        needed = sum(one.size for one in drafts) + SPARE
        if (free := shutil.disk_usage(folder).free) < needed:
            says = f"U 盘上只剩 {free // 2**20} MB，要 {needed // 2**20 + 1} MB。请删掉不用的，或换一个大的。"
            raise Refused([Problem(says)])
        return [_exported(one, up, told) for one in drafts]


def _made(folder: Path, inside: str) -> Path:
    """The folder, made where it is missing; each name is on the stick before the next is made."""
    place = folder
    for name in inside.split("/"):
        place = place / name
        if place.is_symlink():
            raise Refused([Problem(f"U 盘上的 {inside} 是个链接，不往里写。请换一个 U 盘。")])
        if not place.is_dir():
            place.mkdir()
            sync_folder(place.parent)
    return place


def _sweep(folder: Path) -> None:
    """Take away what an interrupted copy left."""
    for path in islice(folder.iterdir(), LOOKED_AT):
        if path.name.endswith(".part") and NAME.fullmatch(path.name.removesuffix(".part")):
            path.unlink()


def _exported(draft: Draft, up: Path, told: Told) -> str:
    part = up / f"{draft.name}.part"
    try:
        written = _written(part, draft.pieces(), told)
        with part.open("rb") as file:
            _forget(file)
            if hashlib.file_digest(file, "sha256").hexdigest() != written:
                raise Refused([Problem("写到 U 盘上的和读回来的不一样，这个 U 盘靠不住。请换一个。", draft.name)])
            file.seek(0)
            read(file, key=trust.key_of(origin()))
        part.rename(up / draft.name)
        sync_folder(up)
    except BundleRefused as refused:
        raise Refused([Problem("读回来核对不对，这个 U 盘靠不住。请换一个。", draft.name), *refused.problems]) from None
    except ValueError:
        raise Refused([Problem("有一个附件在导出时变了，请再导出一次。", draft.name)]) from None
    finally:
        _drop(part)
    return draft.name


def _written(path: Path, pieces: Iterator[bytes], told: Told) -> str:
    """Write and flush to the disk; SHA-256 of what was written."""
    total = hashlib.sha256()
    with path.open("wb") as file:
        for piece in pieces:
            for start in range(0, len(piece), AT_ONCE):
                block = piece[start : start + AT_ONCE]
                file.write(block)
                total.update(block)
                told(len(block))
        file.flush()
        os.fsync(file.fileno())
    return total.hexdigest()


def _forget(file: BinaryIO) -> None:
    """Let the system forget what it remembers of this file, so that reading asks the stick itself."""
    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _drop(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return  # the stick is gone, and the half-written file with it


def found_on(folder: Path, mine: str = "") -> Found:
    """Bundles and receipts on a stick that may be opened: by name, size and kind, never through a link. Raises Refused.

    `mine`: for whom; what lies below `SYNC/down` and in `SYNC/receipts` for others is left alone. Nobody: all of it.
    """
    files: list[File] = []
    others = 0
    with said():
        for inside in (ENROL, *_downs(folder, mine), UP, RECEIPTS):
            wanted, largest = PAPERS.get(inside, (NAME, limits.BUNDLE))
            for name, size in _names(folder / inside):
                if inside == RECEIPTS and mine and not name.startswith(f"receipt_{mine}_"):
                    continue
                if wanted.fullmatch(name) and 0 < size <= largest and len(files) < MOST:
                    files.append(File(inside, name, size))
                elif inside != DOWN or size >= 0:
                    others += 1
    return Found(tuple(files), others)


def _downs(folder: Path, mine: str) -> Iterator[str]:
    """`SYNC/down` and the folders of single terminals in it."""
    yield DOWN
    if mine and not (folder / DOWN / mine).is_symlink():
        yield f"{DOWN}/{mine}"
    elif not any(path.is_symlink() for path in (folder / "SYNC", folder / DOWN)):
        yield from (f"{DOWN}/{path.name}" for path in _folders(folder / DOWN)[:MOST])


def _names(folder: Path) -> list[tuple[str, int]]:
    """Names and sizes of what lies there; -1 for what is no plain file. None where the folder is a link or missing."""
    if any(path.is_symlink() for path in (folder, folder.parent)) or not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        found = [(one.name, one.stat(follow_symlinks=False)) for one in islice(entries, LOOKED_AT)]
    return sorted((name, about.st_size if stat.S_ISREG(about.st_mode) else -1) for name, about in found)


def fetch(folder: Path, file: File, into: Path, told: Told = lambda _: None) -> Path:
    """Copy one file here; never more than it said it is long. Raises Refused, Cancelled; nothing half-done stays."""
    place = into / file.name
    part = into / f".part-{file.name}"
    try:
        with said(), part.open("wb") as here, _plain(folder / file.inside / file.name) as there:
            left = file.size
            while left and (block := there.read(min(AT_ONCE, left))):
                here.write(block)
                left -= len(block)
                told(len(block))
            if left or there.read(1):
                raise Refused([Problem("拷到一半长短变了，没有收。请再插一次，或重新拷贝。", file.name)])
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
    return place


@contextmanager
def _plain(path: Path) -> Iterator[BinaryIO]:
    """A plain file opened without following a link, and without waiting for a pipe."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Refused([Problem("这不是普通文件，没有打开。", path.name)])
        yield file


def put(folder: Path, inside: str, name: str, data: bytes) -> None:
    """One small file onto the stick, whole. Raises Refused."""
    with said():
        place = _made(folder, inside)
        part = place / f"{name}.part"
        try:
            _written(part, iter([data]), lambda _: None)
            part.rename(place / name)
            sync_folder(place)
        finally:
            _drop(part)
