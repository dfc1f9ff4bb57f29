"""Sending on what somebody adds to a sealed letter, by its receipt alone; sealed before the first byte is written."""

from collections.abc import Collection

from terminal.clock import Now
from terminal.errors import Problem, Refused, refuse_if
from terminal.feedback import rules
from terminal.feedback.receipts import Receipt
from terminal.feedback.sealed import answers, timeless
from terminal.feedback.sealed.events import SealedMoreSaid
from terminal.feedback.sealed.told import More, seal_more
from terminal.journal import blobs
from terminal.journal.append import append
from terminal.journal.header import Header
from terminal.store.together import commit
from terminal.text.words import tidy

BY = "群众"


def add(receipt: Receipt, text: str, *, now: Now) -> Header:
    """Seal what the office asked for. Raises Refused when it asked for nothing, or nothing was written."""
    found = _answers(receipt, "asked")
    refuse_if(rules.why_not_text(tidy(text)))
    return _send(found, receipt, More(day=now.today, text=tidy(text)), now)


def rate(receipt: Receipt, level: int, reasons: Collection[str], *, now: Now) -> Header:
    """Seal how the answer is rated, for its office alone. Raises Refused; once for each answer."""
    found = _answers(receipt, "answered")
    refuse_if(rules.why_not_level(level, reasons))
    return _send(found, receipt, More(day=now.today, level=level, reasons=tuple(reasons)), now)


def _answers(receipt: Receipt, step: str) -> answers.Answers:
    found = answers.find(receipt)
    if found is None or found.newest is None or found.newest.step != step or not found.may_add:
        says = "没有要您补充什么，这一次没有交上去。" if step == "asked" else "这一份答复已经评过了，或者还不能评。"
        raise Refused([Problem(says)])
    return found


def _send(found: answers.Answers, receipt: Receipt, more: More, now: Now) -> Header:
    """The line carries the day alone, as that of the letter does."""
    newest = found.newest
    data = seal_more(more, newest.reply_to if newest else ())
    blob = blobs.put(data, "more.age", "application/octet-stream")
    day = timeless.day_only(now)
    timeless.forget_time(blob, now)
    event = SealedMoreSaid(lookup=receipt.lookup, answer=found.line, blob=blob, day=now.today)
    return commit(lambda: append(event, by=BY, now=day))
