"""Whose lines are taken, and who may speak as the county: public keys that a person here said yes to."""

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_ssh_public_key

from terminal.clock import Now
from terminal.errors import Problem, Refused
from terminal.journal.chain import digest
from terminal.journal.keys import load_or_make, origin_of_public, public_bytes
from terminal.store.database import database, write
from terminal.sync.models import KnownKey

LOG, COUNTY = "log", "county"
LARGEST = 4096  # bytes of a key file


def read_key(text: str, where: str = "") -> bytes:
    """The 32 bytes of a public key written as `ssh-ed25519 AAAA…`. Raises Refused."""
    try:
        key = load_ssh_public_key(text.strip().encode())
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise Refused([Problem("这不是一行 ssh-ed25519 公钥。请用发来日志的那台机器的 keys/terminal.key.pub。", where)])
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def read_file(path: Path) -> bytes:
    """The same from a file."""
    try:
        data = path.read_bytes()[:LARGEST]
        return read_key(data.decode(), path.name)
    except (OSError, UnicodeDecodeError):
        raise Refused([Problem("公钥文件读不出来。", path.name)]) from None


def trust(public: bytes, role: str, by: str, now: Now) -> str:
    """Take lines of this key's log (`log`), or its receipts (`county`), from now on; returns the log named after it."""
    row = {"public": public.hex(), "role": role, "origin": origin_of_public(public), "since": now.at, "by": by}
    with write():
        KnownKey.insert(**row).on_conflict_ignore().execute()
    return str(row["origin"])


def county_keys() -> set[str]:
    """Public keys (hex) whose receipts count."""
    return {row[0] for row in database.execute_sql("SELECT public FROM known_key WHERE role = ?", (COUNTY,))}


def counties() -> list[str]:
    """Names of the logs of the counties whose word counts."""
    return sorted(row.origin for row in KnownKey.select().where(KnownKey.role == COUNTY))


def key_of(origin: str) -> bytes | None:
    """The key that writes this log; None for a log nobody said yes to."""
    row = KnownKey.find(origin=origin, role=LOG)
    return bytes.fromhex(row.public) if row else None


def own(data: Path) -> bytes:
    """This machine's own public key."""
    return public_bytes(load_or_make(data / "keys"))


def genesis() -> dict[str, str]:
    """What the first line of each known log names."""
    return {row.origin: digest(row.public) for row in KnownKey.select().where(KnownKey.role == LOG)}
