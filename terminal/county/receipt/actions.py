"""Saying that a letter never came: a case about the terminal, without a word of the letter and without its code."""

from collections.abc import Sequence
from datetime import date

from terminal.clock import Now
from terminal.county.receipt import queries, rules
from terminal.county.receipt.events import MissingSaid
from terminal.errors import Problem, Refused, refuse_if
from terminal.feedback.receipts import Receipt
from terminal.journal.append import append
from terminal.journal.header import Header
from terminal.store.database import write

BY = "群众"


def say_missing(receipts: Sequence[tuple[str, Receipt]], day: date | None, *, now: Now) -> Header:
    """Open the case, or count it once more. Raises Refused: no such day, no village, or it has come meanwhile."""
    refuse_if(rules.why_not_day(day, now.today))
    if not receipts or day is None:
        raise Refused([Problem("请选是哪个村。")])
    if queries.find(receipts):
        raise Refused([Problem("这封信县平台已经收到了。请再查一次。")])
    terminal, receipt = receipts[0]
    known = queries.known_to(terminal)
    said = MissingSaid(terminal=terminal, lookup=receipt.lookup, day=day, said_on=now.today, known_to=known)
    with write():
        return append(said, by=BY, now=now)
