"""What the log can say about sealed letters: that there is one, and for whose keys letters are sealed."""

import re
from datetime import date
from typing import ClassVar, Literal

import msgspec

from terminal.errors import Problem
from terminal.feedback.sealed.models import SealedAnswer, SealedLetter, SealedMore, SealedOffice
from terminal.journal.header import Header
from terminal.journal.kinds import BlobRef, Event

Above = Literal["township", "county", "discipline"]
LOOKUP = re.compile(r"[0-9a-f]{32}")


def _why_not_lookup(lookup: str) -> list[Problem]:
    return [] if LOOKUP.fullmatch(lookup) else [Problem("这封信没有查询号，不能登记。")]


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """An office above this unit: letters to it are sealed for all its age recipients, from that day on."""

    addressee: Above
    name: str
    recipients: tuple[str, ...]
    valid_from: date


class Sealed(Event, frozen=True, kw_only=True):
    """A sealed letter was taken in on that day; its lines carry no time. Law: XF (2022) art. 30 (不得泄露举报人)."""

    kind: ClassVar[str] = "feedback.sealed"
    addressee: Above
    lookup: str
    blob: BlobRef
    day: date

    def wrong(self) -> list[Problem]:
        return _why_not_lookup(self.lookup)

    def project(self, header: Header) -> None:
        SealedLetter.put(
            origin=header.origin,
            log_seq=header.seq,
            addressee=self.addressee,
            lookup=self.lookup,
            day=self.day,
            sha256=self.blob.sha256,
            size=self.blob.size,
        )


class Offices(Event, frozen=True, kw_only=True):
    """Which offices letters may be sealed for, all of them; the highest number counts."""

    kind: ClassVar[str] = "feedback.offices"
    number: int
    offices: tuple[Office, ...]

    def project(self, header: Header) -> None:
        known = SealedOffice.get_or_none(SealedOffice.origin == header.origin)
        if known is None or known.number <= self.number:
            said = msgspec.json.encode(self.offices).decode()
            SealedOffice.replace(origin=header.origin, number=self.number, offices=said, log_seq=header.seq).execute()


class SealedAnswered(Event, frozen=True, kw_only=True):
    """The county sends an answer down `to` one terminal; what it says lies in the age file, for the receipt alone."""

    kind: ClassVar[str] = "letter.answer"
    to: str
    lookup: str
    blob: BlobRef
    day: date

    def wrong(self) -> list[Problem]:
        return _why_not_lookup(self.lookup)

    def project(self, header: Header) -> None:
        SealedAnswer.put(
            origin=header.origin,
            log_seq=header.seq,
            terminal=self.to,
            lookup=self.lookup,
            day=self.day,
            sha256=self.blob.sha256,
            size=self.blob.size,
        )


class SealedMoreSaid(Event, frozen=True, kw_only=True):
    """Whoever holds the receipt added something after an answer, or rated it; sealed for the office, without a time."""

    kind: ClassVar[str] = "feedback.sealed-more"
    lookup: str
    answer: int
    blob: BlobRef
    day: date

    def wrong(self) -> list[Problem]:
        return _why_not_lookup(self.lookup)

    def project(self, header: Header) -> None:
        SealedMore.put(
            origin=header.origin,
            log_seq=header.seq,
            lookup=self.lookup,
            answer=self.answer,
            day=self.day,
            sha256=self.blob.sha256,
            size=self.blob.size,
        )


EVENTS = (Sealed, Offices, SealedAnswered, SealedMoreSaid)
