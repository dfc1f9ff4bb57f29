"""The way back: a log continued from copies, line by line, each only where it fits behind the one before."""

import hashlib
import secrets
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path

import msgspec

from terminal.bundle import read as bundles
from terminal.bundle.faults import BundleRefused
from terminal.errors import LogBroken, Problem, Refused, TerminalError, refuse_if
from terminal.journal import append, blobs
from terminal.journal.chain import digest
from terminal.journal.erasing import erased
from terminal.journal.header import Header, read_header
from terminal.journal.keys import load_or_make, origin_of_public, public_bytes
from terminal.journal.models import LogBody, LogLine
from terminal.store import backup, schema
from terminal.store.backup import Backup
from terminal.store.checks import looking
from terminal.store.database import TALLY, close_database, open_database, write
from terminal.store.files import sync_folder
from terminal.sync import copies, hwm, returning
from terminal.sync.lineage import Lineage, Read, lineage, readable

Line = tuple[str, str]  # header line, body line
LEFT_OUT, UNKNOWN = 10_000, "0" * 64
LINES = "SELECT origin, epoch, seq, header, hash FROM log_line ORDER BY origin, epoch, seq"
BODIES = "SELECT origin, epoch, seq, body FROM log_body NOT INDEXED"  # an index may be spoilt where the table is not


class Restored(msgspec.Struct, frozen=True):
    """What came back: from which backup, lines added behind it, attachments, and what could not be used."""

    backup: str
    lines: int
    blobs: int
    left: tuple[Problem, ...]


def continued(lines: Iterable[Line]) -> int:
    """Put behind this machine's log what fits there; lines that are there already are held against ours.

    Stops at the first line that does not fit. Raises LogBroken when a line is there and is another one.
    """
    added = 0
    with write():
        for line, body in lines:
            try:
                header = read_header(line)
            except ValueError:
                break
            fits = _fits(header, line, body)
            if fits is None:
                continue
            if not fits:
                break
            place = {"origin": header.origin, "epoch": header.epoch, "seq": header.seq}
            LogLine.put(**place, header=line, hash=digest(line))
            LogBody.put(**place, body=body)
            added += 1
        if added:
            schema.set_fact("tables", "")  # what the tables say is told anew at the next opening
            _raise_epoch()
            _erase_again()
    return added


def _fits(header: Header, line: str, body: str) -> bool | None:
    """True for the next line of our log, None for one that is there, False for any other."""
    log = append.this_log()
    if header.origin != log.origin:
        return False
    mine = LogLine.origin == log.origin
    there = LogLine.get_or_none(mine, LogLine.epoch == header.epoch, LogLine.seq == header.seq)
    if there is not None:
        if there.hash != digest(line):
            raise LogBroken(f"第 {header.seq} 号登记有两条不同的。请不要再用这台机器，并告诉县里管平台的人。")
        return None
    if body and digest(body) != header.body:
        return False
    last = LogLine.select().where(mine).order_by(LogLine.epoch.desc(), LogLine.seq.desc()).first()
    if last is None:
        return header.seq == 1 and header.prev == log.genesis
    if header.epoch == last.epoch:
        return bool(header.seq == last.seq + 1 and header.prev == last.hash)
    begins = LogLine.select().where(mine, LogLine.hash == header.prev).exists()
    return bool(header.epoch > last.epoch and header.seq > last.seq and begins)


def _raise_epoch() -> None:
    mine = LogLine.origin == append.origin()
    newest = LogLine.select(LogLine.epoch).where(mine).order_by(LogLine.epoch.desc()).limit(1).scalar()
    if newest and int(schema.fact("epoch", "1")) < newest:
        schema.set_fact("epoch", str(newest))


def _erase_again() -> None:
    """A copy may be older than the word that erased a body."""
    for origin, epoch, seq in erased():
        place = (LogBody.origin == origin) & (LogBody.epoch == epoch) & (LogBody.seq == seq)
        LogBody.update(body="").where(place).execute()


