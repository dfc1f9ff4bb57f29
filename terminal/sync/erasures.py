"""Bodies that were erased by law, as they come in from elsewhere: an order erases here too, a copy without order fills again."""

from collections.abc import Sequence

from terminal.bundle.attachments import named
from terminal.bundle.lines import Line
from terminal.bundle.read import Bundle
from terminal.bundle.verify import NAMES
from terminal.journal import blobs, kinds
from terminal.journal.erasing import erased, is_named
from terminal.journal.header import Header
from terminal.journal.models import LogBody, LogLine
from terminal.store.database import database
from terminal.sync import arriving, withholding
from terminal.sync.models import MissingBlob

# In words: asked for every bundle.
EMPTY = "SELECT seq FROM log_body WHERE origin = ? AND epoch = ? AND body = '' AND seq BETWEEN ? AND ?"


def fill(bundle: Bundle) -> bool:
    """Put bodies where an empty line stands without an order, or where one was withheld; True when there was one.

    The hashes were compared before.
    """
    one = bundle.envelope
    rows = database.execute_sql(EMPTY, (one.origin, one.epoch, one.from_seq, one.head_seq))
    open_seqs = [seq for (seq,) in rows if bundle.bodies and bundle.bodies[seq - one.from_seq]]
    if not open_seqs:
        return False
    ordered = erased()
    free = [seq for seq in open_seqs if (one.origin, one.epoch, seq) not in ordered]
    there = (LogBody.origin == one.origin) & (LogBody.epoch == one.epoch) & (LogBody.body == "")
    for seq in free:
        body = bundle.bodies[seq - one.from_seq]
        LogBody.update(body=body).where(there & (LogBody.seq == seq)).execute()
        withholding.forget(one.origin, one.epoch, seq)
    came = [Line(seq, bundle.log[seq - one.from_seq], "", bundle.bodies[seq - one.from_seq]) for seq in free]
    arriving.list_missing(one.origin, came)
    return bool(free)


def obey(headers: Sequence[Header], rows: Sequence[Line]) -> bool:
    """Erase what the log by now says is erased; True when tables have to be told again."""
    erasing = kinds.erasing()
    orders = any(header.kind in erasing for header in headers)
    if not orders and all(row.body for row in rows):
        return False
    for origin, epoch, seq in erased():
        _erase(origin, epoch, seq)
    return True


def _erase(origin: str, epoch: int, seq: int) -> None:
    row = LogBody.get_or_none(origin=origin, epoch=epoch, seq=seq)
    line = LogLine.get_or_none(origin=origin, epoch=epoch, seq=seq)
    if row is None or line is None or not row.body:
        return
    place = (LogBody.origin == origin) & (LogBody.epoch == epoch) & (LogBody.seq == seq)
    LogBody.update(body="").where(place).execute()
    for sha256 in named([Line(seq, line.header, line.hash, row.body)]):
        if not is_named(sha256):
            MissingBlob.delete().where(MissingBlob.sha256 == sha256).execute()
            blobs.drop(sha256)


def standing(origin: str, epoch: int, rows: Sequence[Line]) -> list[Line]:
    """Those of these lines that name an attachment, without what was erased just now."""
    rows = [row for row in rows if NAMES in row.body]
    if not rows:
        return []
    place = (LogBody.origin == origin) & (LogBody.epoch == epoch) & (LogBody.body != "")
    there = {row.seq for row in LogBody.select(LogBody.seq).where(place & (LogBody.seq >= rows[0].seq))}
    return [row for row in rows if row.seq in there]
