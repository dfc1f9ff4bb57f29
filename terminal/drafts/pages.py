"""What the pages of a draft show: what to fill in, what to look at, what is waiting for whom."""

from datetime import date

import msgspec
from flask import g, url_for
from flask_babel import gettext as _

from terminal.catalogue import words
from terminal.catalogue.queries import calendar, catalogue
from terminal.catalogue.rules import Item, notice_until
from terminal.disclosures import queries as disclosures
from terminal.disclosures.shapes import beside_blocks
from terminal.drafts import checks, files, queries, rules, scanning
from terminal.drafts import words as say
from terminal.drafts.shapes import Draft, Find, Held
from terminal.staff.desk import Line, Section, Stat
from terminal.staff.queries import Person, SignedIn
from terminal.text.blocks import Block, read_blocks
from terminal.text.days import Period
from terminal.village.queries import Village, here
from terminal.web.filters import near_day, period

MOST_PERIODS = 6
MOST_LINES = 6
OWN_PAGES = {
    rules.LEDGER: "cadre_ledger.draft",
    rules.TABLE: "cadre_tables.draft",
    rules.PROJECT: "cadre_projects.draft",
}


class Row(msgspec.Struct, frozen=True):
    """One draft in a list; `tag` is (kind, words)."""

    title: str
    says: str
    tag: tuple[str, str]
    href: str


class Spot(msgspec.Struct, frozen=True):
    """One find with what can be done about it; `key` names it in a form."""

    find: Find
    key: str
    may_mask: bool
    may_overrule: bool


class Editing(msgspec.Struct, frozen=True):
    """What the page of a draft shows beside its form."""

    draft: Draft
    item: Item
    periods: list[tuple[str, str]]
    publishers: list[tuple[str, str]]
    notices: list[tuple[str, str]]
    needs_whole: bool
    parts: list[tuple[str, str, str]]
    spots: list[Spot]
    steps: list[tuple[str, str]]
    until: date | None
    early: bool


def heading(draft: Draft) -> str:
    item = checks.item_of(draft)
    return draft.content.title or words.name(item, g.look.lang)


def row(draft: Draft, endpoint: str = "cadre_drafts.one") -> Row:
    endpoint = OWN_PAGES.get(draft.stage, endpoint)
    said = (say.purpose_name(draft), period(draft.content.period), draft.saved_by)
    return Row(heading(draft), " · ".join(filter(None, said)), say.stands(draft), url_for(endpoint, number=draft.id))


def periods(item: Item, chosen: str, today: date) -> list[tuple[str, str]]:
    """The periods one may choose, newest first; the chosen one always among them."""
    found: list[str] = []
    for kind in (*item.kinds, *(one for one in item.or_cadence if one in ("M", "Q", "H", "Y"))):
        one = Period.of(today, kind)  # type: ignore[arg-type]  # narrowed by the tuple above
        for _place in range(MOST_PERIODS):
            found.append(one.key)
            one = one.previous()
    if chosen and chosen not in found:
        found.insert(0, chosen)
    return [(key, period(key)) for key in found]


def usual_period(item: Item, today: date) -> str:
    """The period somebody most likely writes about: the last one that is over; empty when it is not periodic."""
    return Period.of(today, item.kinds[0]).previous().key if item.kinds else ""


def readable(key: str) -> str:
    """A period as an address names it; empty for anything that is none."""
    try:
        return Period.read(key).key
    except ValueError:
        return ""


def editing(draft: Draft, today: date) -> Editing:
    """Everything the page of a draft shows."""
    item, village = checks.item_of(draft), here()
    until = notice_until(item, today, calendar()) if draft.stage == "notice" else None
    return Editing(
        draft=draft,
        item=item,
        periods=periods(item, draft.content.period, today) if draft.stage != "notice" else [],
        publishers=_publishers(village) if draft.purpose != "revise" else [],
        notices=_notices(draft) if draft.stage == "result" else [],
        needs_whole=checks.needs_whole(draft),
        parts=say.part_fields(),
        spots=[_spot(find) for find in scanning.standing(draft, item.privacy)],
        steps=say.steps(draft),
        until=until,
        early=draft.purpose == "publish" and not checks.bad_period(draft, today) and checks.is_early(draft, today),
    )


def _publishers(village: Village) -> list[tuple[str, str]]:
    """Who may publish, when there is a choice."""
    found = [(one.key, one.name) for one in village.publishers]
    return found if len(found) > 1 else []


def _notices(draft: Draft) -> list[tuple[str, str]]:
    """Notices whose result this may be: index number, and what it said until when."""
    return [
        (
            one.index_no,
            _("%(title)s（公示到 %(day)s）", title=one.title, day=near_day(one.notice_until or one.published_on)),
        )
        for one in disclosures.open_notices(here().origin, draft.item)
    ]


def _spot(find: Find) -> Spot:
    return Spot(find, f"{find.field}:{find.place}", files.may_mask(find), files.may_overrule(find))


def preview(draft: Draft) -> tuple[Block, ...]:
    """The text as villagers will read it."""
    words_now = read_blocks(checks.words_of(draft), "markdown")
    return (*words_now, *beside_blocks(draft.content.whole, ()))


