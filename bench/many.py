"""The logs of many terminals, made from one real month: other keys, other names, chained and signed anew."""

import hashlib
import json

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.forging import Parts
from terminal.bundle import bag
from terminal.journal.chain import canonical, digest
from terminal.journal.keys import origin_of, public_bytes


class Sender(msgspec.Struct, frozen=True):
    """A terminal that has one month to send: its key, the name of its log, the bundle and how many lines are in it."""

    key: Ed25519PrivateKey
    origin: str
    bundle: bytes
    lines: int


def key_of(number: int) -> Ed25519PrivateKey:
    """The key of this number's terminal; anybody may know it."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"测速 {number}".encode()).digest())


def sender(month: bytes, number: int) -> Sender:
    """This number's terminal, having said what is said in the bundle `month`, which begins with line 1."""
    key, parts = key_of(number), Parts.of(month)
    name, genesis = origin_of(key), digest(public_bytes(key).hex())
    headers = [json.loads(line) for line in parts.lines(bag.LOG)]
    parts.put_lines(bag.LOG, [canonical(header | {"origin": name}).encode() for header in headers])
    parts.envelope = parts.envelope | {"origin": name, "log": f"up:{name}", "from_prev": genesis}
    parts.rechain().as_signer(key).rename()
    return Sender(key, name, parts.honest(key), len(headers))
