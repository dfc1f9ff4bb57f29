"""Rows of the tables as the shapes everybody else sees, and the table of days a case was opened under."""

from datetime import date
from functools import cache

import msgspec
from msgspec.structs import replace

from terminal import config
from terminal.catalogue.queries import calendar
from terminal.errors import NotFound
from terminal.feedback import deadlines, personal
from terminal.feedback.models import FeedbackCase, FeedbackDraft, FeedbackStep
from terminal.feedback.shapes import Allowed, Case, Draft, Reply, Same, Step
from terminal.journal.append import origin as own_origin
from terminal.journal.kinds import BlobRef
from terminal.store.database import database

OPEN = ("received", "handling", "asked")
# Asked for every case that is opened: as words, because peewee would put the same words together every time.
NUMBERS = "SELECT number FROM feedback_case WHERE origin = ? AND number >= ? AND number < ? ORDER BY"
GONE = "没有这一件，或者不归您办。"


@cache
def tables() -> dict[str, deadlines.Table]:
    """Version → table of days, as shipped. Raises Refused with what is wrong."""
    found = sorted(config.assets("seed", "feedback").glob("deadlines*.toml"))
    read = [deadlines.read_table(path.read_text("utf-8"), path.name) for path in found]
    return {table.version: table for table in read}


def table_on(day: date) -> deadlines.Table:
    return deadlines.table_on(tuple(tables().values()), day)


def next_number(origin: str, year: int) -> str:
    """The next number of a case: F2026-0001; one row for each year."""
    place = (origin, f"F{year}-", f"F{year}.")
    last = database.execute_sql(f"{NUMBERS} number DESC LIMIT 1", place).fetchone()
    if last and last[0] >= f"F{year}-9999":  # from here on the longest is not the last in the alphabet
        last = database.execute_sql(f"{NUMBERS} LENGTH(number) DESC, number DESC LIMIT 1", place).fetchone()
    return f"F{year}-{int(last[0][6:]) + 1 if last else 1:04}"


def table_named(version: str) -> deadlines.Table:
    """The table a case was opened under; the newest one where that version is no longer shipped."""
    known = tables()
    return known[version] if version in known else table_on(date.max)


class Counted(msgspec.Struct, frozen=True):
    """The days of an open case that depend on the calendar, and what they were reckoned from."""

    obj: str
    number: str
    category: str
    received_on: date
    deadlines: str
    due_on: date
    legal_due_on: date | None
    provisional: bool


def by_the_calendar() -> tuple[Counted, ...]:
    """Open cases whose day still is the one they were opened with: not put off, not taken up again, not waiting."""
    mine = (FeedbackCase.origin == own_origin()) & FeedbackCase.state.in_(("received", "handling"))
    still = (FeedbackCase.extended == 0) & (FeedbackCase.round == 0) & (FeedbackCase.asks == 0)
    names = Counted.__struct_fields__
    rows = FeedbackCase.select().where(mine & still).order_by(FeedbackCase.number)
    return tuple(
        Counted(
            **{name: getattr(row, name) for name in names if name != "provisional"}, provisional=bool(row.provisional)
        )
        for row in rows
    )


def recounted(since: date) -> int:
    """How many cases of this unit got another day from a calendar, since that day."""
    mine = (FeedbackStep.origin == own_origin()) & (FeedbackStep.kind == "recount") & (FeedbackStep.day >= since)
    return int(FeedbackStep.select(FeedbackStep.obj).where(mine).distinct().count())


def drop_draft(case: Case) -> None:
    """What was written for it is no longer needed, in the caller's transaction."""
    FeedbackDraft.update(state="dropped").where(FeedbackDraft.obj == case.obj).execute()


def handled_by(name: str) -> tuple[str, ...]:
    """The open cases somebody handles, oldest first."""
    mine = (FeedbackCase.origin == own_origin()) & (FeedbackCase.handler == name)
    query = FeedbackCase.select(FeedbackCase.obj).where(mine & FeedbackCase.state.in_(OPEN))
    return tuple(row.obj for row in query.order_by(FeedbackCase.number))


