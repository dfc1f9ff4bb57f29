"""What is stored of a log: its epochs, a line's hash, how far its head is; read and moved by whoever takes bundles."""

import msgspec

from terminal.journal import erasing
from terminal.journal.chain import parse
from terminal.journal.header import Header, read_header
from terminal.journal.models import LogBody, LogLine
from terminal.store.database import database
from terminal.sync.events import EpochStart
from terminal.sync.models import Head, Told
from terminal.sync.rules import Epoch, GoesOn

# Asked for every bundle: as words, because peewee would put the same words together every time.
ENDS = """
SELECT (SELECT MIN(seq) FROM log_line WHERE origin = ? AND epoch = ?), seq, hash FROM log_line
WHERE origin = ? AND epoch = ? ORDER BY seq DESC LIMIT 1
"""
HASHES = "SELECT seq, hash FROM log_line WHERE origin = ? AND epoch = ? AND seq BETWEEN ? AND ?"
DEFERRED = "SELECT COUNT(*) FROM deferred WHERE origin = ? AND epoch = ? AND log_seq >= ?"


def hash_at(origin: str, epoch: int, seq: int) -> str:
    """Hash of a stored line; empty when it is not here."""
    row = LogLine.find(origin=origin, epoch=epoch, seq=seq)
    return str(row.hash) if row else ""


def hashes(origin: str, epoch: int, first: int, last: int) -> dict[int, str]:
    """Hashes of the stored lines between these two numbers, both included."""
    return dict(database.execute_sql(HASHES, (origin, epoch, first, last)).fetchall())


def epochs(origin: str) -> tuple[Epoch, ...]:
    """Every epoch of a log that has lines here, in order."""
    return tuple(_epoch(origin, number) for number in erasing.epochs(origin))


def _epoch(origin: str, number: int) -> Epoch:
    first, last, line_hash = database.execute_sql(ENDS, (origin, number) * 2).fetchone()
    return Epoch(number, first, last, line_hash)


def opening(header: Header, body: str) -> GoesOn | None:
    """Which line a new epoch goes on from, when this line begins one and says so."""
    if header.kind != EpochStart.kind or not body:
        return None
    try:
        after = msgspec.convert(parse(body), EpochStart).after
    except ValueError:
        return None
    return GoesOn(after.epoch, after.seq, after.hash)


def way_back(origin: str, epoch: int) -> dict[int, int]:
    """The last line of each earlier epoch that this one goes on from, as its first line says."""
    found: dict[int, int] = {}
    for one in reversed(epochs(origin)):
        if one.number == epoch and epoch > 1:
            place = {"origin": origin, "epoch": epoch, "seq": one.first}
            line, body = LogLine.get(**place), LogBody.get(**place)
            after = opening(read_header(line.header), body.body)
            if after is None:
                return found
            found[after.epoch] = after.seq
            epoch = after.epoch
    return found


def move_head(origin: str, epoch: int, seq: int, line_hash: str) -> None:
    """The head is the furthest line known; it never falls."""
    row = Head.find(origin=origin)
    if row is None:
        Head.put(origin=origin, epoch=epoch, seq=seq, hash=line_hash, backup_epoch=0, backup_seq=0)
    elif (row.epoch, row.seq) < (epoch, seq):
        Head.update(epoch=epoch, seq=seq, hash=line_hash).where(Head.origin == origin).execute()


def head(origin: str) -> Head | None:
    """The furthest line known of a log; None when nothing of it is here."""
    return Head.find(origin=origin)


def came_late(origin: str, epoch: int, first: int) -> None:
    """Lines from this one on came after later epochs were known: no copy has them yet, whatever lies behind them."""
    mark = (Head.backup_epoch > epoch) | ((Head.backup_epoch == epoch) & (Head.backup_seq >= first))
    Head.update(backup_epoch=epoch, backup_seq=first - 1).where((Head.origin == origin) & mark).execute()


def was_told(terminal: str, seq: int) -> None:
    """A terminal has applied this machine's log up to here; it never falls."""
    row = Told.get_or_none(Told.terminal == terminal)
    if row is None or row.seq < seq:
        Told.replace(terminal=terminal, seq=seq).execute()


def told() -> dict[str, int]:
    """Terminal → the newest line of this machine's log that it has applied."""
    return {row.terminal: row.seq for row in Told.select()}


def deferred(origin: str, epoch: int, seq: int) -> int:
    """How many lines from this one on no table was told."""
    return int(database.execute_sql(DEFERRED, (origin, epoch, seq)).fetchone()[0])
