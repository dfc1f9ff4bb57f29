"""What the log can say about sealed letters: that there is one, and for whose keys letters are sealed."""

import re
from datetime import date
from typing import ClassVar, Literal

import msgspec

from terminal.errors import Problem
from terminal.feedback.sealed.models import SealedAnswer, SealedLetter, SealedMore, SealedOffice, SentOffices
from terminal.journal.header import Header
from terminal.journal.kinds import Addressed, BlobRef, Event

Above = Literal["township", "county", "discipline"]
LOOKUP = re.compile(r"[0-9a-f]{32}")
KEY = re.compile(r"age1[0-9a-z]{58}")


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


class OfficesSent(Addressed, frozen=True, kw_only=True):
    """The county names the offices letters may be sealed for, and their keys; an office it names goes before the
    terminal's own, one with no key left is closed. `number` only rises: an old list revives no revoked key."""

    kind: ClassVar[str] = "recipients.set"
    number: int
    offices: tuple[Office, ...]

    def wrong(self) -> list[Problem]:
        found = [] if self.to.strip() else [Problem("要写明发给谁。", "发给")]
        found += [] if self.number >= 1 else [Problem("版次从 1 数起。", "版次")]
        named = [one.addressee for one in self.offices]
        found += [] if named and len(named) == len(set(named)) else [Problem("收信单位要写，一个只写一次。", "单位")]
        for office in self.offices:
            if not office.name.strip() or any(not KEY.fullmatch(key) for key in office.recipients):
                found.append(Problem("收信单位要有名称，钥匙要是 age1 开头的公钥。", office.name or office.addressee))
        return found

    def project(self, header: Header) -> None:
        mine = (SentOffices.origin == header.origin) & (SentOffices.to == self.to)
        if SentOffices.select().where(mine & (SentOffices.number >= self.number)).exists():
            return
        said = msgspec.json.encode(self.offices).decode()
        SentOffices.replace(
            origin=header.origin, to=self.to, number=self.number, offices=said, log_seq=header.seq
        ).execute()


class SealedAnswered(Addressed, frozen=True, kw_only=True):
    """The county sends an answer down `to` one terminal; what it says lies in the age file, for the receipt alone."""

    kind: ClassVar[str] = "letter.answer"
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


EVENTS = (Sealed, Offices, OfficesSent, SealedAnswered, SealedMoreSaid)
