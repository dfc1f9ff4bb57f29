"""Sealed letters as their office sees them, closed; whoever asks is checked in the same call."""

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, cast

import msgspec
from peewee import fn

from terminal.catalogue.queries import calendar
from terminal.county.letters.models import LetterArrived, LetterDraft, LetterStep
from terminal.county.letters.shapes import Done, Letter, State, Waits
from terminal.county.models import Source
from terminal.county.offices.queries import Office, office, served_by
from terminal.errors import NotFound
from terminal.feedback import deadlines, records
from terminal.feedback.sealed.events import Above
from terminal.feedback.sealed.models import SealedLetter, SealedMore
from terminal.feedback.sealed.queries import ABOVE, NAMES
from terminal.journal.append import origin
from terminal.staff.queries import Person

GONE = "没有这封信，或者不是给您这个单位的。"


class Count(msgspec.Struct, frozen=True):
    """How many letters an addressee has: all, those still open, those past their day."""

    name: str
    total: int
    open: int
    late: int


def letters_for(person: Person, today: date) -> tuple[Letter, ...]:
    """Every letter the person's office has now, what is due first first. Raises NotFound for somebody without an office."""
    mine = served_by(person)
    found = [one for one in _letters(_wanted(mine), today) if one.holder == mine.key]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                not one.is_open,
                one.due_on if one.is_open else -one.due_on.toordinal(),
                one.terminal,
                one.letter,
            ),
        )
    )


def passed_by(person: Person, today: date) -> tuple[Letter, ...]:
    """Letters the person's office passed on: that they went, and where; their words are another's now."""
    mine = served_by(person)
    steps = LetterStep.select().where(
        (LetterStep.step == "passed")
        & (LetterStep.addressee == mine.addressee)
        & (LetterStep.township == mine.township)
    )
    places = {(row.terminal, row.letter) for row in steps}
    return tuple(
        one for one in _letters(_wanted(mine), today) if (one.terminal, one.letter) in places and one.holder != mine.key
    )


def letter_for(person: Person, terminal: str, number: int, today: date) -> tuple[Office, Letter]:
    """The one with this number, where the person's office has it now. Raises NotFound for any other."""
    mine = served_by(person)
    this = (SealedLetter.origin == terminal) & (SealedLetter.log_seq == number)
    for one in _letters(_wanted(mine) & this, today):
        if one.holder == mine.key:
            return mine, one
    raise NotFound(GONE)


def counts(today: date) -> tuple[Count, ...]:
    """How many letters lie with whom, for auditors: never which, never whose."""
    by: dict[Above, list[Letter]] = defaultdict(list)
    for one in _letters(SealedLetter.log_seq > 0, today):
        by[cast(Above, one.holder.partition(" ")[0])].append(one)
    return tuple(
        Count(NAMES[one], len(by[one]), sum(x.is_open for x in by[one]), sum(x.lamp == "red" for x in by[one]))
        for one in ABOVE
    )


def waiting_for(person: Person, today: date) -> int:
    """How many letters of the person's office nobody has taken up, or wait for this person's consent."""
    try:
        found = letters_for(person, today)
    except NotFound:
        return 0
    return sum(one.state in ("new", "supplied") or _is_for(one.waits, person.name) for one in found)


def _is_for(waits: Waits | None, name: str) -> bool:
    return waits is not None and waits.state == "waiting" and waits.writer != name


def _wanted(mine: Office) -> Any:
    """Letters that were written to this office, or passed on to it."""
    terminals = Source.select(Source.terminal).where(Source.origin == origin())
    if mine.township:
        terminals = terminals.where(Source.township == mine.township)
    written = (SealedLetter.addressee == mine.addressee) & SealedLetter.origin.in_(terminals)
    passed = LetterStep.select(LetterStep.terminal).where(
        (LetterStep.to_addressee == mine.addressee)
        & (LetterStep.to_township == mine.township)
        & (LetterStep.terminal == SealedLetter.origin)
        & (LetterStep.letter == SealedLetter.log_seq)
    )
    return written | fn.EXISTS(passed)


