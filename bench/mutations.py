"""Ways to spoil a bundle, from single bits to everything signed anew: each made from a number, the same every time."""

import hashlib
import json
import random
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.forging import KEY, Parts
from terminal.bundle import bag
from terminal.journal.chain import canonical

OTHER = Ed25519PrivateKey.from_private_bytes(hashlib.sha256("别人的密钥".encode()).digest())
# What the envelope says of the bundle itself; the other fields are the sender's word and may say anything.
CHECKED = [
    "suite",
    "kind",
    "bundle",
    "log",
    "origin",
    "epoch",
    "key_id",
    "from_seq",
    "from_prev",
    "head_seq",
    "head_hash",
    "blobs_pending",
    "schema",
]
RAW = ("log_raw", "bodies_raw")
STRANGE: tuple[Any, ...] = (
    *(None, True, -1, 0, 1, 2, 7, 2**31, 2**32 - 1, 2**53 - 1, "", "x", "../../etc/passwd", "\0", "图", "0" * 64),
    *(
        "f" * 64,
        [],
        {},
        [[]],
        {"a": 1},
        ["0" * 64],
        "sync-bundle/2",
        "up",
        "down",
        "restore",
        "enrol-grant",
        "A" * 5000,
    ),
)


class Spoiled(msgspec.Struct, frozen=True):
    """What came of it, by which way, and whether it is still an honest bundle that must be taken."""

    way: str
    data: bytes
    honest: bool = False


class Case(msgspec.Struct, frozen=True):
    """One number's bundle to spoil, another to take pieces from, and its chance."""

    data: bytes
    other: bytes
    chance: random.Random

    @property
    def parts(self) -> Parts:
        return Parts.of(self.data)


def _place(case: Case) -> int:
    return case.chance.randrange(len(case.data))


def bits(case: Case) -> bytes:
    wrong = bytearray(case.data)
    for _ in range(case.chance.choice((1, 1, 2, 8))):
        wrong[_place(case)] ^= 1 << case.chance.randrange(8)
    return bytes(wrong)


def numbers(case: Case) -> bytes:
    """Some bytes become one of the numbers that programs stumble over."""
    at, width = _place(case), case.chance.choice((1, 2, 4))
    value = case.chance.choice((0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)) % 256**width
    return case.data[:at] + value.to_bytes(width, "little") + case.data[at + width :]


def cut(case: Case) -> bytes:
    start, end = sorted((_place(case), _place(case)))
    return case.chance.choice((case.data[:start], case.data[end:], case.data[:start] + case.data[end:]))


def splice(case: Case) -> bytes:
    """A piece of this or another bundle put in, over what was there or between."""
    source = case.chance.choice((case.data, case.other))
    start, end = sorted((case.chance.randrange(len(source)), case.chance.randrange(len(source))))
    to = _place(case)
    over = end - start if case.chance.random() < 0.5 else 0
    return case.data[:to] + source[start:end] + case.data[to + over :]


def _spoil_file(case: Case, parts: Parts) -> Parts:
    """Another byte, a piece less, or the bytes of another member."""
    name = case.chance.choice(sorted(parts.files))
    data = parts.files[name]
    at = case.chance.randrange(len(data) or 1)
    changed = data[:at] + bytes([(data[at] if data else 0) ^ (1 << case.chance.randrange(8))]) + data[at + 1 :]
    parts.files[name] = case.chance.choice(
        (changed, data[:at], data + b"\n", case.chance.choice(sorted(parts.files.values())))
    )
    return parts


def zipped_again(case: Case) -> bytes:
    """A file changed, and an honest container around it."""
    return _spoil_file(case, case.parts).zipped()


def renamed(case: Case) -> bytes:
    parts = case.parts
    name = case.chance.choice(sorted(parts.files))
    to = case.chance.choice(
        (name + "x", name.upper(), "data/" + name, "fetch.txt", f"data/x{case.chance.randrange(9)}")
    )
    parts.files[to] = parts.files.pop(name)
    return parts.zipped()


def reordered(case: Case) -> bytes:
    parts = case.parts
    order = [*parts.files]
    case.chance.shuffle(order)
    return parts.zipped(order + order[: case.chance.randrange(2)])


def said_twice(case: Case) -> bytes:
    """A member stands twice, with the same bytes; everything else is in its place."""
    parts = case.parts
    order = [*parts.files]
    order.insert(case.chance.randrange(len(order) + 1), case.chance.choice(order))
    return parts.zipped(order)


def left_out(case: Case) -> bytes:
    parts = case.parts
    del parts.files[case.chance.choice(sorted(parts.files))]
    return parts.zipped()


def listed_again(case: Case) -> bytes:
    """Any lie, with counts and manifests that fit it, under the old signature."""
    parts = _lie(case, case.parts)
    return parts.reinfo().remanifest().zipped()


