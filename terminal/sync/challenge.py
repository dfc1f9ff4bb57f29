"""What both ends of a line sign before anything is carried over it: who asks (a challenge), and what time it is."""

import re
from collections.abc import Collection
from datetime import datetime

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from terminal.bundle import sshsig
from terminal.clock import Now
from terminal.errors import Problem, Refused
from terminal.journal.chain import canonical
from terminal.journal.keys import public_bytes

SESSION, TIME = "sync-session@v1", "sync-time@v1"
NONCE = re.compile(r"[0-9a-f]{32}")  # what a terminal makes up when it asks for the time
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
LONGEST = 2048  # characters of an armoured signature


class Told(msgspec.Struct, frozen=True):
    """The time as somebody signed it: `nonce` is the asker's, `t` UTC, `key` the signer's (64 hex digits)."""

    nonce: str
    t: str
    key: str
    signature: str


def prove(nonce: str, key: Ed25519PrivateKey) -> str:
    """The answer to a challenge: a signature over the nonce exactly as it was given."""
    return sshsig.sign(nonce.encode(), key, SESSION).decode()


def proved(nonce: str, signature: str) -> bytes | None:
    """The public key that answered this challenge; None when the signature is none, or is for something else."""
    return _signer(nonce.encode(), signature, SESSION)


def _signer(message: bytes, signature: str, namespace: str) -> bytes | None:
    if len(signature) > LONGEST:
        return None
    try:
        return sshsig.verify(message, signature.encode(), namespace)
    except ValueError:
        return None


def _said(nonce: str, t: str) -> bytes:
    return canonical({"nonce": nonce, "t": t}).encode()


def tell_time(nonce: str, now: Now, key: Ed25519PrivateKey) -> Told:
    """What time it is here, signed together with the asker's nonce, so that no old answer passes for a new one."""
    t = now.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    signature = sshsig.sign(_said(nonce, t), key, TIME).decode()
    return Told(nonce=nonce, t=t, key=public_bytes(key).hex(), signature=signature)


def read_time(told: Told, nonce: str, keys: Collection[str]) -> datetime:
    """The time somebody told whose key (hex) is one of `keys`. Raises Refused for another nonce, key or signature.

    It may come over plain HTTP: a machine that thinks it is 1970 finds every certificate not yet valid.
    """
    signer = _signer(_said(told.nonce, told.t), told.signature, TIME)
    if told.nonce != nonce or signer is None or signer.hex() not in keys or not MOMENT.fullmatch(told.t):
        raise Refused([Problem("对方说的时间没有县平台的签名，没有采用。（bad-sig）")])
    try:
        return datetime.fromisoformat(told.t)
    except ValueError:
        raise Refused([Problem("对方说的时间不成样子，没有采用。（bad-format）")]) from None
