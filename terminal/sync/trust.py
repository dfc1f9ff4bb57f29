"""Whose lines are taken, and who may speak as the county: public keys that a person here said yes to."""

from pathlib import Path
from typing import Literal

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_ssh_public_key

from terminal.clock import Now
from terminal.errors import Problem, Refused
from terminal.journal import append
from terminal.journal.chain import digest
from terminal.journal.keys import load_or_make, origin_of_public, public_bytes
from terminal.store import schema
from terminal.store.database import database, write
from terminal.sync.models import KeySpan, KnownKey, StoppedLog

LOG, COUNTY = "log", "county"
SPEAKS = "speaks as"  # a fact of this machine
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


# Asked for every bundle: each key that writes a log, a terminal's or a county's own, and from which epoch on; in order.
WRITERS = """SELECT k.public, COALESCE(s.from_epoch, 1) FROM known_key k
LEFT JOIN key_span s ON s.origin = k.origin AND s.public = k.public
WHERE k.origin = ? ORDER BY 2"""


class Writer(msgspec.Struct, frozen=True):
    """A key that writes a log from this epoch on, until the next one does."""

    public: bytes
    from_epoch: int


class Stop(msgspec.Struct, frozen=True):
    """Behind this line nothing of a log is taken: its key was revoked, or two disks write it."""

    why: Literal["revoked", "frozen"]
    epoch: int
    seq: int


def writers(origin: str) -> tuple[Writer, ...]:
    """Every key of this log, by epoch; none for a log nobody said yes to."""
    return tuple(Writer(bytes.fromhex(row[0]), row[1]) for row in database.execute_sql(WRITERS, (origin,)))


def key_of(origin: str) -> bytes | None:
    """The key that writes this log now; None for a log nobody said yes to."""
    found = writers(origin)
    return found[-1].public if found else None


def may_write(public: bytes, origin: str, epoch: int) -> bool:
    """Does this key's word count for this epoch of a log? That of whoever wrote it, and of whoever goes on with the log
    since and has the old lines too; never that of a machine that was replaced before."""
    found = writers(origin)
    now = max((one.from_epoch for one in found if one.from_epoch <= epoch), default=0)
    return any(one.public == public and one.from_epoch >= now for one in found)


def speakers() -> list[bytes]:
    """Keys whose word counts for a log that is not named after them: counties', and of machines that replaced another."""
    later = {row.public for row in KeySpan.select(KeySpan.public)}
    return [bytes.fromhex(public) for public in sorted(later | county_keys())]


def hand_over(origin: str, public: bytes, epoch: int, by: str, now: Now) -> None:
    """From this epoch on another key writes the log; what the old one wrote before stays good."""
    row = {"public": public.hex(), "role": LOG, "origin": origin, "since": now.at, "by": by}
    with write():
        KnownKey.replace(**row).execute()
        KeySpan.replace(origin=origin, public=public.hex(), from_epoch=epoch).execute()


def stop(origin: str, stopped: Stop) -> None:
    """Take nothing more of this log behind that line."""
    with write():
        StoppedLog.replace(origin=origin, why=stopped.why, epoch=stopped.epoch, seq=stopped.seq).execute()


def go_on(origin: str) -> None:
    """Take this log again."""
    with write():
        StoppedLog.delete().where(StoppedLog.origin == origin).execute()


def stopped(origin: str) -> Stop | None:
    """Where this log was stopped; None for one that goes on."""
    row = StoppedLog.find(origin=origin)
    return Stop(row.why, row.epoch, row.seq) if row else None


def is_county() -> bool:
    """Is this machine a county's?"""
    return schema.fact(SPEAKS) == COUNTY


def speak_as_county() -> None:
    """This machine is a county's: its own log may say what is addressed to terminals."""
    if not is_county():
        with write():
            schema.set_fact(SPEAKS, COUNTY)


def speaks(origin: str) -> bool:
    """May this log order things here? A county's that somebody said yes to, or this machine's own where it is a county."""
    if origin == append.origin():
        return is_county()
    return KnownKey.find(origin=origin, role=COUNTY) is not None


def own(data: Path) -> bytes:
    """This machine's own public key."""
    return public_bytes(load_or_make(data / "keys"))


def genesis() -> dict[str, str]:
    """What the first line of each known log names: the key that began it."""
    later = {row.public for row in KeySpan.select().where(KeySpan.from_epoch > 1)}
    return {row.origin: digest(row.public) for row in KnownKey.select() if row.public not in later}


def genesis_of(origin: str) -> str:
    """The same of one log; empty for one nobody said yes to."""
    if origin == append.origin():
        return append.this_log().genesis
    found = writers(origin)
    return digest(found[0].public.hex()) if found else ""
