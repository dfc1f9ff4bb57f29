"""What the log can say about the slots of the catalogue themselves."""

from datetime import date
from typing import ClassVar

from terminal.errors import Problem
from terminal.journal.header import Header
from terminal.journal.kinds import Event
from terminal.register.models import SetAside


class NotApplicable(Event, frozen=True, kw_only=True):
    """This item has nothing to do with this unit for this period; empty period: the slot that stands all the time."""

    kind: ClassVar[str] = "register.not-applicable"
    item: str
    period: str = ""
    reason: str
    approver: str
    set_on: date

    def wrong(self) -> list[Problem]:
        return [] if self.reason.strip() and self.approver else [Problem("不适用的，要写明原因和谁同意的。", "原因")]

    def project(self, header: Header) -> None:
        SetAside.replace(
            origin=header.origin,
            item=self.item,
            period=self.period,
            reason=self.reason,
            approver=self.approver,
            set_on=self.set_on,
            log_seq=header.seq,
        ).execute()


EVENTS = (NotApplicable,)
