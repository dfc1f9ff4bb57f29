"""Personal numbers and names in a draft: where they stand, and the draft with them masked."""

from collections.abc import Iterator

from msgspec.structs import replace

from terminal.disclosures.shapes import PARTS
from terminal.drafts import pasting
from terminal.drafts.shapes import Allowed, Content, Draft, Find
from terminal.errors import Problem
from terminal.text import masking, names

FIELDS = {"title": "标题", "summary": "内容概述", "text": "正文", "reason": "原因"}
FIELDS |= {"responsible": "责任人", "doc_no": "文号"}
AROUND = 12
NAME = "name"
SAYS = dict(masking.SAYS) | {NAME: "姓名"}


def _lines(content: Content) -> Iterator[tuple[str, str, str]]:
    """Every piece of running words: (field, what it is called, words)."""
    yield from ((field, label, getattr(content, field)) for field, label in FIELDS.items())
    yield from ((f"whole-{field}", label, getattr(content.whole, field)) for field, label in PARTS.items())
    yield from ((f"said-{place}", held.name, held.said) for place, held in enumerate(content.meetings))


def around(text: str, hit: masking.Hit) -> str:
    """The words beside a hit, every number in them masked."""
    before, after = text[: hit.start], text[hit.end :]
    left = masking.mask(before, masking.find(before))[-AROUND:]
    right = masking.mask(after, masking.find(after))[:AROUND]
    return f"{left}{hit.shown}{right}"


def _in_words(content: Content) -> Iterator[Find]:
    for field, label, words in _lines(content):
        for place, hit in enumerate(masking.find(words)):
            said = around(words, hit)
            yield Find(hit.kind, field, place, label, said, hit.shown, masking.complaint(hit))


def _in_table(content: Content, privacy: names.Privacy) -> Iterator[Find]:
    head, *body = pasting.rows(content.table) or ((),)
    for number, row in enumerate(body):
        for column, cell in enumerate(row):
            for hit in masking.find(cell, head[column]):
                where = f"表格第 {number + 1} 行“{head[column]}”"
                place = number * 1000 + column
                yield Find(hit.kind, "table", place, where, around(cell, hit), hit.shown, masking.complaint(hit))
    for one in names.cells_to_mask(head, body, privacy):
        if not masking.find(body[one.row][one.column], head[one.column]):
            where = f"表格第 {one.row + 1} 行“{head[one.column]}”"
            says = f"这一项的名单要遮住一部分：写成“{one.shown}”。"
            yield Find(NAME, "table", one.row * 1000 + one.column, where, one.shown, one.shown, says)


def finds(content: Content, privacy: names.Privacy) -> tuple[Find, ...]:
    """Everything in the words and the table that shows more of a person than it may."""
    return (*_in_words(content), *_in_table(content, privacy))


def standing(draft: Draft, privacy: names.Privacy) -> tuple[Find, ...]:
    """What nobody has masked or let stand yet, in words, table and files."""
    found = (*finds(draft.content, privacy), *(find for file in draft.files for find in file.finds))
    return tuple(find for find in found if not is_allowed(find, draft.allowed))


def is_allowed(find: Find, allowed: tuple[Allowed, ...]) -> bool:
    """A number let stand is known by kind and masked form; identity and bank numbers never are."""
    if find.kind in masking.NEVER_PUBLIC:
        return False
    return any((one.kind, one.shown) == (find.kind, find.shown) for one in allowed)


def problems(found: tuple[Find, ...]) -> list[Problem]:
    return [Problem(f"{find.says}（{find.where}）", find.field) for find in found]


def masked(
    content: Content, privacy: names.Privacy, only: Find | None = None, allowed: tuple[Allowed, ...] = ()
) -> Content:
    """The words with these finds masked; `only` one of them, or all but those let stand. Files stay as they are."""
    chosen = [find for find in finds(content, privacy) if find == only or not (only or is_allowed(find, allowed))]
    fields: dict[str, str] = {}
    for field, _, words in _lines(content):
        places = {find.place for find in chosen if find.field == field}
        if places:
            hits = [hit for place, hit in enumerate(masking.find(words)) if place in places]
            fields[field] = masking.mask(words, hits)
    return _with(content, fields, _masked_table(content.table, [find for find in chosen if find.field == "table"]))


def _masked_table(table: str, chosen: list[Find]) -> str:
    if not chosen:
        return table
    found = [list(row) for row in pasting.rows(table)]
    for find in chosen:
        row, column = divmod(find.place, 1000)
        cell = found[row + 1][column]
        hits = masking.find(cell, found[0][column])
        found[row + 1][column] = masking.mask(cell, hits) if hits else find.shown
    return pasting.pasted(tuple(map(tuple, found)))


def _with(content: Content, fields: dict[str, str], table: str) -> Content:
    plain = {name: words for name, words in fields.items() if name in FIELDS}
    whole = {name.removeprefix("whole-"): words for name, words in fields.items() if name.startswith("whole-")}
    held = tuple(replace(one, said=fields.get(f"said-{place}", one.said)) for place, one in enumerate(content.meetings))
    return replace(content, **plain, table=table, whole=replace(content.whole, **whole), meetings=held)


def count_allowed(draft: Draft, privacy: names.Privacy) -> tuple[tuple[Allowed, int], ...]:
    """Each thing let stand with how often it stands there."""
    found = (*finds(draft.content, privacy), *(find for file in draft.files for find in file.finds))
    counted = ((one, sum(is_allowed(find, (one,)) for find in found)) for one in draft.allowed)
    return tuple((one, count) for one, count in counted if count)
