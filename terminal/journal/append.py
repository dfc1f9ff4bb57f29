"""Growing the log: encode, chain, store and project, in the caller's one transaction."""

import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from peewee import IntegrityError, fn

from terminal.clock import Now
from terminal.errors import LogBroken, Problem, Refused, refuse_if
from terminal.journal import blobs, kinds, trace
from terminal.journal.chain import digest
from terminal.journal.header import Header, read_header, write_header
from terminal.journal.keys import load_or_make, origin_of, public_bytes
from terminal.journal.models import LOG, LogBody, LogLine
from terminal.store import schema
from terminal.store.database import database, is_writing, leave_trace, write

# Asked for every line that is written: as words, because peewee would put the same words together every time.
SEEN = "SELECT value FROM fact WHERE key = 'seen'"
NEWEST = "SELECT epoch, seq, hash FROM log_line WHERE origin = ? ORDER BY epoch DESC, seq DESC LIMIT 1"
LAST = "SELECT header FROM log_line WHERE origin = ? ORDER BY epoch DESC, seq DESC LIMIT 1"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Log(msgspec.Struct, frozen=True):
    """The one log this machine writes: its name, its epoch, what its first line names, how often it was started."""

    origin: str
    epoch: int
    genesis: str
    boot: int


class Opens(msgspec.Struct, frozen=True):
    """A new epoch: its number, and the number all its lines lie above, because lower ones may be taken elsewhere."""

    epoch: int
    above: int


_log: Log | None = None


def open_log(data: Path) -> Log:
    """Find or begin this machine's log under `data`; the key and blobs lie beside the database."""
    global _log
    blobs.keep_in(data / "blobs")
    with write():
        schema.create(LOG)
        key = _own_key(data / "keys")
        boot = int(schema.fact("boot", "0")) + 1
        schema.set_fact("boot", str(boot))
        epoch = int(schema.fact("epoch", "1"))
        # The first line names the key itself, unless this machine goes on with the log of another.
        genesis = schema.fact("genesis") or digest(public_bytes(key).hex())
    _log = Log(origin=schema.fact("origin"), epoch=epoch, genesis=genesis, boot=boot)
    return _log


def _own_key(folder: Path) -> Ed25519PrivateKey:
    """The key this log was begun with. Raises LogBroken where another key, or none, would begin a second log unseen."""
    begun = schema.fact("origin")
    if not (folder / "terminal.key").exists() and (begun or LogLine.select().exists()):
        raise LogBroken(
            f"这里有日志，却没有写它的密钥（{folder / 'terminal.key'}）。请从备份取回 keys 文件夹，不要让机器另起一本日志。"
        )
    key = load_or_make(folder)
    if begun and begun != origin_of(key) and schema.fact("writer") != public_bytes(key).hex():
        raise LogBroken(f"keys 里的密钥是另一台终端的：这里的日志是 {begun}。请从备份取回原来的 keys 文件夹。")
    if not begun:
        schema.set_fact("origin", origin_of(key))
    return key


def writes(key: Ed25519PrivateKey) -> bool:
    """Is this the key that writes the log that lies here?"""
    return origin_of(key) == origin() or schema.fact("writer") == public_bytes(key).hex()


def adopt(origin: str, genesis: str, public: bytes) -> None:
    """Go on with another machine's log from the next `open_log` on; `public` is this machine's own key, `genesis` what the
    first line of that log names. Only where no log was begun yet."""
    with write():
        schema.create(LOG)
        if schema.fact("origin") not in ("", origin) or LogLine.select().exists():
            raise LogBroken("这里已经有一本日志了，不能接着写别的机器的日志。")
        for key, value in (("origin", origin), ("genesis", genesis), ("writer", public.hex())):
            schema.set_fact(key, value)


def this_log() -> Log:
    if _log is None:
        raise LogBroken("日志还没打开。")
    return _log


def origin() -> str:
    """Name of the log this machine writes."""
    return this_log().origin


def _last_line() -> str | None:
    row = database.execute_sql(LAST, (this_log().origin,)).fetchone()
    return str(row[0]) if row else None


