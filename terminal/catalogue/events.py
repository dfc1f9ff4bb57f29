"""Whole catalogues and calendars, as a county sends them to every terminal."""

from typing import ClassVar

from terminal.catalogue import reading
from terminal.catalogue.models import SentCalendar, SentCatalogue
from terminal.catalogue.shapes import UnitKind
from terminal.errors import Problem, Refused
from terminal.journal.header import Header
from terminal.journal.kinds import EVERYBODY, Addressed

LONGEST_GIST = 200


def _why_not_head(to: str, number: int, gist: str) -> list[Problem]:
    found = [] if to == EVERYBODY else [Problem("公开目录和工作日历全县只有一份，不能只发给一处。", "发给")]
    found += [] if number >= 1 else [Problem("版次从 1 数起。", "版次")]
    if not gist.strip() or len(gist) > LONGEST_GIST:
        found.append(Problem(f"改了什么要写，最多 {LONGEST_GIST} 个字。", "改了什么"))
    return found


class CatalogueSent(Addressed, frozen=True, kw_only=True):
    """The catalogue of one kind of unit, whole, as TOML; `number` only rises. Law: the local 村务公开目录."""

    kind: ClassVar[str] = "catalogue.version"
    unit_kind: UnitKind
    number: int
    gist: str
    text: str

    def wrong(self) -> list[Problem]:
        try:
            reading.catalogue_of(self.text, self.unit_kind)
        except Refused as refused:
            return [*_why_not_head(self.to, self.number, self.gist), *refused.problems]
        return _why_not_head(self.to, self.number, self.gist)

    def project(self, header: Header) -> None:
        """A version that is lower than one already said says nothing any more."""
        mine = (SentCatalogue.origin == header.origin) & (SentCatalogue.unit_kind == self.unit_kind)
        if SentCatalogue.select().where(mine & (SentCatalogue.number >= self.number)).exists():
            return
        SentCatalogue.insert(
            origin=header.origin,
            unit_kind=self.unit_kind,
            number=self.number,
            effective_from=reading.catalogue_of(self.text, self.unit_kind).effective_from,
            gist=self.gist,
            said_on=header.moment.date(),
            text=self.text,
            log_seq=header.seq,
        ).execute()


class CalendarSent(Addressed, frozen=True, kw_only=True):
    """The working days of one year, whole, as TOML; `number` only rises. Law: the yearly holiday notice."""

    kind: ClassVar[str] = "calendar.version"
    number: int
    gist: str
    text: str

    def wrong(self) -> list[Problem]:
        try:
            reading.year_of(self.text)
        except Refused as refused:
            return [*_why_not_head(self.to, self.number, self.gist), *refused.problems]
        return _why_not_head(self.to, self.number, self.gist)

    def project(self, header: Header) -> None:
        year = reading.year_of(self.text)
        mine = (SentCalendar.origin == header.origin) & (SentCalendar.year == year)
        if SentCalendar.select().where(mine & (SentCalendar.number >= self.number)).exists():
            return
        SentCalendar.replace(
            origin=header.origin,
            year=year,
            number=self.number,
            gist=self.gist,
            said_on=header.moment.date(),
            text=self.text,
            log_seq=header.seq,
        ).execute()


EVENTS = (CatalogueSent, CalendarSent)
