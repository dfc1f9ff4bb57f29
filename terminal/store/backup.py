"""Copies of everything a terminal keeps, in a second place: each whole or not there, seven days and four weeks of them."""

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import msgspec

from terminal.errors import Problem, Refused
from terminal.store.checks import looking
from terminal.store.files import sync_folder, write_pieces, write_whole

DAILY, WEEKLY = 7, 4
NAME = re.compile(r"backup-\d{8}-\d{6}")
ABOUT, DATABASE, KEYS, BLOBS = "backup.json", "terminal.db", "keys", "blobs"
AT_ONCE = 1024 * 1024
ROOM_LEFT = 64 * 1024 * 1024  # bytes that stay free in the second place


class About(msgspec.Struct, frozen=True):
    """What backup.json says: when it was made, where each log ended, what the database and the attachments are.

    `ends`: (origin, epoch, seq, hash) of each log; `missing` attachments were not whole on the terminal either.
    """

    made_at: datetime
    day: date
    ends: tuple[tuple[str, int, int, str], ...]
    database: str
    size: int
    blobs: tuple[str, ...]
    missing: tuple[str, ...] = ()


class Backup(msgspec.Struct, frozen=True):
    """One backup, and the folder it lies in."""

    folder: Path
    about: About

    @property
    def name(self) -> str:
        return self.folder.name


class Source(msgspec.Struct, frozen=True):
    """What is to be copied. `look` raises Refused for a database that is not whole, and says where each log ends."""

    data: Path
    look: Callable[[Path], Iterable[tuple[str, int, int, str]]]


@contextmanager
def _said(place: Path) -> Iterator[None]:
    """A disk that is full, gone or read-only, as a sentence."""
    try:
        yield
    except OSError as wrong:
        says = f"备份没有做成：{wrong.strerror or wrong}。请看看 {place} 是不是满了、拔掉了或不让写。"
        raise Refused([Problem(says)]) from None


def make(source: Source, place: Path, made_at: datetime, day: date) -> Backup:
    """Copy everything into a new folder of `place` and look at the copy. Raises Refused; nothing half-done has a name."""
    name = f"backup-{made_at:%Y%m%d-%H%M%S}"
    part = place / f".part-{name}"
    with _said(place):
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sweep(place)
        _refuse_if_full(source, place)
        try:
            part.mkdir(mode=0o700)
            about = _filled(source, place, part, made_at, day)
            _end_all(part)
            part.rename(place / name)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        sync_folder(place)
    return Backup(place / name, about)


def _filled(source: Source, place: Path, part: Path, made_at: datetime, day: date) -> About:
    copy = part / DATABASE
    with looking(source.data / DATABASE) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    _sync(copy)
    ends = tuple(source.look(copy))
    _copy_keys(source.data / KEYS, part / KEYS)
    whole, missing = copy_blobs(source.data / BLOBS, place / BLOBS)
    about = About(made_at, day, ends, _hash(copy), copy.stat().st_size, whole, missing)
    write_whole(part / ABOUT, msgspec.json.format(msgspec.json.encode(about)))
    return about


def _refuse_if_full(source: Source, place: Path) -> None:
    there = {path.name for path in (place / BLOBS).glob("*/*")}
    new = sum(path.stat().st_size for path in (source.data / BLOBS).glob("*/*") if path.name not in there)
    needed = (source.data / DATABASE).stat().st_size + new + ROOM_LEFT
    if (free := shutil.disk_usage(place).free) < needed:
        says = f"备份要 {needed // 2**20} MB，{place} 只剩 {free // 2**20} MB。请清出地方，或换一块盘。"
        raise Refused([Problem(says)])


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy_keys(keys: Path, into: Path) -> None:
    """The key goes along: without it the log ends with this disk. Whoever holds a backup can sign as this terminal."""
    into.mkdir(mode=0o700)
    for path in sorted(keys.iterdir()) if keys.is_dir() else ():
        if path.is_file() and not path.name.startswith("."):
            copy_file(path, into / path.name)


