"""Saying that a slot of the catalogue does not apply here."""

from terminal.clock import Now
from terminal.journal.append import append
from terminal.journal.header import Header
from terminal.register.events import NotApplicable
from terminal.store.database import write
from terminal.text.words import tidy


def set_aside(item: str, period: str, reason: str, approver: str, *, by: str, now: Now) -> Header:
    """Take a slot out of what is due; it stays listed, with reason and approver. Raises Refused."""
    with write():
        event = NotApplicable(item=item, period=period, reason=tidy(reason), approver=approver, set_on=now.today)
        return append(event, by=by, now=now)