def held_of(draft: Draft) -> list[tuple[int, Held]]:
    return list(enumerate(draft.content.meetings)) if checks.meetings_of(draft) else []


class Reviewing(msgspec.Struct, frozen=True):
    """What somebody who signs looks at; `task` is the signature this person may give now, or empty."""

    draft: Draft
    heading: str
    tag: tuple[str, str]
    facts: list[tuple[str, str]]
    blocks: tuple[Block, ...]
    remarks: list[str]
    steps: list[tuple[str, str]]
    past: list[say.Past]
    task: str
    why_not: str
    may_return: bool
    may_publish: bool
    may_recall: bool


def reviewing(draft: Draft, person: Person, today: date) -> Reviewing:
    """A draft that was handed in, for this person."""
    task, mine = checks.task_of(draft), _why_not(draft, person) == ""
    is_cadre, handed_in = "cadre" in person.roles, draft.state in (rules.IN_REVIEW, rules.READY)
    return Reviewing(
        draft=draft,
        heading=heading(draft),
        tag=say.stands(draft),
        facts=_facts(draft),
        blocks=preview(draft),
        remarks=checks.remarks(draft, today),
        steps=say.steps(draft),
        past=say.history(draft),
        task=say.task_name(task) if task and mine else "",
        why_not=_why_not(draft, person) if task else "",
        may_return=handed_in and (bool(task) and mine or any(one.person == person.id for one in draft.signed)),
        may_publish=draft.is_ready and is_cadre,
        may_recall=handed_in and is_cadre,
    )


def _facts(draft: Draft) -> list[tuple[str, str]]:
    said, item = draft.content, checks.item_of(draft)
    found = [
        (_("事项"), words.name(item, g.look.lang)),
        (_("办什么"), say.purpose_name(draft)),
        (_("哪一期"), period(said.period)),
        (_("谁写的"), draft.author_name),
        (_("成文日期"), said.created_on),
        (_("责任人"), said.responsible),
        (_("为什么改") if draft.purpose == "revise" else _("为什么提前公开"), said.reason),
        (_("是哪次公示的结果"), said.follows),
        *((held.name, _("；").join(filter(None, (held.day, held.said)))) for _place, held in held_of(draft)),
    ]
    return [(name, value) for name, value in found if value]


def _why_not(draft: Draft, person: Person) -> str:
    """Why this person may not sign now; empty when they may."""
    task = checks.task_of(draft)
    if task is None:
        return _("不用再签了")
    author = person.id if person.id in draft.writers else draft.author
    others = queries.others_may(task, person, draft.author, draft.signed)
    wrong = rules.why_not_sign(task, person.id, person.roles, author, draft.signed, others)
    return wrong[0].says if wrong else ""


def is_mine(draft: Draft, person: Person) -> bool:
    """Does this wait for that person: to write on, to sign, to make public?"""
    if checks.task_of(draft):
        return not _why_not(draft, person)
    if "cadre" not in person.roles:
        return False
    return draft.may_edit and draft.holder in (person.id, 0) or (draft.is_ready and not draft.publish_on)


def waiting(visitor: SignedIn) -> list[Draft]:
    """What waits for this person, newest first."""
    return [draft for draft in queries.open_drafts() if is_mine(draft, visitor.person)]


def to_sign(visitor: SignedIn) -> int:
    return sum(draft.state == rules.IN_REVIEW for draft in waiting(visitor))


def waiting_section(visitor: SignedIn, today: date) -> Section | None:
    """What waits for whoever has signed in."""
    if not visitor.roles & {"cadre", "supervisor", "approver"}:
        return None
    mine = waiting(visitor)
    lines = [_line(draft) for draft in mine]
    lines += _notice_lines(today) if "cadre" in visitor.roles else []
    count = Stat(len(lines), _("等我处理"), kind="you" if lines else "", href=url_for("supervisor_drafts.index"))
    return Section(_("等我处理"), tuple(lines[:MOST_LINES]), _("没有等您办的事。"), stats=(count,))


def _notice_lines(today: date) -> list[Line]:
    """Notices whose days are over and that have no result yet."""
    found = []
    for one in disclosures.open_notices(here().origin):
        if one.notice_until and one.notice_until < today:
            says = _("公示到 %(day)s，满了", day=near_day(one.notice_until))
            href = url_for("cadre_published.published", number=one.number)
            found.append(Line(one.title, says, href, ("soon", _("该写结果了")), _("写结果")))
    return found


def _line(draft: Draft) -> Line:
    reviewing = draft.state == rules.IN_REVIEW
    found = row(draft, "supervisor_drafts.one" if reviewing else "cadre_drafts.one")
    says = draft.returned.note if draft.returned else found.says
    button = (
        _("去看、签字") if reviewing else _("公布") if draft.is_ready else _("去改") if draft.returned else _("接着写")
    )
    return Line(found.title, says, found.href, found.tag, button)


def items() -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The catalogue to choose from: group, then (code, name, how often) of each item the unit answers for."""
    shelf, lang = catalogue(here().kind), g.look.lang
    return [
        (
            group.name_en if lang == "en" else group.name,
            [(one.code, words.name(one, lang), words.cadence(one)) for one in shelf.items_of(group.key) if one.is_owed],
        )
        for group in shelf.groups
    ]