def copy_blobs(blobs: Path, into: Path, wanted: Iterable[str] | None = None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Copy attachments that are not there yet; hashes of those that are whole, and of those that are not."""
    whole, missing = [], []
    found = wanted if wanted is not None else (path.parent.name + path.name for path in blobs.glob("??/*"))
    for sha256 in sorted(one for one in found if re.fullmatch("[0-9a-f]{64}", one)):
        place, source = into / sha256[:2] / sha256[2:], blobs / sha256[:2] / sha256[2:]
        if not _is_whole(place, sha256) and not _copied(source, place, sha256):
            missing.append(sha256)
        else:
            whole.append(sha256)
    return tuple(whole), tuple(missing)


def copy_file(source: Path, place: Path) -> None:
    """Whole in the new place or not there, with the same permissions."""
    with source.open("rb") as file:
        write_pieces(place, iter(lambda: file.read(AT_ONCE), b""), mode=source.stat().st_mode & 0o777)


def _is_whole(place: Path, sha256: str) -> bool:
    return place.is_file() and _hash(place) == sha256


def _copied(source: Path, place: Path, sha256: str) -> bool:
    data = source.read_bytes() if source.is_file() else b""
    if hashlib.sha256(data).hexdigest() != sha256:
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    sync_folder(place.parent.parent)
    write_whole(place, data)
    return True


def _end_all(folder: Path) -> None:
    for inner in (folder / KEYS, folder):
        sync_folder(inner)


def _sweep(place: Path) -> None:
    """Take away what an interrupted backup left."""
    for path in place.glob(".part-backup-*"):
        shutil.rmtree(path, ignore_errors=True)


def listed(place: Path) -> list[Backup]:
    """Every backup that can be read, newest first; what is not one is left aside."""
    found = []
    for folder in sorted(place.glob("backup-*"), reverse=True) if place.is_dir() else ():
        if (one := backup_at(folder)) is not None:
            found.append(one)
    return found


def backup_at(folder: Path) -> Backup | None:
    """The backup in this folder; None when there is none."""
    try:
        about = msgspec.json.decode((folder / ABOUT).read_bytes(), type=About)
    except (OSError, msgspec.DecodeError):
        return None
    return Backup(folder, about) if NAME.fullmatch(folder.name) else None


def refuse_if_damaged(backup: Backup, look: Callable[[Path], object]) -> None:
    """Raises Refused unless the copy is byte for byte what was written, and whole."""
    copy = backup.folder / DATABASE
    with _said(backup.folder):
        if _hash(copy) != backup.about.database:
            raise Refused([Problem("备份里的数据库和做备份时不一样了。请用别的备份。", backup.name)])
    look(copy)


def kept(days: Iterable[tuple[str, date]], daily: int = DAILY, weekly: int = WEEKLY) -> set[str]:
    """Names to keep, given (name, day): the newest of each of the last seven days, and of each of the last four weeks."""
    newest = sorted(days, key=lambda one: (one[1], one[0]), reverse=True)
    by_day = {day: name for name, day in reversed(newest)}
    by_week = {day.isocalendar()[:2]: name for name, day in reversed(newest)}
    return {by_day[key] for key in sorted(by_day, reverse=True)[:daily]} | {
        by_week[key] for key in sorted(by_week, reverse=True)[:weekly]
    }


def thin(place: Path, daily: int = DAILY, weekly: int = WEEKLY) -> list[str]:
    """Take away backups that are too old, then attachments that none names any more; names of what went."""
    found = listed(place)
    keep = kept([(one.name, one.about.day) for one in found], daily, weekly)
    gone = [one for one in found if one.name not in keep]
    for one in gone:
        (one.folder / ABOUT).unlink()  # without it a folder is no backup, also when the rest goes only in part
        shutil.rmtree(one.folder)
    named = {sha256 for one in found if one.name in keep for sha256 in one.about.blobs}
    for path in (place / BLOBS).glob("??/*"):
        if path.parent.name + path.name not in named:
            path.unlink()
    return [one.name for one in gone]