def other_key(case: Case) -> bytes:
    """Everything right, or any lie, signed by somebody else who says so or does not."""
    parts = case.parts
    if case.chance.random() < 0.5:
        parts.as_signer(OTHER)
    return (_lie(case, parts) if case.chance.random() < 0.5 else parts).honest(OTHER)


def signed_lie(case: Case) -> bytes:
    """A lie told by the village itself, with its own key and everything around it right."""
    return _lie(case, case.parts).honest()


def _lie(case: Case, parts: Parts) -> Parts:
    lies: Sequence[Callable[[Case, Parts], None]] = (_field, _field, _raw, _blob, _line, _order, _header, _body)
    lie = case.chance.choice(lies if parts.envelope["kind"] == "up" else (_field, _blob))
    lie(case, parts)
    return parts


def _field(case: Case, parts: Parts) -> None:
    envelope = parts.envelope
    # Attachments alone do not prove which lines they belong to: the receiver's log does.
    unproved = {"from_prev", "head_hash"} if envelope["kind"] == "blobs" else set()
    name = case.chance.choice([one for one in CHECKED if one not in unproved])
    strange = [value for value in STRANGE if value != envelope[name] or type(value) is not type(envelope[name])]
    near = [envelope[name] + step for step in (-1, 1)] if type(envelope[name]) is int else []
    envelope[name] = case.chance.choice(strange + near)
    if case.chance.random() < 0.1:
        del envelope[name]
    parts.envelope = envelope


def _raw(case: Case, parts: Parts) -> None:
    name = case.chance.choice(RAW)
    size = parts.envelope[name]["size"]
    wrong = case.chance.choice(({"size": size + case.chance.choice((-1, 1, 2**24, 2**40))}, {"sha256": "0" * 64}))
    parts.envelope |= {name: parts.envelope[name] | wrong}


def _blob(case: Case, parts: Parts) -> None:
    blobs = parts.envelope["blobs"] or [{"sha256": "0" * 64, "size": 1, "type": "x"}]
    name = case.chance.choice(("sha256", "size", "part", "parts"))
    wrong = [value for value in STRANGE if value not in (blobs[0].get(name), {"part": 0, "parts": 1}.get(name))]
    blobs[0][name] = case.chance.choice(wrong)
    parts.envelope |= {"blobs": blobs}


def _lines(case: Case, parts: Parts) -> tuple[str, list[bytes]]:
    name = case.chance.choice((bag.LOG, bag.BODIES))
    return name, parts.lines(name)


def _line(case: Case, parts: Parts) -> None:
    """One line spoiled, left out or said twice."""
    name, lines = _lines(case, parts)
    at = case.chance.randrange(len(lines))
    line = lines[at] or b"{}"
    byte = case.chance.randrange(len(line))
    spoiled = line[:byte] + bytes([line[byte] ^ (1 << case.chance.randrange(8))]) + line[byte + 1 :]
    lines[at : at + 1] = case.chance.choice(([spoiled], [], [line, line], [b"{}"], [line + b" "], [b"[" * 2000]))
    parts.put_lines(name, lines)


def _order(case: Case, parts: Parts) -> None:
    name, lines = _lines(case, parts)
    changed = lines[1:] + lines[:1]
    parts.put_lines(name, changed if changed != lines else lines * 2)


def _header(case: Case, parts: Parts) -> None:
    """A header changed in what the chain holds together; the chain made to fit again."""
    lines = parts.lines(bag.LOG)
    at = case.chance.randrange(len(lines))
    header = json.loads(lines[at])
    name = case.chance.choice(("origin", "epoch", "seq", "v"))
    header[name] = case.chance.choice([value for value in STRANGE if value != header[name]])
    lines[at] = canonical(header).encode()
    parts.put_lines(bag.LOG, lines)
    parts.rechain()


def _body(case: Case, parts: Parts) -> None:
    """Another body under the old header."""
    bodies = parts.lines(bag.BODIES)
    at = case.chance.randrange(len(bodies))
    said = json.loads(bodies[at] or b"{}")
    bodies[at] = canonical(said | {"title": f"改过的{case.chance.random()}"[:12]}).encode()
    parts.put_lines(bag.BODIES, bodies)


def honest(case: Case) -> bytes:
    """The sender's own word changed, and signed by the sender: this one must be taken."""
    parts = case.parts
    name, value = case.chance.choice((("to", "c-qingxi"), ("app", "9.9"), ("last_receipt", "x"), ("colour", ["red"])))
    parts.envelope |= {name: value}
    return parts.honest(KEY)


WAYS = (
    bits,
    numbers,
    cut,
    splice,
    zipped_again,
    renamed,
    reordered,
    said_twice,
    left_out,
    listed_again,
    other_key,
    signed_lie,
    honest,
)


def spoiled(number: int, corpus: Sequence[bytes]) -> Spoiled:
    """The case of this number."""
    chance = random.Random(number)
    case = Case(chance.choice(corpus), chance.choice(corpus), chance)
    way = WAYS[number % len(WAYS)]
    data = way(case)
    return Spoiled(way.__name__, data, way is honest or data == case.data)
