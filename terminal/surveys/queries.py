"""Questionnaires with their counts, and the drafts of new ones."""

from collections.abc import Iterable
from datetime import date, datetime

import msgspec
from peewee import fn

from terminal.errors import NotFound
from terminal.staff.queries import Person
from terminal.surveys import rules
from terminal.surveys.models import Survey, SurveyCount, SurveyDraft, SurveyForm, SurveyWaiting, SurveyWaitingCount
from terminal.surveys.shapes import Question, Questionnaire

GONE = "没有这张问卷。"


class Asked(msgspec.Struct, frozen=True):
    """A published questionnaire; `sheets` counts every one handed in, whether a log line holds it yet or not."""

    origin: str
    obj: str
    number: int
    title: str
    why: str
    questions: tuple[Question, ...]
    starts_on: date
    ends_on: date
    publisher: str
    written_by: str
    confirmed_by: str
    closed_on: date | None
    closed_why: str
    sheets: int

    def state(self, today: date) -> str:
        """coming, open or over."""
        return rules.state_on(today, self.starts_on, self.ends_on, self.closed_on)

    @property
    def over_on(self) -> date:
        """The last day one could answer."""
        return min(self.closed_on or self.ends_on, self.ends_on)


class Draft(msgspec.Struct, frozen=True):
    """A questionnaire being written; `writer` saved it last."""

    id: int
    state: str
    revision: int
    writer: int
    writer_name: str
    content: Questionnaire
    saved_at: datetime
    number: int


def _asked(row: Survey, waiting: dict[str, int]) -> Asked:
    plain = [name for name in Asked.__struct_fields__ if name not in ("questions", "sheets")]
    return Asked(
        **{name: getattr(row, name) for name in plain},
        questions=tuple(msgspec.json.decode(row.questions, type=list[Question])),
        sheets=row.sheets + waiting.get(row.obj, 0),
    )


def _all(rows: Iterable[Survey]) -> tuple[Asked, ...]:
    waiting = dict(SurveyWaiting.select(SurveyWaiting.obj, SurveyWaiting.sheets).tuples())
    return tuple(_asked(row, waiting) for row in rows)


def one(origin: str, number: int) -> Asked:
    """The questionnaire with this number. Raises NotFound."""
    found = _all(Survey.select().where((Survey.origin == origin) & (Survey.number == number)))
    if not found:
        raise NotFound(GONE)
    return found[0]


def published(origin: str) -> tuple[Asked, ...]:
    """All questionnaires, newest first."""
    return _all(Survey.select().where(Survey.origin == origin).order_by(Survey.number.desc()))


def open_on(origin: str, day: date) -> tuple[Asked, ...]:
    """What one may answer on this day, what ends first at the top."""
    rows = Survey.select().where((Survey.origin == origin) & Survey.closed_on.is_null())
    rows = rows.where((Survey.starts_on <= day) & (Survey.ends_on >= day))
    return _all(rows.order_by(Survey.ends_on, Survey.number))


def next_number(origin: str) -> int:
    return int(Survey.select(fn.MAX(Survey.number)).where(Survey.origin == origin).scalar() or 0) + 1


def counts(asked: Asked) -> tuple[tuple[int, ...], ...]:
    """For each question how often each choice was tapped; for those who publish only when the questionnaire is over."""
    found: dict[tuple[int, int], int] = {}
    in_log = (SurveyCount.origin == asked.origin) & (SurveyCount.obj == asked.obj)
    for table, mine in ((SurveyCount, in_log), (SurveyWaitingCount, SurveyWaitingCount.obj == asked.obj)):
        for row in table.select().where(mine):
            found[row.place, row.choice] = found.get((row.place, row.choice), 0) + row.count
    return _rows(asked.questions, found)


def _rows(questions: tuple[Question, ...], found: dict[tuple[int, int], int]) -> tuple[tuple[int, ...], ...]:
    return tuple(
        tuple(found.get((place, choice), 0) for choice in range(1, len(question.options) + 1))
        for place, question in enumerate(questions, 1)
    )


class Waiting(msgspec.Struct, frozen=True):
    """Sheets no log line holds yet, added up."""

    sheets: int
    last_on: date
    counts: tuple[tuple[int, ...], ...]


def waiting(asked: Asked) -> Waiting | None:
    row = SurveyWaiting.get_or_none(SurveyWaiting.obj == asked.obj)
    if row is None:
        return None
    rows = SurveyWaitingCount.select().where(SurveyWaitingCount.obj == asked.obj)
    return Waiting(
        row.sheets, row.last_on, _rows(asked.questions, {(one.place, one.choice): one.count for one in rows})
    )


def is_counted(form: str) -> bool:
    """Was the sheet with this chance number counted already?"""
    return bool(SurveyForm.select().where(SurveyForm.form == form).exists())


def _draft(row: SurveyDraft) -> Draft:
    plain = ("id", "state", "revision", "writer", "writer_name", "saved_at", "number")
    content = msgspec.json.decode(row.content, type=Questionnaire)
    return Draft(content=content, **{name: getattr(row, name) for name in plain})


def draft_for(person: Person, number: int) -> Draft:
    """A draft, for those who write or publish questionnaires. Raises NotFound."""
    row = SurveyDraft.get_or_none(SurveyDraft.id == number) if rules.MAY_PUBLISH & person.roles else None
    if row is None:
        raise NotFound(GONE)
    return _draft(row)


def open_drafts() -> tuple[Draft, ...]:
    """What is being written, newest first."""
    rows = SurveyDraft.select().where(SurveyDraft.state == rules.WRITING).order_by(SurveyDraft.id.desc())
    return tuple(map(_draft, rows))


def to_publish(person: Person) -> int:
    """How many drafts this person may publish now."""
    return sum(draft.writer != person.id for draft in open_drafts()) if rules.MAY_PUBLISH & person.roles else 0
