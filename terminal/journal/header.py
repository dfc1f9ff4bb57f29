"""The header line of an event: who, when, what kind, about what, after which line."""

from datetime import UTC, datetime

import msgspec

from terminal.journal.chain import canonical, parse

LIMIT = 1024


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """Fields of a header line; `body` and `prev` are SHA-256 in hex, `at` is UTC, `mono` milliseconds since start."""

    at: str
    body: str
    boot: int
    clk: str
    epoch: int
    kind: str
    kv: int
    mono: int
    obj: str
    origin: str
    prev: str
    seen: int
    seq: int
    v: int = 1

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at).replace(tzinfo=UTC)


def write_header(header: Header) -> str:
    """The header as its line. Raises ValueError when it is longer than 1 KiB."""
    line = canonical(msgspec.to_builtins(header))
    if len(line.encode()) > LIMIT:
        raise ValueError(f"header of {len(line.encode())} bytes; at most {LIMIT} fit")
    return line


def read_header(line: str) -> Header:
    """The header of a line. Raises ValueError (msgspec.ValidationError is one) for anything but a canonical header."""
    return msgspec.convert(parse(line), Header)


def read_restored(line: str) -> Header:
    """The same of a line that was just put together from a canonical one, and written canonically. Raises ValueError."""
    return msgspec.json.decode(line, type=Header)
