"""This machine's Ed25519 key and the name that follows from it."""

import base64
import hashlib
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_ssh_private_key,
)

from terminal.errors import LogBroken
from terminal.store.files import sync_folder, write_whole


def load_or_make(folder: Path) -> Ed25519PrivateKey:
    """The key in `folder`/terminal.key (OpenSSH format), made at first start. Raises LogBroken for any other file."""
    path = folder / "terminal.key"
    if not path.exists():
        key = Ed25519PrivateKey.generate()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
        sync_folder(folder.parent)
        write_whole(path, key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()), mode=0o600)
        public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
        write_whole(folder / "terminal.key.pub", public + b"\n")
    try:
        key_found = load_ssh_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm, OSError) as wrong:
        raise LogBroken(f"密钥文件 {path} 读不出来，请从备份取回：{wrong}。") from None
    if not isinstance(key_found, Ed25519PrivateKey):
        raise LogBroken(f"密钥文件 {path} 不是 Ed25519 密钥，请从备份取回。")
    return key_found


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """The 32 raw bytes of the public half."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def origin_of(key: Ed25519PrivateKey) -> str:
    """Name of the log this key writes: `t-` and ten characters of the public key's hash."""
    return origin_of_public(public_bytes(key))


def origin_of_public(public: bytes) -> str:
    """The same from the 32 raw bytes of the public half."""
    return "t-" + base64.b32encode(hashlib.sha256(public).digest()).decode().lower()[:10]
