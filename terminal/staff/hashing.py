"""Passwords and PINs as argon2id writes them, and the tokens of sessions."""

import hashlib
import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# 19 MiB and three rounds: about a tenth of a second on the box in the hall, four at a time still fit in its memory.
_hasher = PasswordHasher(time_cost=3, memory_cost=19 * 1024, parallelism=1)
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another


def _plain(secret: str) -> bytes:
    """One way to write what was typed, whatever keyboard it came from."""
    return unicodedata.normalize("NFC", secret).encode("utf-8", "surrogatepass")


def hash_secret(secret: str) -> str:
    """The secret as it may be kept."""
    return _hasher.hash(_plain(secret))


def fits(kept: str, secret: str) -> bool:
    """Is this the secret? Works as long for an empty or spoiled `kept` as for a real one."""
    try:
        return _hasher.verify(kept or _nobody(), _plain(secret)) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return hash_secret(secrets.token_urlsafe())


def new_password() -> str:
    """Sixteen letters in four groups, to be written down once."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest(text: str) -> str:
    """SHA-256 in hex, of what must not be kept as it is."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
