"""Signatures that `ssh-keygen -Y verify` opens: SSHSIG, Ed25519, SHA-512, one namespace for each purpose."""

import base64
import hashlib
import struct

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from terminal.journal.keys import public_bytes

BUNDLE = "sync-bundle@v1"
MAGIC, VERSION, ALGORITHM, HASH = b"SSHSIG", 1, b"ssh-ed25519", b"sha512"
FIRST, LAST, WIDTH = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----", 70
KEY, SIGNATURE = 32, 64


def _string(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def _key_blob(public: bytes) -> bytes:
    return _string(ALGORITHM) + _string(public)


def key_id(public: bytes) -> str:
    """Name of a key as `ssh-keygen -l` prints it: `SHA256:` and 43 characters."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(_key_blob(public)).digest()).decode().rstrip("=")


def public_line(public: bytes) -> str:
    """The key as in an allowed-signers file: `ssh-ed25519 AAAA…`."""
    return f"{ALGORITHM.decode()} {base64.b64encode(_key_blob(public)).decode()}"


def _signed(message: bytes, namespace: str) -> bytes:
    digest = hashlib.sha512(message).digest()
    return MAGIC + b"".join(map(_string, (namespace.encode(), b"", HASH, digest)))


def _armoured(public: bytes, signature: bytes, namespace: str) -> bytes:
    inner = (_key_blob(public), namespace.encode(), b"", HASH, _string(ALGORITHM) + _string(signature))
    blob = MAGIC + struct.pack(">I", VERSION) + b"".join(map(_string, inner))
    text = base64.b64encode(blob).decode()
    lines = [text[start : start + WIDTH] for start in range(0, len(text), WIDTH)]
    return "\n".join([FIRST, *lines, LAST, ""]).encode()


def sign(message: bytes, key: Ed25519PrivateKey, namespace: str = BUNDLE) -> bytes:
    """The armoured signature; the same bytes each time."""
    return _armoured(public_bytes(key), key.sign(_signed(message, namespace)), namespace)


def _taken_apart(armoured: bytes, namespace: str) -> tuple[bytes, bytes]:
    """Public key and signature. Raises ValueError unless writing them again gives the same bytes."""
    text = armoured.decode("ascii")
    inside = text.removeprefix(FIRST + "\n").removesuffix(f"\n{LAST}\n").replace("\n", "")
    blob = base64.b64decode(inside, validate=True)
    before = len(MAGIC) + 4 + 4 + len(_string(ALGORITHM)) + 4
    public, signature = blob[before : before + KEY], blob[-SIGNATURE:]
    if len(public) != KEY or _armoured(public, signature, namespace) != armoured:
        raise ValueError("not written as SSHSIG of this namespace")
    return public, signature


def signer(armoured: bytes, namespace: str = BUNDLE) -> bytes:
    """The 32 bytes of the public key a signature names. Raises ValueError for another form or namespace."""
    return _taken_apart(armoured, namespace)[0]


def verify(message: bytes, armoured: bytes, namespace: str = BUNDLE) -> bytes | None:
    """The public key that signed this; None when the signature is not of this message. Raises ValueError as `signer`."""
    public, signature = _taken_apart(armoured, namespace)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _signed(message, namespace))
    except InvalidSignature:
        return None
    return public
