"""Secrets that have to be read again, kept so that the database alone tells nobody: sealed by a key in a file beside it."""

import base64
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from terminal.errors import LogBroken
from terminal.store.files import write_whole

FILE = "terminal.key.seal"  # beside the machine's own key, whose way into copies and back it goes
MARK = "sealed:"
SIZE, NONCE = 32, 12  # bytes
_folder: Path | None = None


def keep_in(folder: Path) -> None:
    """Where the key lies, or will; it is made when the first secret is sealed."""
    global _folder
    _folder = folder


def _key() -> bytes:
    if _folder is None:
        raise LogBroken("keys 文件夹还没打开。")
    path = _folder / FILE
    if not path.exists():
        _folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, secrets.token_bytes(SIZE), mode=0o600)
    return path.read_bytes()


def seal(words: str, whose: str) -> str:
    """These words as they may lie in a table; they open for the same `whose` only."""
    nonce = secrets.token_bytes(NONCE)
    return (
        MARK
        + base64.b64encode(nonce + ChaCha20Poly1305(_key()).encrypt(nonce, words.encode(), whose.encode())).decode()
    )


def is_sealed(kept: str) -> bool:
    return kept.startswith(MARK)


def opened(kept: str, whose: str) -> str:
    """What was sealed; empty when the key is another one, or the words are somebody else's."""
    try:
        data = base64.b64decode(kept.removeprefix(MARK), validate=True)
        return ChaCha20Poly1305(_key()).decrypt(data[:NONCE], data[NONCE:], whose.encode()).decode()
    except (InvalidTag, ValueError):
        return ""
