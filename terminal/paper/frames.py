"""What the server and the press say to each other: one length-prefixed message each way."""

import struct
from typing import BinaryIO, TypeVar

import msgspec

Message = TypeVar("Message")
_LENGTH = struct.Struct(">I")


class Job(msgspec.Struct, frozen=True):
    """One sheet to set."""

    html: str
    title: str


class Sheet(msgspec.Struct, frozen=True):
    """The finished PDF, and what could not be put on it (addresses, as the page named them)."""

    pdf: bytes
    missing: tuple[str, ...] = ()


def send(stream: BinaryIO, message: msgspec.Struct) -> None:
    """Write one message whole. Raises BrokenPipeError when nobody reads any more."""
    data = msgspec.msgpack.encode(message)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO, kind: type[Message]) -> Message:
    """Read one message whole. Raises EOFError when the other side is gone."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return msgspec.msgpack.decode(_exactly(stream, length), type=kind)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
