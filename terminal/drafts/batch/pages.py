"""What the pages of a list show: each entry in a row, what is wrong with it, what to look at."""

from collections.abc import Iterable

import msgspec
from flask import g, url_for
from flask_babel import gettext as _

from terminal.catalogue import words
from terminal.catalogue.queries import catalogue
from terminal.drafts import checks as drafts
from terminal.drafts.batch import checks, queries, rules
from terminal.drafts.batch.shapes import Batch, Checked
from terminal.errors import NotFound
from terminal.journal.kinds import BlobRef
from terminal.staff.queries import Person, SignedIn
from terminal.text import masking
from terminal.text.blocks import Block, read_blocks
from terminal.village.queries import here
from terminal.web.filters import moment, period


class Line(msgspec.Struct, frozen=True):
    """One entry: what it is, its words, files, and what is wrong or worth a second look."""

    title: str
    says: str
    where: str
    blocks: tuple[Block, ...]
    files: tuple[BlobRef, ...]
    problems: tuple[str, ...]
    finds: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]


class Row(msgspec.Struct, frozen=True):
    """One list among the others; `tag` is (kind, words)."""

    title: str
    says: str
    tag: tuple[str, str]
    href: str


def _item_name(code: str) -> str:
    try:
        return words.name(catalogue(here().kind).item(code), g.look.lang)
    except NotFound:
        return code


def _period(key: str) -> str:
    try:
        return period(key) if key else ""
    except ValueError:
        return key


def _shown(text: str) -> str:
    """Identity and bank numbers are masked even in a list that is refused."""
    return masking.mask(text, [hit for hit in masking.find(text) if hit.kind in masking.NEVER_PUBLIC])


def line(one: Checked) -> Line:
    entry, content = one.entry, one.entry.content
    public = _("公开日期 %(day)s", day=entry.published_on or _("今天"))
    made = _("成文日期 %(day)s", day=content.created_on) if content.created_on else ""
    said = (
        entry.item,
        _item_name(entry.item),
        _period(content.period),
        public,
        made,
        content.doc_no,
        content.publisher,
    )
    text = drafts.words_of(checks.draft_of(entry))
    return Line(
        title=_shown(content.title) or _("（没有标题）"),
        says=" · ".join(filter(None, dict.fromkeys(said))),
        where=entry.where,
        blocks=read_blocks(_shown(text), "markdown"),
        files=entry.files,
        problems=tuple(map(str, one.problems)),
        finds=tuple((checks.sentence(find), find.around) for find in one.finds),
        remarks=one.remarks,
    )


def lines(found: Iterable[Checked]) -> list[Line]:
    return [line(one) for one in found]


def tag(batch: Batch) -> tuple[str, str]:
    return {
        rules.WAITING: ("soon", _("等人确认")),
        rules.PUBLIC: ("done", _("公布了")),
        rules.RETURNED: ("late", _("退回来了")),
    }.get(batch.state, ("", _("不要了")))


def rows() -> list[Row]:
    return [
        Row(
            _("%(source)s：%(count)s 条", source=one.source, count=len(one.entries)),
            f"{one.brought_name} {moment(one.brought_at)}",
            tag(one),
            url_for("cadre_batch.one", number=one.id),
        )
        for one in queries.newest()
    ]


def why_not_confirm(batch: Batch, person: Person) -> str:
    """Why this person may not confirm; empty when they may."""
    wrong = rules.why_not_decide(
        batch.state, (batch.brought_by, batch.brought_name), (person.id, person.by), person.roles
    )
    return wrong[0].says if wrong else ""


def to_confirm(visitor: SignedIn) -> int:
    return queries.waiting_for(visitor.person)