def to_approve(name: str) -> frozenset[str]:
    """Numbers of the cases of which something waits for a second person, and this one wrote none of it."""
    others = (FeedbackDraft.state == "waiting") & ~FeedbackDraft.writers.contains(f'"{name}"')
    return frozenset(row.number for row in FeedbackDraft.select(FeedbackDraft.number).where(others))


def _draft(row: FeedbackDraft) -> Draft:
    same = ("id", "number", "purpose", "state", "revision", "author", "author_name", "saved_by", "saved_at", "note")
    return Draft(
        **{name: getattr(row, name) for name in same},
        reply=Reply(text=row.text, public=bool(row.public), question=row.question, answer=row.answer),
        writers=tuple(msgspec.json.decode(row.writers, type=list[str])),
        allowed=tuple(msgspec.json.decode(row.overruled, type=list[Allowed])),
    )


# What waits for a second person comes first; then what is being written, the answer before all.
FIRST = {"answer": 1, "publish": 2, "ask": 3}


def _rank(draft: Draft) -> int:
    return 0 if draft.state == "waiting" else FIRST[draft.purpose]


def drafts_of(obj: str) -> tuple[Draft, ...]:
    """What is written for this case and not said yet: one of a purpose, the one to look at first."""
    rows = FeedbackDraft.select().where((FeedbackDraft.obj == obj) & FeedbackDraft.state.in_(("writing", "waiting")))
    return tuple(sorted(map(_draft, rows), key=_rank))


def _draft_with_finds(case: Case) -> Draft | None:
    found = next(iter(drafts_of(case.obj)), None)
    return found and replace(found, finds=personal.standing(case, found.reply, found.allowed))


def steps_of(origin: str, obj: str) -> tuple[Step, ...]:
    mine = (FeedbackStep.origin == origin) & (FeedbackStep.obj == obj)
    rows = FeedbackStep.select().where(mine).order_by(FeedbackStep.log_seq)
    return tuple(Step(**{name: getattr(row, name) for name in Step.__struct_fields__}) for row in rows)


def number_of(origin: str, obj: str) -> str:
    where = (FeedbackCase.origin == origin) & (FeedbackCase.obj == obj)
    return str(FeedbackCase.select(FeedbackCase.number).where(where).scalar() or "") if obj else ""


def _same(row: FeedbackCase) -> tuple[Same, ...]:
    mine = (FeedbackCase.origin == row.origin) & (FeedbackCase.merged_into == row.obj)
    query = FeedbackCase.select(FeedbackCase.number, FeedbackCase.text, FeedbackCase.level).where(mine)
    return tuple(Same(*one) for one in query.order_by(FeedbackCase.number).tuples())


TOLD_APART = {
    "attachments",
    "recused",
    "provisional",
    "talked",
    "merged_into",
    "steps",
    "same",
    "draft",
    "registered_late",
}
PLAIN = [name for name in Case.__struct_fields__ if name not in TOLD_APART]


def _case(row: FeedbackCase) -> Case:
    table = table_named(row.deadlines)
    case = Case(
        **{name: getattr(row, name) for name in PLAIN},
        attachments=tuple(msgspec.json.decode(row.attachments, type=list[BlobRef])),
        recused=tuple(msgspec.json.decode(row.recused, type=list[str])),
        provisional=bool(row.provisional),
        talked=bool(row.talked),
        merged_into=number_of(row.origin, row.merged_into),
        steps=steps_of(row.origin, row.obj),
        same=_same(row),
        registered_late=deadlines.take_by(table.register, row.received_on, calendar()).day < row.opened_on,
    )
    return replace(case, draft=_draft_with_finds(case))


def _row_numbered(number: str) -> FeedbackCase:
    row = FeedbackCase.get_or_none((FeedbackCase.origin == own_origin()) & (FeedbackCase.number == number))
    if row is None:
        raise NotFound(GONE)
    return row


def one(number: str) -> Case:
    """Raises NotFound. For actions; a door asks `case_for`."""
    return _case(_row_numbered(number))