def from_bundles(files: Sequence[Path], key: bytes) -> tuple[int, int, list[Problem]]:
    """Lines and attachments these bundles, signed by `key`, add to our log, and what was wrong with those that could not be used."""
    read: list[Read] = []
    left: list[Problem] = []
    for file in files:
        try:
            read.append((file, bundles.read(file, key=key)))
        except BundleRefused as refused:
            left += [Problem(one.says, f"{file.name} {one.where}".strip()) for one in refused.problems]
    added, count, more = _from_read(read)
    return added, count, left + more


def _from_read(found: Sequence[Read]) -> tuple[int, int, list[Problem]]:
    read = sorted(found, key=lambda one: (one[1].envelope.epoch, one[1].envelope.from_seq))
    count = sum(_put(file, one) for file, one in read)
    count += _joined(read)
    added, left = 0, []
    for file, one in read:
        if one.log:
            added += (now := continued(zip(one.log, one.bodies, strict=True)))
            if not now and not _has(one):
                left.append(Problem("前面还缺一段，这个包接不上。请把前面的包也拿来。", file.name))
    return added, count, left


def _has(one: bundles.Bundle) -> bool:
    envelope = one.envelope
    place = (LogLine.origin == envelope.origin) & (LogLine.epoch == envelope.epoch)
    return bool(LogLine.select().where(place & (LogLine.seq == envelope.head_seq)).exists())


def _put(file: Path, one: bundles.Bundle) -> int:
    """Keep the whole attachments of a bundle."""
    whole = [piece for piece in one.pieces if piece.blob.parts == 1]
    for piece in whole:
        blobs.put(bundles.piece(file, piece), piece.blob.sha256, piece.blob.type)
    return len(whole)


def _joined(read: Sequence[tuple[Path, bundles.Bundle]]) -> int:
    """Keep attachments all of whose parts are somewhere among these bundles."""
    parts: dict[str, dict[int, tuple[Path, bundles.Piece]]] = {}
    for file, one in read:
        for piece in one.pieces:
            if piece.blob.parts > 1:
                parts.setdefault(piece.blob.sha256, {})[piece.blob.part] = (file, piece)
    count = 0
    for sha256, found in parts.items():
        first = next(iter(found.values()))[1].blob
        if len(found) == first.parts:
            data = b"".join(bundles.piece(*found[number]) for number in range(first.parts))
            if hashlib.sha256(data).hexdigest() == sha256:
                blobs.put(data, sha256, first.type)
                count += 1
    return count


def salvaged(damaged: Path) -> Iterator[Line]:
    """Lines of a database file, as far as it can be read, that prove themselves; a damaged one is nobody's word."""
    try:
        with looking(damaged) as connection:
            bodies = _bodies(connection)
            rows = connection.execute(LINES)
            yield from proven((line, mark, bodies.get((origin, epoch, seq))) for origin, epoch, seq, line, mark in rows)
    except (sqlite3.Error, UnicodeDecodeError):
        return


def _bodies(connection: sqlite3.Connection) -> dict[tuple[str, int, int], str]:
    found: dict[tuple[str, int, int], str] = {}
    with suppress(sqlite3.Error, UnicodeDecodeError):
        for origin, epoch, seq, body in connection.execute(BODIES):
            found[origin, epoch, seq] = body
    return found


def proven(rows: Iterable[tuple[str, str, str | None]]) -> Iterator[Line]:
    """Those of these (header, hash, body) in which nothing was changed since: what was hashed is named by the line's own hash
    or by the next line. A bit turned in a header gives another header that fits behind the line before as well as the right one."""
    last: tuple[str, str, str | None] | None = None
    for row in chain(rows, [("", "", "")]):
        if last and _proves_itself(*last, row[0]):
            yield last[0], last[2] or ""
        last = row


def _proves_itself(line: str, mark: str, body: str | None, following: str) -> bool:
    if not isinstance(line, str) or not isinstance(body, str):
        return False
    found = digest(line)
    try:
        named = read_header(line).body
    except ValueError:
        return False
    return (not body or digest(body) == named) and (found == mark or f'"prev":"{found}"' in str(following))


