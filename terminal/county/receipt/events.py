"""What the county's log says of a letter that never came: which terminal, which day; no word of it, and no code."""

from datetime import date
from typing import ClassVar

from terminal.county.receipt.models import MissingLetter
from terminal.errors import Problem
from terminal.feedback.sealed.events import LOOKUP
from terminal.journal.header import Header
from terminal.journal.kinds import Event


class MissingSaid(Event, frozen=True, kw_only=True):
    """Somebody holds a receipt of this terminal for a letter of that `day`, and nothing of it is here. Stays at the county.

    `known_to`: the day of the newest line of the terminal's log that is known.
    """

    kind: ClassVar[str] = "county.missing-letter"
    terminal: str
    lookup: str
    day: date
    said_on: date
    known_to: date | None = None

    def wrong(self) -> list[Problem]:
        return [] if LOOKUP.fullmatch(self.lookup) else [Problem("没有查询号，不能登记。")]

    def project(self, header: Header) -> None:
        mine = (MissingLetter.origin == header.origin) & (MissingLetter.terminal == self.terminal)
        told = MissingLetter.update(times=MissingLetter.times + 1, log_seq=header.seq)
        if told.where(mine & (MissingLetter.lookup == self.lookup)).execute():
            return
        MissingLetter.insert(
            origin=header.origin,
            terminal=self.terminal,
            lookup=self.lookup,
            day=self.day,
            reported_on=self.said_on,
            known_to=self.known_to,
            times=1,
            log_seq=header.seq,
        ).execute()


EVENTS = (MissingSaid,)
