"""A county discipline office with keys, and things that are said to it."""

from datetime import date
from typing import Any

from terminal.feedback.sealed import offices, sealing
from terminal.feedback.sealed.events import Office
from terminal.feedback.shapes import Submission
from tests.world import SUNDAY, at

SECRET, PUBLIC = sealing.new_identity()


def office(**changes: Any) -> Office:
    usual = {
        "addressee": "discipline",
        "name": "青溪县纪委监委信访室",
        "recipients": (PUBLIC,),
        "valid_from": date(2026, 1, 1),
    }
    return Office(**usual | changes)


def has_keys(*named: Office) -> None:
    offices.enter(named or (office(),), by="王秀英", now=at(SUNDAY))


def said(**changes: Any) -> Submission:
    """A report to the county's discipline office, unless something else is said."""
    usual = {"category": "report", "addressee": "discipline", "text": "村里的挖沙款没有入账，我亲眼看见的。"}
    return Submission(**usual | changes)
