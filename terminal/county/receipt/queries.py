"""What a receipt opens at the county, and which letters never came."""

import threading
from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec
from peewee import fn

from terminal.clock import HERE
from terminal.county.letters.models import LetterArrived, LetterStep
from terminal.county.models import Source
from terminal.county.queries import villages_for
from terminal.county.receipt.models import MissingLetter
from terminal.feedback import queries as cases
from terminal.feedback.models import FeedbackCase
from terminal.feedback.receipts import Receipt, unlock
from terminal.feedback.sealed.answers import Answers
from terminal.feedback.sealed.answers import find as answers_to
from terminal.feedback.sealed.models import SealedLetter
from terminal.feedback.sealed.queries import Waiting, by_lookup
from terminal.feedback.shapes import CaseView
from terminal.journal.append import origin
from terminal.journal.header import read_header
from terminal.journal.models import LogLine
from terminal.staff.queries import Person
from terminal.village.queries import viewing

MOST: Final = 4  # terminals of one village: the one in the hall, and those it replaced
_few = threading.BoundedSemaphore(2)  # each unlocking takes a tenth of a second and 64 MiB by design


class Place(msgspec.Struct, frozen=True):
    """A village somebody may ask about."""

    code: str
    name: str
    township: str


class Found(msgspec.Struct, frozen=True):
    """What a code opens: a sealed letter (`waiting`, its answers where some came down), or a `case` of the village's own.

    `arrived_on` is the day a sealed letter came; `is_taken`: its office has taken it up.
    """

    terminal: str
    waiting: Waiting | None = None
    answers: Answers | None = None
    case: CaseView | None = None
    arrived_on: date | None = None
    is_taken: bool = False


class Missing(msgspec.Struct, frozen=True):
    """A letter that never came, for officers; `came`: it did after all."""

    village: str
    township: str
    day: date
    reported_on: date
    known_to: date | None
    times: int
    came: bool

    @property
    def was_due(self) -> bool:
        """The log was known past the day it is said to be of, so it should have been in it."""
        return self.known_to is not None and self.known_to > self.day


def places() -> tuple[Place, ...]:
    """Every village, by township and name; each once, however many terminals it had."""
    rows = Source.select().where(Source.origin == origin()).order_by(Source.township, Source.name, Source.since)
    return tuple({row.code: Place(row.code, row.name, row.township) for row in rows}.values())


def terminals(code: str) -> tuple[str, ...]:
    """Logs of the terminals a village has or had, the newest first."""
    mine = (Source.origin == origin()) & (Source.code == code)
    return tuple(row.terminal for row in Source.select().where(mine).order_by(Source.since.desc()).limit(MOST))


def receipts_of(code: str, logs: Sequence[str]) -> list[tuple[str, Receipt]]:
    """What the sixteen digits unlock at each of these terminals; few at a time."""
    with _few:
        return [(log, unlock(code, log)) for log in logs]


def find(receipts: Sequence[tuple[str, Receipt]]) -> Found | None:
    """The letter or case one of these receipts leads to; None when nothing of it ever came here."""
    for terminal, receipt in receipts:
        with viewing(terminal):
            case = cases.case_by_code(receipt.lookup)
        if case:
            return Found(terminal, case=case)
        if waiting := by_lookup(receipt.lookup, terminal):
            return _sealed(terminal, receipt, waiting)
    return None


def _sealed(terminal: str, receipt: Receipt, waiting: Waiting) -> Found:
    row = SealedLetter.get((SealedLetter.origin == terminal) & (SealedLetter.lookup == receipt.lookup))
    mine = (LetterArrived.terminal == terminal) & (LetterArrived.letter == row.log_seq)
    arrived = LetterArrived.get_or_none(mine & (LetterArrived.origin == origin()))
    taken = (LetterStep.terminal == terminal) & (LetterStep.letter == row.log_seq)
    return Found(
        terminal,
        waiting,
        answers_to(receipt, terminal),
        arrived_on=arrived.day if arrived else None,
        is_taken=LetterStep.select().where(taken).exists(),
    )


def known_to(terminal: str) -> date | None:
    """Day of the newest line of a terminal's log that is here; None when none is."""
    row = LogLine.select().where(LogLine.origin == terminal).order_by(LogLine.epoch.desc(), LogLine.seq.desc()).first()
    return read_header(row.header).moment.astimezone(HERE).date() if row else None


def missing_for(person: Person) -> tuple[Missing, ...]:
    """Letters of villages this person sees that never came, those still missing first, newest first."""
    seen = {one.terminal: one for one in villages_for(person)}
    rows = MissingLetter.select().where(MissingLetter.origin == origin(), MissingLetter.terminal.in_(list(seen)))
    found = [
        Missing(
            village=seen[row.terminal].name,
            township=seen[row.terminal].township,
            day=row.day,
            reported_on=row.reported_on,
            known_to=row.known_to,
            times=row.times,
            came=_came(row.terminal, row.lookup),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.came, -one.reported_on.toordinal())))


def _came(terminal: str, lookup: str) -> bool:
    sealed = (SealedLetter.origin == terminal) & (SealedLetter.lookup == lookup)
    case = (FeedbackCase.origin == terminal) & (FeedbackCase.lookup == lookup)
    return bool(
        SealedLetter.select(fn.COUNT()).where(sealed).scalar() or FeedbackCase.select(fn.COUNT()).where(case).scalar()
    )


def still_missing(person: Person) -> int:
    return sum(not one.came for one in missing_for(person))
