"""Cases as the desk, the receipt and the public column show them; whoever fetches one is checked in the same call."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec
from peewee import fn

from terminal.catalogue.queries import calendar
from terminal.disclosures import queries as disclosures
from terminal.errors import NotFound
from terminal.feedback import counting, deadlines, rules
from terminal.feedback.models import FeedbackCase, FeedbackDraft, FeedbackStep
from terminal.feedback.records import GONE, OPEN, one, steps_of, table_named
from terminal.feedback.shapes import DISSATISFIED, Asked, Case, CaseRow, CaseView, Step
from terminal.journal.append import origin as own_origin
from terminal.journal.kinds import BlobRef
from terminal.ledger import queries as ledger
from terminal.projects import queries as projects
from terminal.register.models import Entry
from terminal.register.queries import match, paged
from terminal.staff.queries import Person
from terminal.store.database import database
from terminal.tables import queries as tables
from terminal.village.queries import viewed

GIST = 40
# Steps whose words the writer may read; of the others only that they happened.
SHOWN = frozenset(("ask", "extend", "answer"))


class About(msgspec.Struct, frozen=True):
    """What a case is about: its page, and what it is called."""

    path: str
    title: str


def named(path: str) -> About | None:
    """The disclosure, the project, the row of a table or the line of the ledger at this path; None when there is no such thing."""
    if not rules.ABOUT.fullmatch(path):
        return None
    number = path.rpartition("/")[2]
    try:
        if path.startswith("/disclosures/"):
            return About(path, disclosures.one(viewed(), number).title)
        if path.startswith("/projects/"):
            return About(path, projects.one(viewed(), number).dossier.name)
        if path.startswith("/tables/"):
            return About(path, tables.called(tables.row(viewed(), number)))
        return About(path, ledger.line(viewed(), number).line.summary)
    except NotFound:
        return None


# The desk


def _is_at_the_desk(person: Person) -> bool:
    return bool(rules.SECOND & person.roles)


def case_for(person: Person, number: str) -> Case:
    """A case as those see it who work at the desk and need not keep out of it. Raises NotFound."""
    found = one(number)
    if not _is_at_the_desk(person) or person.name in found.recused:
        raise NotFound(GONE)
    return found


def attachment_for(person: Person, number: str, sha256: str) -> BlobRef:
    """A photograph or voice of a case this person may see. Raises NotFound."""
    found = next((blob for blob in case_for(person, number).attachments if blob.sha256 == sha256), None)
    if found is None:
        raise NotFound(GONE)
    return found


class Cases(msgspec.Struct, frozen=True):
    """One screen of a list; `number` and `pages` count from 1."""

    rows: tuple[CaseRow, ...]
    number: int
    pages: int
    total: int


def _waiting() -> set[str]:
    return {row.obj for row in FeedbackDraft.select(FeedbackDraft.obj).where(FeedbackDraft.state == "waiting")}


def _rows(found: Iterable[FeedbackCase], today: date) -> list[CaseRow]:
    waiting = _waiting()
    return [_listed(row, row.obj in waiting, today) for row in found]


def _listed(row: FeedbackCase, waiting: bool, today: date) -> CaseRow:
    table = table_named(row.deadlines)
    due_on: Any = row.due_on
    if row.state == "received":
        due_on = min(due_on, deadlines.take_by(table.route, row.opened_on, calendar()).day)
    total = deadlines.workdays_left(row.due_on, row.received_on, calendar()) if row.state != "received" else 0
    same = ("number", "category", "channel", "received_on", "state", "handler", "level", "round")
    return CaseRow(
        **{name: getattr(row, name) for name in same},
        gist=" ".join(row.text.split())[:GIST],
        due_on=due_on,
        provisional=bool(row.provisional),
        lamp=deadlines.lamp(due_on, today, calendar(), total) if row.state in OPEN else "none",
        waiting=waiting,
        is_public=row.published_on is not None,
    )


def _may_see(person: Person) -> Any:
    """Everything of this unit, but what this person keeps out of."""
    if not _is_at_the_desk(person):
        raise NotFound(GONE)
    return (FeedbackCase.origin == own_origin()) & ~FeedbackCase.recused.contains(f'"{person.name}"')


def cases_for(person: Person, today: date, show: str = "open", number: int = 1, size: int = 20) -> Cases:
    """`show`: open (what is due first comes first), mine, answered, merged or all (newest first). Raises NotFound."""
    where = _may_see(person)
    if show in ("open", "mine"):
        where &= FeedbackCase.state.in_(OPEN)
    if show == "mine":
        where &= FeedbackCase.handler == person.name
    if show in ("answered", "merged"):
        where &= FeedbackCase.state == show
    order: tuple[Any, ...] = (
        (FeedbackCase.due_on, FeedbackCase.number) if show in ("open", "mine") else (FeedbackCase.number.desc(),)
    )
    total = FeedbackCase.select(fn.COUNT(FeedbackCase.number)).where(where).scalar()
    number, pages = paged(total, number, size)
    query = FeedbackCase.select().where(where).order_by(*order).limit(size).offset((number - 1) * size)
    return Cases(tuple(_rows(query, today)), number, pages, total)


class Desk(msgspec.Struct, frozen=True):
    """What the first page of the desk says: how many are open, which are pressing, to be approved, to be talked over."""

    open: int
    red: tuple[CaseRow, ...]
    due_today: tuple[CaseRow, ...]
    amber: tuple[CaseRow, ...]
    to_approve: tuple[CaseRow, ...]
    dissatisfied: tuple[CaseRow, ...]


def desk(person: Person, today: date) -> Desk:
    """Raises NotFound."""
    mine = _may_see(person)
    query = FeedbackCase.select().where(mine & FeedbackCase.state.in_(OPEN))
    rows = _rows(query.order_by(FeedbackCase.due_on, FeedbackCase.number), today)
    waiting = FeedbackDraft.select(FeedbackDraft.obj).where(FeedbackDraft.state == "waiting")
    wait_for = FeedbackCase.select().where(mine & FeedbackCase.obj.in_(waiting))
    bad = FeedbackCase.select().where(mine & FeedbackCase.level.in_(DISSATISFIED) & (FeedbackCase.talked == 0))
    return Desk(
        open=len(rows),
        red=tuple(row for row in rows if row.lamp == "red"),
        due_today=tuple(row for row in rows if row.due_on == today),
        amber=tuple(row for row in rows if row.lamp == "amber" and row.due_on != today),
        to_approve=tuple(_rows(wait_for.order_by(FeedbackCase.due_on), today)),
        dissatisfied=tuple(row for row in _rows(bad, today) if row.state in ("answered", "merged")),
    )


# The receipt


def case_by_code(lookup: str) -> CaseView | None:
    """What the receipt with this lookup opens; None when there is no such case here."""
    row = FeedbackCase.get_or_none((FeedbackCase.origin == viewed()) & (FeedbackCase.lookup == lookup))
    if row is None:
        return None
    into = row.merged_into
    speaks = FeedbackCase.get((FeedbackCase.origin == row.origin) & (FeedbackCase.obj == into)) if into else row
    own, said = steps_of(row.origin, row.obj), steps_of(speaks.origin, speaks.obj)
    steps = sorted([*own, *(step for step in said if step.kind in ("answer", "reopen"))], key=lambda step: step.at)
    return _view(row, speaks, steps if into else list(own))


def _view(row: FeedbackCase, speaks: FeedbackCase, steps: list[Step]) -> CaseView:
    asked = next((step.words for step in reversed(steps) if step.kind == "ask"), "") if row.state == "asked" else ""
    return CaseView(
        number=row.number,
        category=row.category,
        received_on=row.received_on,
        due_on=speaks.due_on if speaks.round else row.due_on,
        provisional=bool(row.provisional),
        legal_due_on=row.legal_due_on,
        state=row.state,
        receiver=row.receiver,
        steps=tuple(_for_the_writer(step) for step in steps),
        asked=asked,
        reply=speaks.reply,
        answered_on=speaks.answered_on,
        log_seq=row.log_seq,
        level=row.level,
        may_rate=speaks.state == "answered" and not row.level,
        path=f"/feedback/{speaks.number}" if speaks.published_on else "",
        speaks=speaks.number if speaks.obj != row.obj else "",
    )


def _for_the_writer(step: Step) -> Step:
    words = step.words if step.kind in SHOWN else ""
    return msgspec.structs.replace(step, words=words, approved_by="", more=step.more if step.kind == "extend" else "")


# The public column


def _asked(row: Any, title: str) -> Asked:
    same = ("number", "category", "question", "answer", "about", "received_on", "answered_on", "published_on")
    return Asked(**{name: getattr(row, name) for name in same}, path=f"/feedback/{row.number}", title=title)


def _public(where: Any) -> Any:
    """Public cases that fit with their titles, newest first."""
    entry = (Entry.origin == FeedbackCase.origin) & (Entry.obj == FeedbackCase.obj)
    shown = (FeedbackCase.origin == viewed()) & FeedbackCase.published_on.is_null(False)
    query = FeedbackCase.select(FeedbackCase, Entry.title.alias("title")).join(Entry, on=entry)
    return query.where(shown & where).order_by(FeedbackCase.published_on.desc(), Entry.log_seq.desc()).objects()


def about(path: str) -> tuple[Asked, ...]:
    """Public questions about one thing, newest first."""
    return tuple(_asked(row, row.title) for row in _public(FeedbackCase.about == path)) if path else ()


def public_one(number: str) -> Asked:
    """One question of the public column. Raises NotFound."""
    found = next((_asked(row, row.title) for row in _public(FeedbackCase.number == number)), None)
    if found is None:
        raise NotFound("信息反馈栏里没有这一条，也许撤下了。")
    return found


class Column(msgspec.Struct, frozen=True):
    """One screen of the public column; `number` and `pages` count from 1."""

    asked: str
    rows: tuple[Asked, ...]
    number: int
    pages: int
    total: int


FOUND = """
SELECT e.obj FROM entry_text AS t CROSS JOIN entry AS e ON e.id = t.rowid
WHERE entry_text MATCH ? AND e.origin = ? AND e.item_group = 'feedback' AND e.state = 'public'
"""


def published(asked: str = "", number: int = 1, size: int = 10, *, about: str = "") -> Column:
    """The public column: all of it, what holds all the words asked for, what is about one thing; newest first."""
    where: Any = FeedbackCase.published_on.is_null(False)
    if about:
        where &= FeedbackCase.about == about
    if asked.strip():
        expression = match(asked)
        found = database.execute_sql(FOUND, (expression, viewed())).fetchall() if expression else []
        where &= FeedbackCase.obj.in_([obj for (obj,) in found])
    total = _public(where).count()
    number, pages = paged(total, number, size)
    rows = _public(where).limit(size).offset((number - 1) * size)
    return Column(asked, tuple(_asked(row, row.title) for row in rows), number, pages, total)


# Counting


def counts(first: date, last: date, today: date) -> counting.Counts:
    """The period in numbers, both days in it."""
    mine = FeedbackCase.origin == viewed()
    by_obj = {row.obj: row for row in FeedbackCase.select(*COUNTED).where(mine)}
    steps = FeedbackStep.select().where((FeedbackStep.origin == viewed()) & FeedbackStep.kind.in_(("rate", "talk")))
    told = list(steps.order_by(FeedbackStep.log_seq))
    rated = {step.obj for step in told if step.kind == "rate"}
    talked = {step.obj: step.log_seq for step in told if step.kind == "talk"}
    facts = [_fact(row, by_obj, row.obj in rated) for row in by_obj.values()]
    rates = (step for step in told if step.kind == "rate")
    ratings = [counting.Rating(step.day, step.level, talked.get(step.obj, 0) > step.log_seq) for step in rates]
    talks = [counting.Talked(step.day, step.more) for step in told if step.kind == "talk"]
    return counting.count(facts, ratings, talks, first, last, today)


_OF_CASE = "obj received_on first_due_on first_answered_on merged_into merged_on"
COUNTED = tuple(getattr(FeedbackCase, name) for name in _OF_CASE.split())


def _fact(row: FeedbackCase, by_obj: dict[str, FeedbackCase], rated: bool) -> counting.Fact:
    """A merged case was answered when the other was, and not before it was merged."""
    answered = row.first_answered_on
    if row.merged_into and (said := by_obj[row.merged_into].first_answered_on):
        answered = max(said, row.merged_on)
    return counting.Fact(row.received_on, row.first_due_on, answered, rated)
