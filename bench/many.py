"""The logs of many terminals, made from one real month: other keys, other names, chained and signed anew."""

import hashlib
import json
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.forging import Parts
from terminal.bundle import bag, thin
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


def divided(one: Sender, at: int) -> tuple[bytes, bytes]:
    """The same log in two bundles: up to this line, and from the next one on."""
    whole = Parts.of(one.bundle)
    log, bodies = ([line.decode() for line in whole.lines(name)] for name in (bag.LOG, bag.BODIES))
    hashes = [digest(header) for header in thin.restored(log, bodies, whole.envelope["from_prev"])]
    kinds = [json.loads(line) for line in log]
    made = []
    for first, last in ((1, at), (at + 1, one.lines)):
        parts, here = Parts.of(one.bundle), slice(first - 1, last)
        prev = hashes[first - 2] if first > 1 else whole.envelope["from_prev"]
        parts.envelope |= {"from_seq": first, "head_seq": last, "from_prev": prev, "head_hash": hashes[last - 1]}
        parts.envelope |= {"schema": _schema(kinds[here])}
        parts.put_lines(bag.LOG, [line.encode() for line in log[here]])
        parts.put_lines(bag.BODIES, [line.encode() for line in bodies[here]])
        made.append(parts.rename().honest(one.key))
    return made[0], made[1]


def _schema(headers: list[dict[str, Any]]) -> dict[str, int]:
    """The newest version of every kind that stands here."""
    found: dict[str, int] = {}
    for one in headers:
        found[one["kind"]] = max(one["kv"], found.get(one["kind"], 0))
    return found
