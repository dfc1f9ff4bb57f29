"""Everything that lies in a folder or a file: bundles are applied, receipts for this log are kept, receipts for others written."""

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from terminal.bundle import limits, sshsig
from terminal.bundle.faults import BundleRefused
from terminal.bundle.read import read
from terminal.errors import Problem, Refused
from terminal.journal.append import origin
from terminal.journal.keys import origin_of_public
from terminal.sync import receipts, trust
from terminal.sync.apply import Applied, Receiver, apply

BUNDLE = re.compile(r"[a-z0-9_\-]{1,80}(?:\.[0-9a-f]{12})?\.zip")
FOLDERS = ("", "up", "SYNC", "SYNC/up")  # where a sender or a person may have put them
RECEIPTS = ("receipts", "SYNC/receipts")
MOST = 64  # files of one folder


class Turned(msgspec.Struct, frozen=True):
    """A file that was not taken, and everything that is wrong with it."""

    name: str
    problems: tuple[Problem, ...]


class Brought(msgspec.Struct, frozen=True):
    """What became of everything there: bundles, receipts for this machine, and receipts written for others."""

    applied: tuple[Applied, ...] = ()
    kept: tuple[tuple[str, receipts.Word], ...] = ()
    refused: tuple[Turned, ...] = ()
    written: tuple[Path, ...] = ()


def bundles_in(place: Path) -> list[Path]:
    """Files that look like bundles by name, size and kind; links are not followed. At most 64."""
    if place.is_file():
        return [place]
    found: list[Path] = []
    for inside in FOLDERS:
        folder = place / inside
        if folder.is_dir() and not folder.is_symlink():
            found += (path for path in sorted(folder.iterdir()) if BUNDLE.fullmatch(path.name))
    return [path for path in found if _is_plain(path, limits.BUNDLE)][:MOST]


def _is_plain(path: Path, largest: int) -> bool:
    return path.is_file() and not path.is_symlink() and path.stat().st_size <= largest


def receipts_in(place: Path) -> list[Path]:
    """Receipts for this machine's log that lie there with their signature."""
    found: list[Path] = []
    for inside in RECEIPTS:
        folder = place / inside
        names = sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []
        found += (path for path in names if _is_receipt(path))
    return found[:MOST]


def _is_receipt(path: Path) -> bool:
    said = receipts.NAME.fullmatch(path.name)
    signed = path.with_name(f"{path.name}.sig")
    plain = _is_plain(path, receipts.LARGEST) and _is_plain(signed, receipts.LARGEST)
    return bool(said) and said["to"] == origin() and plain if said else False


def stranger(path: Path) -> bytes | None:
    """The key of a bundle that is right in every bit but whose log nobody here said yes to yet; None for any other."""
    try:
        found = read(path)
    except BundleRefused:
        return None
    return found.key if trust.key_of(found.envelope.origin) is None else None


def _who(public: bytes) -> Problem:
    log, mark = origin_of_public(public), sshsig.key_id(public)
    how = "请和对方核对密钥指纹，再用 terminal bundle import --trust 写上它的 terminal.key.pub。"
    return Problem(f"日志 {log} 还没有人同意收，没有收下。{how}指纹：{mark}（bad-sig/unknown-key）")


def bring(place: Path, receiver: Receiver, key: Ed25519PrivateKey) -> Brought:
    """Take what lies there. One file that is wrong never keeps another from being taken."""
    applied: list[Applied] = []
    refused: list[Turned] = []
    for path in bundles_in(place):
        if public := stranger(path):
            refused.append(Turned(path.name, (_who(public),)))
            continue
        try:
            applied.append(apply(path, receiver))
        except Refused as wrong:
            refused.append(Turned(path.name, wrong.problems))
    kept = _receipts(place, receiver, refused) if place.is_dir() else []
    into = place if place.is_dir() else receiver.data
    written = _written((one.origin for one in applied if one.is_in), into / receipts.FOLDER, receiver, key)
    return Brought(tuple(applied), tuple(kept), tuple(refused), tuple(written))


def _receipts(place: Path, receiver: Receiver, refused: list[Turned]) -> list[tuple[str, receipts.Word]]:
    kept: list[tuple[str, receipts.Word]] = []
    for path in receipts_in(place):
        try:
            text, signature = path.read_bytes(), path.with_name(f"{path.name}.sig").read_bytes()
            kept.append((path.name, receipts.take(text, signature, receiver.data, receiver.now)))
        except Refused as wrong:
            refused.append(Turned(path.name, wrong.problems))
        except OSError:
            refused.append(Turned(path.name, (Problem("回执读不出来，请重新拷贝一次。"),)))
    return kept


def _written(origins: Iterable[str], folder: Path, receiver: Receiver, key: Ed25519PrivateKey) -> list[Path]:
    """Receipts for the logs that came, only after their lines are on the disk; a medium that takes no files gets none."""
    found = []
    for one in sorted(set(origins) - {origin()}):
        try:
            found.append(receipts.issue(one, key, receiver.now).save(folder))
        except OSError:
            continue
    return found