def tail() -> Header | None:
    """Header of the newest line of this machine's log. Raises LogBroken when it cannot be read."""
    return _read(_last_line())


def _read(line: str | None) -> Header | None:
    try:
        return read_header(line) if line else None
    except ValueError as wrong:
        raise LogBroken(f"日志最后一行的首行读不懂，请停用并检查日志：{wrong}。") from None


def length() -> int:
    """Number of the newest line of this machine's log, readable or not; 0 for an empty log."""
    return LogLine.select(fn.MAX(LogLine.seq)).where(LogLine.origin == this_log().origin).scalar() or 0


def as_of() -> datetime | None:
    """When the newest line was written; None for an empty log, and for one whose end cannot be read."""
    try:
        newest = tail()
    except LogBroken:
        return None
    return newest.moment if newest else None


def saw(seq: int) -> None:
    """The newest line of the county's log that is known here; what is said from now on was said knowing it."""
    schema.set_fact("seen", str(seq))


def _seen() -> int:
    row = database.execute_sql(SEEN).fetchone()
    return int(row[0]) if row else 0


def new_obj() -> str:
    """A name for a new thing: 26 characters of chance, nothing of the clock."""
    number = secrets.randbits(130)
    return "".join(CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


def _moment(now: Now, last: Header | None) -> str:
    """The log's time never runs backwards, whatever the clock says."""
    at = now.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return max(at, last.at) if last else at


def _header(event: kinds.Event, body: str, now: Now, about: str | None, opens: Opens | None) -> tuple[Header, str]:
    log, line = this_log(), _last_line()
    last = _read(line)
    above = max(last.seq if last else 0, opens.above if opens else 0)
    header = Header(
        at=_moment(now, last),
        body=digest(body),
        boot=log.boot,
        clk=now.clk,
        epoch=opens.epoch if opens else last.epoch if last else log.epoch,
        kind=event.kind,
        kv=event.version,
        mono=now.mono,
        obj=about or new_obj(),
        origin=log.origin,
        prev=digest(line) if line else log.genesis,
        seen=_seen(),
        seq=above + 1,
    )
    return header, write_header(header)


def _store(header: Header, line: str, body: str) -> None:
    place = {"origin": header.origin, "epoch": header.epoch, "seq": header.seq}
    try:
        LogLine.put(**place, header=line, hash=digest(line))
        LogBody.put(**place, body=body)
        leave_trace(_newest)
    except IntegrityError:
        raise LogBroken(f"日志第 {header.seq} 号已有内容，却不在链上。请停用并检查日志。") from None


def _newest() -> bytes:
    """For the trace: asked after the commit, because what was appended may have been taken back."""
    row = database.execute_sql(NEWEST, (this_log().origin,)).fetchone()
    return trace.said(trace.Trace(this_log().origin, *row)) if row else b""


def _why_not_attached(event: kinds.Event) -> Iterator[Problem]:
    """What the log names must be on the disk before it is named."""
    for blob in kinds.blobs_of(event):
        if not blobs.has(blob):
            yield Problem(f"附件“{blob.name}”没有存在这台机器上，请再传一次。", "附件")


def append(event: kinds.Event, *, by: str, now: Now, about: str | None = None, opens: Opens | None = None) -> Header:
    """Say this in the log and in the tables. Raises Refused; nothing is written then.

    The tables are told what the body line says, so that replay tells them the very same. `opens`: it is the first line
    of a new epoch.
    """
    if not is_writing():
        raise LogBroken("append() outside store.write(): it would not be whole or not at all")
    refuse_if(event.wrong())
    if not kinds.may_say(type(event), origin()):
        raise Refused([Problem("只有县平台的日志可以这样说，这台机器不能。")])
    try:
        body = kinds.write_body(event, by)
        said = kinds.read_body(body, type(event))
        header, line = _header(event, body, now, about, opens)
    except ValueError as wrong:
        raise Refused([Problem(f"这一条太长或含有不能登记的内容，请分成几条公开。（{wrong}）")]) from None
    refuse_if(_why_not_attached(said))
    _store(header, line, body)
    said.project(header)
    return header
