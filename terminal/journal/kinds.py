"""Kinds of events: their base, the explicit register, and how a body is written and read."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

import msgspec

from terminal.errors import Problem
from terminal.journal.chain import canonical, parse
from terminal.journal.header import Header
from terminal.store.rows import Row, Rows

LIMIT = 256 * 1024


class BlobRef(msgspec.Struct, frozen=True):
    """An attachment, named by the SHA-256 of its bytes; `size` in bytes."""

    sha256: str
    name: str
    media_type: str
    size: int


def blobs_of(value: object) -> Iterator[BlobRef]:
    """Every attachment an event names, however deep."""
    if isinstance(value, BlobRef):
        yield value
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from blobs_of(inner)
    elif hasattr(value, "__struct_fields__"):
        for name in value.__struct_fields__:
            yield from blobs_of(getattr(value, name))


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something the log can say; the fields are the body's shape."""

    kind: ClassVar[str]
    version: ClassVar[int] = 1

    def wrong(self) -> list[Problem]:
        """Every reason why this event may never stand in a log, whoever wrote it."""
        return []

    def rows(self, header: Header) -> Sequence[Row]:
        """What saying this puts into the tables, where that can be told without looking at them; it is then all that it does.

        Whatever has to look says `project` itself, and no rows.
        """
        return ()

    def project(self, header: Header) -> None:
        """What saying this does to the tables; the only way a projected table is written."""
        Rows(self.rows(header)).put()

    def remains(self) -> dict[int, "Event"]:
        """Numbers of the lines whose bodies this lets be erased, and what is told in place of each; most erase nothing."""
        return {}


EVERYBODY = "*"


class Addressed(Event, frozen=True, kw_only=True):
    """Something a county says to terminals: `to` is `*` for all, the name of a township, or a terminal's log.

    Its body travels to those alone; bodies of all other kinds of a county's log stay at the county.
    """

    to: str


_known: dict[str, type[Event]] = {}
_heard: list[Callable[[str], bool]] = []


def register(*classes: type[Event]) -> None:
    """Make these kinds known. Two classes of one kind are a mistake in the program."""
    for one in classes:
        if _known.setdefault(one.kind, one) is not one:
            raise ValueError(f"two classes for kind {one.kind}")
        if {"by", "salt"} & set(one.__struct_fields__):
            raise ValueError(f"kind {one.kind} has a field that every body has anyway: by, salt")


def heed(speaks: Callable[[str], bool]) -> None:
    """Whose log may say what is addressed to terminals; before anybody is named, nobody's."""
    _heard[:] = [speaks]


def may_say(kind: type[Event], origin: str) -> bool:
    """May this log say this kind of thing? A village's log orders nothing, whatever stands in it."""
    return not issubclass(kind, Addressed) or any(speaks(origin) for speaks in _heard)


def understood() -> str:
    """All kinds and versions this program understands, as one line."""
    return " ".join(sorted(f"{one.kind}@{one.version}" for one in _known.values()))


def erasing() -> list[str]:
    """Kinds that may let bodies be erased."""
    return sorted(one.kind for one in _known.values() if one.remains is not Event.remains)


def known(kind: str) -> type[Event] | None:
    return _known.get(kind)


def write_body(event: Event, by: str) -> str:
    """The salted body line. Raises ValueError when it is longer than 256 KiB."""
    fields: dict[str, Any] = msgspec.to_builtins(event)
    line = canonical({**fields, "by": by, "salt": secrets.token_hex(16)})
    if len(line.encode()) > LIMIT:
        raise ValueError(f"正文有 {len(line.encode())} 字节，最多 {LIMIT} 字节")
    return line


def read_body(line: str, kind: type[Event]) -> Event:
    """The event a body line says; unknown fields are left aside. Raises ValueError."""
    return msgspec.convert(parse(line), kind)


def read_checked(line: str, kind: type[Event]) -> Event:
    """The same of a line that is known to be canonical, because its bundle was just read: not looked at once more."""
    return msgspec.json.decode(line, type=kind)


def said_by(line: str) -> str:
    """Who wrote a body line."""
    return str(parse(line).get("by", ""))
