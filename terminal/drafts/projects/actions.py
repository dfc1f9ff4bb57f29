"""Beginning a project's draft, changing a part of it, handing it in: each one transaction with its line in the history."""

import msgspec
from msgspec.structs import replace

from terminal.clock import Now
from terminal.drafts import actions as drafts
from terminal.drafts import rules as states
from terminal.drafts.projects import checks, queries
from terminal.drafts.projects.models import DraftProject
from terminal.drafts.projects.shapes import NOTE, OPEN, Work
from terminal.drafts.shapes import Clash, Content
from terminal.errors import Problem, Refused, refuse_if
from terminal.journal import blobs
from terminal.projects import queries as projects
from terminal.projects.shapes import Dossier, Photo
from terminal.staff.queries import Person
from terminal.store.database import write
from terminal.text.words import tidy
from terminal.uploads.reading import read
from terminal.uploads.shapes import PICTURES
from terminal.village.queries import here

HANDED_IN = "已经交上去了，不能改。要改，请先拿回来。"


def start(dossier: Dossier, publisher: str, *, by: Person, now: Now) -> int:
    """Begin a project's draft; its id. Raises Refused when the unit's catalogue has no place for it."""
    item = checks.item(dossier.kind)
    refuse_if([] if item else [Problem("本单位的公开目录里没有这一类事项，不能在这里公开。")])
    content = Content(title=dossier.name, publisher=publisher or here().publishers[0].key)
    with write():
        return _begin(dossier, item, OPEN, content, "", by, now)


def start_note(number: str, *, by: Person, now: Now) -> int:
    """The draft in which something comes to a public project: the one already begun, or a new one. Raises NotFound or Refused."""
    with write():
        public = projects.versions(here().origin, number)[-1]
        refuse_if([Problem("这个项目已经撤下，不能再添。")] if public.withdrawn_on else ())
        if begun := queries.open_for(number):
            return begun.id
        content = Content(title=public.dossier.name, publisher="")
        return _begin(public.dossier, public.item, NOTE, content, number, by, now)


def _begin(dossier: Dossier, item: str, purpose: str, content: Content, about: str, by: Person, now: Now) -> int:
    draft_id = drafts.insert(item, purpose, states.PROJECT, content, about, by, now)
    DraftProject.insert(draft=draft_id, dossier=msgspec.json.encode(dossier).decode()).execute()
    return draft_id


def _open(draft_id: int, revision: int) -> Work:
    """The draft in the caller's transaction. Raises Refused when it was handed in, Clash when somebody else was faster."""
    work = queries.one(draft_id)
    refuse_if([] if work.draft.may_edit else [Problem(HANDED_IN)])
    if work.draft.revision != revision:
        raise Clash(work.draft)
    return work


def save(draft_id: int, dossier: Dossier, revision: int, *, by: Person, now: Now) -> None:
    """Keep the dossier as it is now; what is missing or does not add up yet is said on the draft's page.

    Raises Refused or Clash.
    """
    with write():
        work = _open(draft_id, revision)
        if dossier.kind != work.dossier.kind:
            item = checks.item(dossier.kind)
            refuse_if([] if item and not work.public else [Problem("是工程还是专款，公布以后不能再改。", "kind")])
            drafts.change(work.draft, item=item)
        kept = msgspec.json.encode(dossier).decode()
        DraftProject.update(dossier=kept).where(DraftProject.draft == draft_id).execute()
        drafts.change(work.draft, title=dossier.name, revision=revision + 1, saved_at=now.at, saved_by=by.by)
        drafts.note(work.draft, "save", by, now)


def say(draft_id: int, period: str, reason: str, revision: int, *, by: Person, now: Now) -> None:
    """For which quarter it is published, and why something public is changed. Raises Refused or Clash."""
    with write():
        work = _open(draft_id, revision)
        refuse_if(checks.why_not_period(period, now))
        said = {"period": period, "reason": tidy(reason).strip()}
        drafts.change(work.draft, **said, revision=revision + 1, saved_at=now.at, saved_by=by.by)
        drafts.note(work.draft, "save", by, now)


def picture(data: bytes, name: str, photo: Photo) -> Photo:
    """The photo with its picture made anew from the pixels alone, large and small, kept before anything names it.

    Raises Refused for what is no picture.
    """
    try:
        upload = read(data, name)
    except Refused as wrong:
        raise Refused([Problem(one.says, "file") for one in wrong.problems]) from None
    if upload.kind not in PICTURES:
        raise Refused([Problem("这不是照片。请选 JPG 或 PNG 图片。", "file")])
    kept = blobs.put(upload.data, upload.name, upload.media_type)
    little = upload.thumbnail
    small = blobs.put(little.data, upload.name, little.media_type) if little else kept
    return replace(photo, picture=kept, small=small)


def submit(draft_id: int, revision: int, *, by: Person, now: Now) -> None:
    """Hand it in to those who sign. Raises Refused with everything that is wrong, or Clash."""
    with write():
        work = _open(draft_id, revision)
        refuse_if(checks.problems(work, now))
        drafts.hand_in(work.draft, by, now)