def _letters(where: Any, today: date) -> list[Letter]:
    rows = list(
        SealedLetter.select().where(where).order_by(SealedLetter.day, SealedLetter.origin, SealedLetter.log_seq)
    )
    places = {row.terminal: row for row in Source.select().where(Source.origin == origin())}
    around = _Around(rows)
    return [_letter(row, places[row.origin], around, today) for row in rows if row.origin in places]


class _Around:
    """What else is known of these letters, fetched at once."""

    def __init__(self, rows: Iterable[SealedLetter]) -> None:
        origins = {row.origin for row in rows}
        self.arrived = {
            (row.terminal, row.letter): row.day
            for row in LetterArrived.select().where(LetterArrived.terminal.in_(origins))
        }
        self.steps: dict[tuple[str, int], list[LetterStep]] = defaultdict(list)
        for row in LetterStep.select().where(LetterStep.terminal.in_(origins)).order_by(LetterStep.log_seq):
            self.steps[row.terminal, row.letter].append(row)
        self.more: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row in SealedMore.select().where(SealedMore.origin.in_(origins)):
            self.more[row.origin, row.lookup].append(row.answer)
        self.waits = {(row.terminal, row.letter): row for row in _drafts(origins)}


def _drafts(origins: set[str]) -> Any:
    lying = LetterDraft.terminal.in_(origins) & (LetterDraft.state != "done")
    return LetterDraft.select().where(lying).order_by(LetterDraft.id)


def _letter(row: SealedLetter, source: Source, around: _Around, today: date) -> Letter:
    place = (row.origin, row.log_seq)
    steps, more = around.steps[place], around.more[row.origin, row.lookup]
    passed = next((one for one in reversed(steps) if one.step == "passed"), None)
    holder = _key(passed.to_addressee, passed.to_township) if passed else _key(row.addressee, source.township)
    since = [one for one in steps if passed is None or one.log_seq > passed.log_seq]
    state = _state(since, more)
    arrived = around.arrived.get(place, today)
    from_day = passed.day if passed else arrived
    due = next((one.due_on for one in reversed(since) if one.due_on), None)
    due_on = due or deadlines.take_by(records.table_on(arrived).route, from_day, calendar()).day
    total = deadlines.workdays_left(due_on, from_day, calendar()) if due else 0
    draft = around.waits.get(place)
    return Letter(
        terminal=row.origin,
        letter=row.log_seq,
        lookup=row.lookup,
        village=source.name,
        township=source.township,
        addressee=row.addressee,
        holder=holder,
        day=row.day,
        arrived_on=arrived,
        state=state,
        due_on=due_on,
        lamp=deadlines.lamp(due_on, today, calendar(), total) if state != "answered" else "none",
        sha256=passed.sealed if passed else row.sha256,
        done=tuple(_done(one) for one in steps),
        added=len(more),
        waits=_waits(draft) if draft and draft.office == holder else None,
    )


def _key(addressee: str, township: str) -> str:
    return f"{addressee} {township}" if addressee == "township" else addressee


def _state(since: list[LetterStep], more: list[int]) -> State:
    last = since[-1] if since else None
    if last is None:
        return "new"
    if last.step == "asked":
        return "supplied" if last.answer in more else "asked"
    return "answered" if last.step == "answered" else "received"


def _done(row: LetterStep) -> Done:
    to = office(row.to_addressee, row.to_township).name if row.to_addressee else ""
    return Done(
        step=row.step,
        day=row.day,
        office=office(row.addressee, row.township).name,
        who=row.who,
        approved_by=row.approved_by,
        answer=row.answer,
        to=to,
    )


def _waits(row: LetterDraft) -> Waits:
    mark = hashlib.sha256(base64.b64decode(row.data)).hexdigest()[:12]
    return Waits(id=row.id, step=row.step, form=row.form, state=row.state, writer=row.writer, mark=mark, why=row.why)


def draft_bytes(waits: Waits) -> bytes:
    """The sealed file of what waits."""
    return base64.b64decode(LetterDraft.get_by_id(waits.id).data)
