"""Each entry of a list looked at by the rules of a draft: catalogue, days, periods, twins, personal data."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from msgspec.structs import replace

from terminal.catalogue import queries as catalogues
from terminal.catalogue.rules import Item
from terminal.disclosures import actions as disclosures
from terminal.disclosures import rules as public_rules
from terminal.drafts import checks, publishing, rules, scanning
from terminal.drafts.batch.shapes import Batch, Checked, Entry, Proposal
from terminal.drafts.shapes import Allowed, Draft, File, Find, Step
from terminal.errors import NotFound, Problem
from terminal.text.days import read_day
from terminal.text.masking import NEVER_PUBLIC
from terminal.text.names import Privacy
from terminal.text.words import tidy
from terminal.village.queries import here

# What the rules call a field → what its column is called.
COLUMN = {"正文": "内容", "附件": "文件", "过程": "办事过程", "表格": "内容", "text": "内容", "table": "内容"}
COLUMN |= {"title": "标题", "whole-basis": "办事依据", "whole-course": "办事过程"}


def privacy_of(code: str) -> Privacy:
    """How much of a person this item may show; an unknown item shows least."""
    try:
        return catalogues.catalogue(here().kind).item(code).privacy
    except NotFound:
        return "PM"


def _day(typed: str, today: date) -> date:
    return read_day(typed, today.year) if typed.strip() else today


def published_on(entry: Entry, today: date) -> date:
    """The day it was made public, today when nobody says. Raises ValueError."""
    return _day(entry.published_on, today)


def draft_of(entry: Entry, steps: tuple[Step, ...] = (), allowed: tuple[Allowed, ...] = ()) -> Draft:
    """The entry as a draft of its own, so that the rules of drafts fit."""
    first = steps[0] if steps else Step(datetime.min, 0, "", "begin", "", 1)
    content = replace(entry.content, publisher=_publisher_key(entry.content.publisher) or "")
    files = tuple(File(place, blob, "", ()) for place, blob in enumerate(entry.files))
    if files:
        files = (replace(files[0], finds=entry.finds), *files[1:])
    return Draft(
        id=0, purpose="publish", stage="", state=rules.READY, item=entry.item, revision=1, round=1,
        author=first.person, author_name=first.name, holder=0, about="", publish_on=None,
        saved_at=first.at, saved_by=first.name, content=content, allowed=allowed, files=files, steps=steps,
    )  # fmt: skip


def _publisher_key(said: str) -> str | None:
    """The key of the publisher with this key or name; None when there is none."""
    if not said.strip():
        return ""
    return next((one.key for one in here().publishers if said.strip() in (one.key, one.name)), None)


def check(entry: Entry, today: date) -> Checked:
    """Everything that is wrong with one entry, and what to look at twice."""
    try:
        item = catalogues.catalogue(here().kind).item(entry.item)
    except NotFound as wrong:
        says = str(wrong) if entry.item else "没有写目录编码。请照“公开目录”里的写。"
        return Checked(entry, (Problem(says, entry.place("目录编码")),), (), ())
    soft = _soft(entry, item)
    draft = draft_of(entry, allowed=tuple(Allowed(one.kind, one.shown, "", "") for one in soft))
    never = scanning.standing(draft, item.privacy)
    as_draft = set(scanning.problems(never))
    # What was public before this terminal came needs no reason for its day.
    found = [one for one in checks.problems(draft, today) if one not in as_draft and one.where != "原因"]
    found += [*_days(entry, today), *_publisher(entry), *(Problem(sentence(one), one.field) for one in never)]
    problems = tuple(dict.fromkeys(Problem(one.says, entry.place(COLUMN.get(one.where, one.where))) for one in found))
    return Checked(entry, problems, soft, tuple(_remarks(item)))


def sentence(find: Find) -> str:
    """A whole sentence about a find that does not repeat the number; a list is put right where it was made."""
    named = f"有{scanning.SAYS[find.kind]}（{find.shown}）" if find.kind != scanning.NAME else find.says.rstrip("。")
    what = "不能公开，请改好再来" if find.kind in NEVER_PUBLIC else "能公开的写明原因，不能的请改好再来"
    return f"{find.where}：{named}，{what}。"


def _soft(entry: Entry, item: Item) -> tuple[Find, ...]:
    """Mobile numbers and names: a second person may let them stand, with a reason."""
    found = (*scanning.finds(entry.content, item.privacy), *entry.finds)
    return tuple(one for one in found if one.kind not in NEVER_PUBLIC)


def _days(entry: Entry, today: date) -> list[Problem]:
    try:
        day = published_on(entry, today)
    except ValueError as wrong:
        return [Problem(str(wrong), "公开日期")]
    try:
        made = _day(entry.content.created_on, today) if entry.content.created_on.strip() else day
    except ValueError:
        return []  # the rules of drafts name it
    return [one for one in public_rules.why_not_days(made, day, today) if made <= today or one.where == "公开日期"]


def _publisher(entry: Entry) -> list[Problem]:
    if _publisher_key(entry.content.publisher) is not None:
        return []
    there = "、".join(one.name for one in here().publishers)
    return [Problem(f"没有“{entry.content.publisher}”这个公开主体。这里有：{there}。", "公开主体")]


def _remarks(item: Item) -> list[str]:
    if held := rules.meetings(item.steps):
        return [f"这一项要经过{'、'.join(held)}。请看看正文里写了没有。"]
    return []


def check_all(entries: Sequence[Entry], today: date) -> tuple[Checked, ...]:
    """Every entry checked, and no two of them the same."""
    first: dict[tuple[str, str, str], Entry] = {}
    found = []
    for entry in entries:
        one, key = check(entry, today), (entry.item, entry.content.period, tidy(_text(entry)))
        if twin := first.get(key):
            wrong = Problem(f"和 {twin.where} 是同一条，请只留一条。", entry.where)
            one = replace(one, problems=(*one.problems, wrong))
        first.setdefault(key, entry)
        found.append(one)
    return tuple(found)


def _text(entry: Entry) -> str:
    names = "".join(blob.sha256 for blob in entry.files)
    return f"{entry.content.text}\n{entry.content.table}\n{names}"


def problems(proposal: Proposal, found: Iterable[Checked]) -> list[Problem]:
    """Everything that keeps this proposal from being brought in."""
    return [*proposal.problems, *(problem for one in found for problem in one.problems)]


def to_publish(batch: Batch, entry: Entry, signed: Step, reason: str, today: date) -> disclosures.Draft:
    """The entry as the room of public texts takes it; `signed` is the second person's step."""
    item = catalogues.catalogue(here().kind).item(entry.item)
    begun = Step(batch.brought_at, batch.brought_by, batch.brought_name, "begin", "", 1)
    allowed = {(one.kind, one.shown): Allowed(one.kind, one.shown, reason, signed.name) for one in _soft(entry, item)}
    wanted = publishing.to_publish(draft_of(entry, (begun, signed), tuple(allowed.values())), today)
    day = published_on(entry, today)
    typed = entry.content.created_on.strip()
    return replace(wanted, published_on=day, created_on=_day(typed, today) if typed else day)


def unchecked(entries: Sequence[Entry]) -> tuple[Checked, ...]:
    """Entries of a list that has been decided: shown as they were."""
    return tuple(Checked(entry, (), (), ()) for entry in entries)
