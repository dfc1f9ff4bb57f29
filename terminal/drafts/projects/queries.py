"""Projects' drafts; whoever fetches one is checked in the same call."""

import msgspec

from terminal.drafts import models as draft_tables
from terminal.drafts import queries as drafts
from terminal.drafts import rules
from terminal.drafts.projects.models import DraftProject
from terminal.drafts.projects.shapes import NOTE, Work
from terminal.drafts.shapes import Draft
from terminal.errors import NotFound
from terminal.journal.kinds import BlobRef, blobs_of
from terminal.projects import queries as projects
from terminal.projects.shapes import Dossier
from terminal.staff.queries import Person
from terminal.village.queries import here


def _work(draft: Draft) -> Work:
    row = DraftProject.get_or_none(DraftProject.draft == draft.id)
    if row is None:
        raise NotFound(drafts.GONE)
    public = projects.versions(here().origin, draft.about)[-1] if draft.purpose == NOTE else None
    return Work(draft, msgspec.json.decode(row.dossier, type=Dossier), public)


def one(draft_id: int) -> Work:
    """Raises NotFound. For actions; a door asks `readable_by`."""
    return _work(drafts.one(draft_id))


def readable_by(person: Person, draft_id: int) -> Work:
    """A project's draft for a cadre, or, once handed in, for those who sign. Raises NotFound."""
    see = drafts.editable_by if "cadre" in person.roles else drafts.reviewable_by
    return _work(see(person, draft_id))


def open_works() -> tuple[Work, ...]:
    """Every project on its way to be public, newest work first."""
    return tuple(_work(draft) for draft in drafts.open_drafts() if draft.is_project)


def open_for(number: str) -> Work | None:
    """The draft somebody has begun about this public project."""
    mine = (one for one in open_works() if one.draft.purpose == NOTE and one.draft.about == number)
    return next(mine, None)


def picture(work: Work, sha256: str) -> BlobRef:
    """A picture of this draft. Raises NotFound."""
    found = next((blob for blob in blobs_of(work.dossier) if blob.sha256 == sha256), None)
    if found is None:
        raise NotFound("没有这张照片。")
    return found


def drafts_about(number: str) -> list[Draft]:
    """Every draft that led to a publication of this project."""
    mine = (draft_tables.Draft.about == number) & (draft_tables.Draft.stage == rules.PROJECT)
    return [drafts.one(row.id) for row in draft_tables.Draft.select(draft_tables.Draft.id).where(mine)]