def restore(data: Path, found: Backup | None, files: Sequence[Path] = (), keys: Path | None = None) -> Restored:
    """Fill an empty or missing folder from a backup and bundles; all of it or nothing. Raises Refused, TerminalError.

    The folder is then a terminal that must begin a new epoch: what it said after the backup may be at the county.
    """
    refuse_if(_why_not_into(data, found, keys))
    part = data.with_name(f"{data.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(parents=True)
        done = _built(part, found, files, keys)
        close_database()
        # The tally of commits begins where nobody has seen it: nothing remembered of another database fits this one.
        (part / f"{backup.DATABASE}.lock").write_bytes(secrets.token_bytes(TALLY))
        sync_folder(part)
        part.rename(data)
        sync_folder(data.parent)
    except OSError as wrong:
        raise TerminalError(f"没有恢复成，{data} 还和原来一样：{wrong.strerror or wrong}。") from None
    finally:
        close_database()
        shutil.rmtree(part, ignore_errors=True)
    return done


def _why_not_into(data: Path, found: Backup | None, keys: Path | None) -> Iterator[Problem]:
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        yield Problem(f"{data} 里已经有东西了。恢复只写进空文件夹，请另选一个。")
    if found and keys is None and not (found.folder / backup.KEYS / "terminal.key").is_file():
        yield Problem("这份备份里没有密钥，日志接不下去。请用 --keys 写出密钥文件夹。", found.name)
    if found is None and keys is None:
        yield Problem("只有数据包，没有密钥，日志接不下去。请同时给出备份，或用 --keys 写出密钥文件夹。")
    if keys is not None and not (keys / "terminal.key").is_file():
        yield Problem(f"{keys} 里没有 terminal.key。")


def _built(part: Path, found: Backup | None, files: Sequence[Path], keys: Path | None) -> Restored:
    (part / backup.KEYS).mkdir(mode=0o700)
    for path in sorted((keys or (found.folder / backup.KEYS if found else part)).glob("terminal.key*")):
        backup.copy_file(path, part / backup.KEYS / path.name)
    count = put_back(part, found) if found else 0
    key = public_bytes(load_or_make(part / backup.KEYS))
    read, left = readable(files)
    open_database(part / backup.DATABASE)
    known = lineage(read, key, schema.fact("origin") if found else "")
    if found is None and known.genesis and known.origin != origin_of_public(key):
        append.adopt(known.origin, known.genesis, key)  # this machine had taken another's place
    append.open_log(part)
    lines, more, others = _from_read(known.read)
    left += [
        Problem("这个包不是这台终端的日志，或者说不清是谁签的，没有用。", file.name) for file in _foreign(read, known)
    ]
    _refuse_if_nothing(append.origin(), left + others)
    begin_anew(part)
    return Restored(found.name if found else "", lines, count + more, (*left, *others))


def _foreign(read: Sequence[Read], known: Lineage) -> Iterator[Path]:
    used = {file for file, _ in known.read}
    yield from (file for file, _ in read if file not in used)


def put_back(data: Path, found: Backup) -> int:
    """The database and the attachments of a backup into this folder; the number of attachments. Raises Refused."""
    backup.refuse_if_damaged(found, copies.look)
    whole, _missing = backup.copy_blobs(found.folder.parent / backup.BLOBS, data / backup.BLOBS, found.about.blobs)
    backup.copy_file(found.folder / backup.DATABASE, data / backup.DATABASE)
    return len(whole)


def begin_anew(data: Path) -> None:
    """Let the next opening begin a new epoch: what this log said after the copy may have left the lost machine.

    How far it had come nobody knows here, so its numbers go on well above.
    """
    last = returning.end()
    mark = hwm.Mark(last.origin, last.epoch, last.seq + LEFT_OUT, UNKNOWN)
    hwm.advance(hwm.place(data), mark)


def _refuse_if_nothing(origin: str, left: Sequence[Problem]) -> None:
    if append.length() == 0:
        raise Refused([*left, Problem(f"没有找到 {origin} 的登记，没有恢复。请核对备份和数据包是不是这台终端的。")])
