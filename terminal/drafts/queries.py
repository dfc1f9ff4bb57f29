"""Drafts as the desk shows them; whoever fetches one is checked in the same call."""

from collections.abc import Collection, Iterable
from typing import Any

import msgspec

from terminal.disclosures.shapes import Whole
from terminal.drafts import models, rules
from terminal.drafts.shapes import Allowed, Content, Draft, File, Find, Held, Step
from terminal.errors import NotFound
from terminal.journal.kinds import BlobRef
from terminal.staff.queries import Person, active

GONE = "没有这一条，或者不归您办。"
PLAIN = (
    *("period", "title", "summary", "text", "table", "reason"),
    *("responsible", "doc_no", "created_on", "publisher", "follows"),
)


def _content(row: models.Draft) -> Content:
    return Content(
        **{name: getattr(row, name) for name in PLAIN},
        whole=msgspec.json.decode(row.whole, type=Whole),
        meetings=tuple(msgspec.json.decode(row.meetings, type=list[Held])),
    )


def columns(content: Content) -> dict[str, Any]:
    """The content as columns of the table."""
    return {name: getattr(content, name) for name in PLAIN} | {
        "whole": msgspec.json.encode(content.whole).decode(),
        "meetings": msgspec.json.encode(content.meetings).decode(),
    }


def _files(draft_id: int) -> tuple[File, ...]:
    rows = models.DraftFile.select().where(models.DraftFile.draft == draft_id).order_by(models.DraftFile.id)
    return tuple(
        File(
            row.id,
            BlobRef(row.sha256, row.name, row.media_type, row.size),
            row.thumbnail,
            tuple(msgspec.json.decode(row.finds, type=list[Find])),
        )
        for row in rows
    )


def _steps(draft_id: int) -> tuple[Step, ...]:
    rows = models.DraftStep.select().where(models.DraftStep.draft == draft_id).order_by(models.DraftStep.id)
    return tuple(Step(row.at, row.person, row.name, row.what, row.note, row.round) for row in rows)


def _draft(row: models.Draft) -> Draft:
    names = ("id", "purpose", "stage", "state", "item", "revision", "round", "author", "author_name")
    more = ("holder", "about", "publish_on", "saved_at", "saved_by")
    return Draft(
        **{name: getattr(row, name) for name in (*names, *more)},
        content=_content(row),
        allowed=tuple(msgspec.json.decode(row.overruled, type=list[Allowed])),
        files=_files(row.id),
        steps=_steps(row.id),
    )


def _drafts(rows: Iterable[models.Draft]) -> tuple[Draft, ...]:
    return tuple(_draft(row) for row in rows)


def one(draft_id: int) -> Draft:
    """Raises NotFound. For actions; a door asks `editable_by` or `reviewable_by`."""
    row = models.Draft.get_or_none(models.Draft.id == draft_id)
    if row is None:
        raise NotFound(GONE)
    return _draft(row)


def editable_by(person: Person, draft_id: int) -> Draft:
    """A draft as those see it who write: every cadre of the office. Raises NotFound."""
    found = one(draft_id)
    if "cadre" not in person.roles:
        raise NotFound(GONE)
    return found


def reviewable_by(person: Person, draft_id: int) -> Draft:
    """A draft that has been handed in and asks for a signature of this person's kind. Raises NotFound."""
    found = one(draft_id)
    if found.state in (rules.WRITING, rules.DROPPED) or not (person.roles & {"cadre", "supervisor", "approver"}):
        raise NotFound(GONE)
    return found


def text_of(draft: Draft) -> Draft:
    """The draft again, when it is written in a form. Raises NotFound for what has doors of its own."""
    if draft.is_ledger or draft.is_table or draft.is_project:
        raise NotFound(GONE)
    return draft


def open_drafts() -> tuple[Draft, ...]:
    """Everything not public and not dropped, newest work first."""
    states = (rules.WRITING, rules.IN_REVIEW, rules.READY)
    rows = models.Draft.select().where(models.Draft.state.in_(states))
    return _drafts(rows.order_by(models.Draft.saved_at.desc(), models.Draft.id.desc()))


def open_for(item: str, period: str, purposes: Collection[str]) -> Draft | None:
    """The draft somebody has already begun for this slot."""
    mine = (one for one in open_drafts() if (one.item, one.content.period) == (item, period))
    return next((one for one in mine if one.purpose in purposes), None)


def scheduled(today: Any) -> tuple[Draft, ...]:
    """What was signed and is to be public by today."""
    due = (models.Draft.state == rules.READY) & (models.Draft.publish_on <= today)
    return _drafts(models.Draft.select().where(due).order_by(models.Draft.publish_on, models.Draft.id))


def others_may(task: str, person: Person, author: int, signed: Collection[rules.Signed]) -> bool:
    """Is there somebody else with an account who could take this step?"""
    taken = {one.person for one in signed} | {author, person.id}
    return any(one.id not in taken and one.roles & rules.MAY[task] for one in active())
