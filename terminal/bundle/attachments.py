"""Attachments that go into bundles: whole, or in parts where they travel by themselves."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import msgspec

from terminal.bundle import limits, verify
from terminal.bundle.container import Stored
from terminal.bundle.envelope import Blob
from terminal.bundle.lines import Line
from terminal.errors import NotFound
from terminal.journal import blobs as kept
from terminal.journal.chain import parse


class Held(msgspec.Struct, frozen=True):
    """A blob or part of one, as the envelope names it and as the container takes it (without its folder)."""

    blob: Blob
    stored: Stored


def named(lines: Sequence[Line]) -> dict[str, Blob]:
    """Every attachment the bodies of these lines name."""
    found = {}
    for line in lines:
        if verify.NAMES not in line.body:  # most lines: not worth reading once more
            continue
        for sha256, size, media in verify.named_in(parse(line.body)):
            found[sha256] = Blob(sha256, size, media)
    return found


def held(listed: dict[str, Blob], wanted: bool | frozenset[str]) -> tuple[list[Held], list[str]]:
    """Attachments to be sent, and hashes of those that are not wanted or not here as they should be."""
    found: list[Held] = []
    missing: list[str] = []
    for sha256 in sorted(listed):
        stored = _stored(listed[sha256]) if wanted is True or (wanted and sha256 in wanted) else None
        if stored:
            found.append(Held(listed[sha256], stored))
        else:
            missing.append(sha256)
    return found, missing


def _stored(blob: Blob) -> Stored | None:
    try:
        path = kept.path(blob.sha256)
    except NotFound:
        return None
    data = path.read_bytes()
    if len(data) != blob.size or hashlib.sha256(data).hexdigest() != blob.sha256:
        return None
    return Stored.of(blob.member, data, path.read_bytes)


def parts(one: Held) -> Iterator[Held]:
    """Pieces of 4 MiB; a small blob stays whole."""
    count = -(-one.blob.size // limits.PART)
    if count <= 1:
        yield one
        return
    whole = one.stored.load()
    for part in range(count):
        blob = msgspec.structs.replace(one.blob, part=part, parts=count)
        start = part * limits.PART
        data = whole[start : start + limits.PART]
        yield Held(blob, Stored.of(blob.member, data, partial(_slice, one.stored, start)))


def _slice(stored: Stored, start: int) -> bytes:
    return stored.load()[start : start + limits.PART]


def loads(whole: Iterable[Held], room: int = 0) -> Iterator[tuple[Held, ...]]:
    """These attachments, in parts, as many together as one bundle is to carry.

    `room`: bytes after which another attachment begins another bundle, 0 for as many as fit; the parts of one stay
    together as long as they fit.
    """
    most = limits.PREFERRED - limits.MIB
    now: list[Held] = []
    for one in (part for blob in whole for part in parts(blob)):
        size = sum(other.stored.size for other in now) + one.stored.size
        goes_on = bool(now) and now[-1].blob.sha256 == one.blob.sha256
        if now and (size > (most if goes_on else room or most) or len(now) == limits.MEMBERS // 2):
            yield tuple(now)
            now = []
        now.append(one)
    if now:
        yield tuple(now)
