"""What the county's log says about sealed letters: that they came, and what their office did. It all stays at the county."""

from datetime import date
from typing import ClassVar

import msgspec

from terminal.county.letters.models import LetterArrived, LetterStep
from terminal.feedback.sealed.events import Above
from terminal.feedback.sealed.told import Step
from terminal.journal.header import Header
from terminal.journal.kinds import BlobRef, Event


class Came(msgspec.Struct, frozen=True):
    """A sealed letter: its terminal's log, its number there."""

    terminal: str
    letter: int


class Arrived(Event, frozen=True, kw_only=True):
    """These letters were first seen here that day."""

    kind: ClassVar[str] = "letter.arrived"
    letters: tuple[Came, ...]
    day: date

    def project(self, header: Header) -> None:
        for one in self.letters:
            place = {"origin": header.origin, "terminal": one.terminal, "letter": one.letter}
            LetterArrived.insert(**place, day=self.day, log_seq=header.seq).on_conflict_ignore().execute()


class Stepped(Event, frozen=True, kw_only=True):
    """An office took a letter up, asked for more, answered, or passed it on. Law: XF (2022) art. 22, 23, 30."""

    kind: ClassVar[str] = "letter.step"
    terminal: str
    letter: int
    step: Step
    addressee: Above
    township: str
    day: date
    who: str
    answer: int
    approved_by: str = ""
    due_on: date | None = None
    to_addressee: str = ""
    to_township: str = ""
    sealed: BlobRef | None = None
    note: BlobRef | None = None

    def project(self, header: Header) -> None:
        fields = {name: getattr(self, name) for name in self.__struct_fields__ if name not in ("sealed", "note")}
        LetterStep.insert(
            origin=header.origin,
            log_seq=header.seq,
            sealed=self.sealed.sha256 if self.sealed else "",
            note=self.note.sha256 if self.note else "",
            **fields,
        ).execute()


EVENTS = (Arrived, Stepped)
