"""Receipts: a receiver signs how far it has a log; only such a paper lets the sender say that something was delivered."""

import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from terminal.bundle import sshsig
from terminal.bundle.envelope import SHA256
from terminal.clock import Now
from terminal.errors import NotFound, Problem, Refused
from terminal.journal import moments
from terminal.journal.append import append, this_log
from terminal.journal.chain import canonical, digest, parse
from terminal.journal.keys import origin_of_public
from terminal.store.database import database, write
from terminal.store.files import sync_folder, write_whole
from terminal.sync import arriving, hwm, stored, trust
from terminal.sync.events import Contradiction
from terminal.sync.models import Alarm, Head, Receipt

NAMESPACE = "sync-receipt@v1"
NAME = re.compile(r"receipt_(?P<to>t-[a-z2-7]{10})_(?P<by>t-[a-z2-7]{10})\.json")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
FOLDER = "receipts"
LARGEST = 64 * 1024  # bytes of the paper, and of its signature
LISTED = 500  # missing attachments named on one receipt
BY = "回执"
NEWEST = "SELECT text FROM receipt ORDER BY epoch DESC, seq DESC LIMIT 1"  # in words: asked for whatever leaves


class End(msgspec.Struct, frozen=True):
    """The last line held of an earlier epoch."""

    epoch: int
    seq: int
    hash: str


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What a receipt says: `log` is held here up to this line; `t` is the receiver's clock (UTC)."""

    log: str
    epoch: int
    seq: int
    hash: str
    t: str
    backup_seq: int = 0
    missing_blobs: tuple[str, ...] = ()
    nonce: str = ""
    earlier: tuple[End, ...] = ()


class Paper(msgspec.Struct, frozen=True):
    """A receipt as it travels: two files, the words and the signature."""

    name: str
    text: bytes
    signature: bytes

    def save(self, folder: Path) -> Path:
        """Whole in this folder; the signature first, so that no words lie there without one."""
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)
        write_whole(folder / f"{self.name}.sig", self.signature)
        write_whole(folder / self.name, self.text)
        return folder / self.name


def issue(origin: str, key: Ed25519PrivateKey, now: Now, nonce: str = "") -> Paper:
    """A receipt for how far this log is held here. Raises NotFound when nothing of it is."""
    head = Head.find(origin=origin)
    if head is None:
        raise NotFound(f"这里还没有日志 {origin}。")
    said = Said(
        log=f"up:{origin}",
        epoch=head.epoch,
        seq=head.seq,
        hash=head.hash,
        t=now.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        backup_seq=head.backup_seq,
        missing_blobs=arriving.missing(origin)[:LISTED],
        nonce=nonce,
        earlier=tuple(End(one.number, one.last, one.hash) for one in stored.epochs(origin) if one.number < head.epoch),
    )
    text = (canonical(msgspec.to_builtins(said)) + "\n").encode()
    return Paper(f"receipt_{origin}_{this_log().origin}.json", text, sshsig.sign(text, key, NAMESPACE))


def read(text: bytes, signature: bytes) -> tuple[Said, bytes]:
    """What a receipt says and whose key signed it. Raises Refused unless every byte is right."""
    try:
        signer = sshsig.verify(text, signature, NAMESPACE)
        said = msgspec.convert(parse(text.decode().removesuffix("\n")), Said)
    except ValueError:
        raise Refused([Problem("回执读不懂，请重新拷贝一次。（bad-format）")]) from None
    if signer is None:
        raise Refused([Problem("回执的签名不对，被改过或传坏了，没有收下。（bad-sig）")])
    numbers = said.epoch >= 1 and said.seq >= 1 and said.backup_seq >= 0
    if not MOMENT.fullmatch(said.t) or not numbers or not SHA256.fullmatch(said.hash) or len(text) > LARGEST:
        raise Refused([Problem("回执写的号码或指纹不成样子，没有收下。（bad-format）")])
    return said, signer


Word = Literal["kept", "older", "ahead", "contradicts"]


def take(text: bytes, signature: bytes, data: Path, now: Now) -> Word:
    """Keep a receipt for this machine's log. Raises Refused for another log, and for a key that is no county here.

    `ahead`: the county holds lines this machine no longer has; the mark is moved, and the log goes on in a new epoch
    at the next opening. `contradicts`: it holds another line under a number of ours.
    """
    said, signer = read(text, signature)
    mine = this_log().origin
    if said.log != f"up:{mine}":
        raise Refused([Problem("这张回执是给另一台终端的。（wrong-to）")])
    if signer.hex() not in trust.county_keys():
        raise Refused([Problem(f"签这张回执的不是这里认的县平台：{sshsig.key_id(signer)}。（bad-sig）")])
    there = stored.hash_at(mine, said.epoch, said.seq)
    if there == said.hash:
        return _keep(said, signer, text, signature)
    if not there:
        hwm.advance(hwm.place(data), hwm.Mark(mine, said.epoch, said.seq, said.hash))
        return "ahead"
    _alarm(said, digest(text.decode()), now)
    return "contradicts"


def _alarm(said: Said, mark: str, now: Now) -> None:
    with write():
        if not Alarm.select().where(Alarm.mark == mark).exists():
            log = this_log().origin
            alarm = Contradiction(
                what="receipt", log=log, epoch=said.epoch, seq=said.seq, file=f"回执 {said.t}", mark=mark
            )
            append(alarm, by=BY, now=now)


def _keep(said: Said, signer: bytes, text: bytes, signature: bytes) -> Word:
    """The newest of each county. One that says less but later is true too: the county came back from a copy, and needs the rest again."""
    with write():
        with suppress(ValueError):
            moments.reached(this_log().origin, said.epoch, said.seq, datetime.fromisoformat(said.t))
        known = Receipt.get_or_none(public=signer.hex())
        reach = (said.epoch, said.seq, said.backup_seq)
        if known and reach <= (known.epoch, known.seq, known.backup_seq) and said.t <= known.told_at:
            return "older"
        Receipt.replace(
            public=signer.hex(),
            epoch=said.epoch,
            seq=said.seq,
            hash=said.hash,
            backup_seq=said.backup_seq,
            earlier=msgspec.json.encode([one for one in said.earlier if _is_ours(one)]).decode(),
            told_at=said.t,
            text=text.decode(),
            signature=signature.decode(),
        ).execute()
    return "kept"


def _is_ours(end: End) -> bool:
    """Another line under our number says nothing about ours, nor does one we no longer hold."""
    return stored.hash_at(this_log().origin, end.epoch, end.seq) == end.hash


def newest_hash() -> str:
    """Hash of the newest receipt held, for the envelope of what leaves next; empty for none."""
    row = database.execute_sql(NEWEST).fetchone()
    return digest(row[0].removesuffix("\n")) if row else ""


def by_whom(public: str) -> str:
    """Name of a county key, as logs are named."""
    return origin_of_public(bytes.fromhex(public))
