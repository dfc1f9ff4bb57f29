"""The receipt: sixteen digits that alone find a case and open the answer to it; nobody can make out a lost one."""

import hashlib
import secrets
import unicodedata

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from terminal.text.bech32 import write_bech32
from terminal.text.check_digits import damm

DIGITS = 16  # 15 of chance, 1 that proves them
GROUP = 4
# 0.1 s and 32 MiB for each guess; OpenSSL counts a little more than 128·N·r, so it may take twice that.
COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 2**20}
SALT = b"receipt/1"


class Receipt(msgspec.Struct, frozen=True):
    """What a code unlocks: `lookup` (32 hex) finds the case, `identity` opens an answer sealed to `recipient` (both age)."""

    lookup: str
    identity: str
    recipient: str


def new_code() -> str:
    """A code nobody has had: about 50 bits of chance."""
    chance = f"{secrets.randbelow(10 ** (DIGITS - 1)):0{DIGITS - 1}}"
    return chance + damm(chance)


def say_code(code: str) -> str:
    """The code as it stands on the slip: “1234 5678 9012 3456”."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(typed: str) -> str:
    """The code somebody typed, blanks and full-width digits forgiven. Raises ValueError with a whole sentence."""
    digits = "".join(unicodedata.normalize("NFKC", typed).replace("-", " ").split())
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError("查询码只有数字。请对着回执单，把 16 位数字再输一遍。")
    if len(digits) != DIGITS:
        raise ValueError(f"查询码是 16 位数字，现在有 {len(digits)} 位。请对着回执单再看一遍。")
    if damm(digits) != "0":
        raise ValueError("这个查询码有一位不对，或者两位写反了。请对着回执单，四位四位地再看一遍。")
    return digits


def unlock(code: str, origin: str) -> Receipt:
    """What this code unlocks on the terminal whose log is `origin`; takes 0.1 s by design, so that guessing is slow."""
    key = hashlib.scrypt(code.encode(), salt=SALT + origin.encode(), dklen=32, **COST)
    private = X25519PrivateKey.from_private_bytes(_part(key, b"identity", 32))
    return Receipt(
        lookup=_part(key, b"lookup", 16).hex(),
        identity=write_bech32("age-secret-key-", private.private_bytes_raw()).upper(),
        recipient=write_bech32("age", private.public_key().public_bytes_raw()),
    )


def _part(key: bytes, name: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=SALT + b" " + name).derive(key)
