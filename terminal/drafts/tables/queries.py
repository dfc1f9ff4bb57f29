"""Drafts of tables; whoever fetches one is checked in the same call."""

import msgspec

from terminal.drafts import models as draft_tables
from terminal.drafts import queries as drafts
from terminal.drafts.rules import TABLE
from terminal.drafts.shapes import Draft, Step
from terminal.drafts.tables import models
from terminal.drafts.tables.shapes import Work
from terminal.errors import NotFound
from terminal.staff.queries import Person
from terminal.tables.book import Reading
from terminal.tables.sorts import sort_of


def _work(draft: Draft) -> Work:
    row = models.DraftTable.get_or_none(models.DraftTable.draft == draft.id)
    sort = sort_of(row.sort) if row else None
    if row is None or sort is None:
        raise NotFound(drafts.GONE)
    reading = msgspec.json.decode(row.reading, type=Reading)
    return Work(draft, sort, row.sha256, row.file_name, reading, row.excuse)


def one(draft_id: int) -> Work:
    """Raises NotFound. For actions; a door asks `readable_by`."""
    return _work(drafts.one(draft_id))


def readable_by(person: Person, draft_id: int) -> Work:
    """The draft of a table for a cadre, or, once handed in, for those who sign. Raises NotFound."""
    see = drafts.editable_by if "cadre" in person.roles else drafts.reviewable_by
    return _work(see(person, draft_id))


def open_works() -> tuple[Work, ...]:
    """Every table on its way to be public, newest work first."""
    return tuple(_work(draft) for draft in drafts.open_drafts() if draft.is_table)


def open_for(sort: str, period: str) -> Work | None:
    """The draft somebody has begun for this sort and period."""
    return next((one for one in open_works() if (one.sort.key, one.draft.content.period) == (sort, period)), None)


def steps_about(number: str) -> tuple[Step, ...]:
    """What was done on the way to each publication of this table, oldest first."""
    mine = (draft_tables.Draft.about == number) & (draft_tables.Draft.stage == TABLE)
    ids = [row.id for row in draft_tables.Draft.select(draft_tables.Draft.id).where(mine)]
    return tuple(sorted((step for one in ids for step in drafts.one(one).steps), key=lambda step: step.at))
