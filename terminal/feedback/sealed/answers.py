"""What a receipt opens of a sealed letter: the answers its office sent down, opened in memory, never kept."""

from datetime import date

import msgspec

from terminal.errors import NotFound, TerminalError
from terminal.feedback.receipts import Receipt
from terminal.feedback.sealed.models import SealedAnswer, SealedMore
from terminal.feedback.sealed.queries import Waiting, by_lookup
from terminal.feedback.sealed.told import Told, unseal_told
from terminal.journal import blobs
from terminal.journal.append import origin


class Opened(msgspec.Struct, frozen=True):
    """One answer; `line` is its place in the county's log, `told` None where its file is still on the way or damaged."""

    day: date
    line: int
    told: Told | None
    missing: str = ""


class Answers(msgspec.Struct, frozen=True):
    """Everything a receipt opens, oldest first; `waiting` says for whom the letter lies and since when."""

    waiting: Waiting
    opened: tuple[Opened, ...]
    may_add: bool

    @property
    def newest(self) -> Told | None:
        return next((one.told for one in reversed(self.opened) if one.told), None)

    @property
    def line(self) -> int:
        """The newest answer that could be opened."""
        return next((one.line for one in reversed(self.opened) if one.told), 0)


ON_THE_WAY = "这一份答复县里已经发出，还在路上，还没有全部送到。请过几天再来查。"
DAMAGED = "这一份答复在路上坏了，打不开。请告诉管机器的人，请县里再发一次。"


def find(receipt: Receipt, of: str = "") -> Answers | None:
    """What came down for this receipt to the terminal whose log is `of`; None while nothing has: then nothing is said."""
    terminal = of or origin()
    waiting = by_lookup(receipt.lookup, terminal)
    mine = (SealedAnswer.terminal == terminal) & (SealedAnswer.lookup == receipt.lookup)
    rows = list(SealedAnswer.select().where(mine).order_by(SealedAnswer.log_seq))
    if waiting is None or not rows:
        return None
    opened = tuple(_opened(row, receipt) for row in rows)
    found = Answers(waiting, opened, may_add=False)
    return msgspec.structs.replace(found, may_add=_may_add(found, receipt.lookup, terminal))


def _opened(row: SealedAnswer, receipt: Receipt) -> Opened:
    try:
        told = unseal_told(blobs.path(row.sha256).read_bytes(), [receipt.identity])
    except NotFound:
        return Opened(row.day, row.log_seq, None, ON_THE_WAY)
    except TerminalError:
        return Opened(row.day, row.log_seq, None, DAMAGED)
    return Opened(row.day, row.log_seq, told)


def _may_add(found: Answers, lookup: str, terminal: str) -> bool:
    """Once for each answer: what was asked for, or how it is rated."""
    newest = found.newest
    if newest is None or newest.step not in ("asked", "answered") or not newest.reply_to:
        return False
    mine = (SealedMore.origin == terminal) & (SealedMore.lookup == lookup)
    return not SealedMore.select().where(mine & (SealedMore.answer == found.line)).exists()
