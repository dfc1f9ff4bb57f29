"""What the desk shows of the feedback box: its list with lamps, what waits for whom, the form for typing something in."""

from collections.abc import Sequence
from datetime import date

import msgspec
from flask import url_for
from flask_babel import gettext as _

from terminal import clock
from terminal.catalogue.queries import calendar
from terminal.feedback import deadlines, queries, records, rules, words
from terminal.feedback.sealed.queries import Count
from terminal.feedback.sealed.queries import counts as sealed_counts
from terminal.feedback.shapes import CATEGORIES, DISSATISFIED, KEYED_IN, Case, CaseRow
from terminal.journal.append import origin
from terminal.register.queries import paged
from terminal.staff.desk import Line, Section, Stat
from terminal.staff.queries import Person, SignedIn
from terminal.village.queries import here
from terminal.web.filters import near_day

SHOWS = ("open", "mine", "amber", "red", "answered", "merged")
SIZE = 20  # rows of one screen
EVERY = 10_000  # more open cases than any office has
MOST_LINES = 6
Tag = tuple[str, str]


# ---- lists ----


class Row(msgspec.Struct, frozen=True):
    """One case in a list; `tag` is (kind, words)."""

    number: str
    title: str
    says: str
    tag: Tag
    href: str


def row(one: CaseRow, today: date) -> Row:
    title = _("%(kind)s：%(gist)s", kind=words.category_name(one.category), gist=one.gist)
    came = _("%(day)s收到，%(way)s", day=near_day(one.received_on), way=words.channel_name(one.channel))
    said = [one.number, came, *([due_words(one)] if _is_open(one) else []), _whose(one)]
    href = url_for("cadre_feedback.one", number=one.number)
    return Row(one.number, title, " · ".join(filter(None, said)), tag(one, today), href)


def _is_open(one: CaseRow) -> bool:
    return one.state in records.OPEN


def _whose(one: CaseRow) -> str:
    if one.waiting:
        return _("写好了，等另一个人核准")
    if one.is_public:
        return _("公开在信息反馈栏")
    return _("%(name)s在办", name=one.handler) if _is_open(one) and one.handler else ""


def due_words(one: CaseRow | Case) -> str:
    """By when what must be done, and how many working days that is: “应在 11月17日 前答复（10 个工作日）”."""
    day = near_day(one.due_on)
    if one.state == "received" and isinstance(one, CaseRow):
        said = _("应在 %(day)s 前受理", day=day)
    elif one.round:
        said = _("应在 %(day)s 前重新答复", day=day)
    else:
        count = deadlines.workdays_left(one.due_on, one.received_on, calendar())
        said = _("应在 %(day)s 前答复（%(count)s 个工作日）", day=day, count=count)
    return said + (_("，日期暂定") if one.provisional else "")


def tag(one: CaseRow, today: date) -> Tag:
    """How it stands: how late, how little time is left, else what happens with it."""
    if one.lamp == "red":
        return "late", _("晚了 %(count)s 天", count=(today - one.due_on).days)
    if one.lamp == "amber":
        left = deadlines.workdays_left(one.due_on, today, calendar())
        return "soon", _("还有 %(count)s 个工作日", count=left) if one.due_on > today else _("今天到期")
    return _stands(one)


def _stands(one: CaseRow) -> Tag:
    if one.waiting:
        return "you", _("等核准")
    if one.level in DISSATISFIED and not _is_open(one):
        return "soon", words.level_name(one.level)
    return {
        "received": ("note", _("还没人受理")),
        "handling": ("", _("正在办")),
        "asked": ("", _("等对方补充")),
        "answered": ("done", _("答复了")),
        "merged": ("", _("并到另一件")),
    }[one.state]


class Listed(msgspec.Struct, frozen=True):
    """One screen of the list; `chips` choose another part of it."""

    show: str
    rows: list[Row]
    number: int
    pages: int
    chips: list[dict[str, object]]
    sealed: tuple[Count, ...]


def listed(person: Person, today: date, show: str, number: int) -> Listed:
    """Raises NotFound for somebody who has nothing to do with it."""
    parts = _parts(person, today)
    if show in parts:
        found = parts[show]
        number, pages = paged(len(found), number, SIZE)
        rows = found[(number - 1) * SIZE : number * SIZE]
    else:
        cases = queries.cases_for(person, today, show, number, SIZE)
        number, pages, rows = cases.number, cases.pages, list(cases.rows)
    counts = {name: len(part) for name, part in parts.items()}
    counts |= {name: queries.cases_for(person, today, name, 1, 1).total for name in SHOWS if name not in parts}
    return Listed(show, [row(one, today) for one in rows], number, pages, _chips(show, counts), _sealed(today))


def _parts(person: Person, today: date) -> dict[str, list[CaseRow]]:
    """Open cases, all of them and those that press; and what waits for this person."""
    rows = list(queries.cases_for(person, today, "open", 1, EVERY).rows)
    return {
        "open": rows,
        "mine": waiting_for(person, today, rows),
        "amber": [one for one in rows if one.lamp == "amber"],
        "red": [one for one in rows if one.lamp == "red"],
    }


def waiting_for(person: Person, today: date, rows: Sequence[CaseRow]) -> list[CaseRow]:
    """What this person may do now: approve; and who writes here, take what nobody has, answer what is theirs."""
    seen, others = records.to_approve(person.name), queries.desk(person, today).to_approve
    approve = [one for one in others if one.number in seen]
    if "cadre" not in person.roles:
        return approve
    mine = [one for one in rows if not one.waiting and (one.state == "received" or _is_theirs(one, person))]
    return [*approve, *mine]


def _is_theirs(one: CaseRow, person: Person) -> bool:
    return one.state == "handling" and one.handler in (person.name, "")


def _chips(show: str, counts: dict[str, int]) -> list[dict[str, object]]:
    names = {
        "open": _("没办完的"),
        "mine": _("等我办的"),
        "amber": _("快到期"),
        "red": _("晚了"),
        "answered": _("答复了"),
        "merged": _("并掉的"),
    }
    return [
        {
            "name": name,
            "count": str(counts[key]),
            "on": key == show,
            "href": url_for("cadre_feedback.index", show=key),
        }
        for key, name in names.items()
    ]


def _sealed(today: date) -> tuple[Count, ...]:
    return sealed_counts(origin(), today)


def waiting(visitor: SignedIn) -> int:
    """For the menu: how much waits for whoever has signed in."""
    if not visitor.roles & rules.SECOND:
        return 0
    today = clock.today()
    rows = queries.cases_for(visitor.person, today, "open", 1, EVERY).rows
    return len(waiting_for(visitor.person, today, rows))


def section(visitor: SignedIn, today: date) -> Section | None:
    """What presses today, on the first page of the desk."""
    if not visitor.roles & rules.SECOND:
        return None
    desk, here_is = queries.desk(visitor.person, today), url_for("cadre_feedback.index")
    approve = [one for one in desk.to_approve if one.number in records.to_approve(visitor.name)]
    pressing = dict.fromkeys(one.number for one in (*desk.red, *desk.due_today, *desk.amber, *approve))
    by_number = {one.number: one for one in (*approve, *desk.amber, *desk.due_today, *desk.red)}
    lines = tuple(_line(by_number[number], today) for number in list(pressing)[:MOST_LINES])
    stats = (
        Stat(
            len(desk.red),
            _("意见晚了没答"),
            _("还有 %(count)s 件快到期", count=len(desk.due_today) + len(desk.amber)),
            "late" if desk.red else "soon" if desk.due_today or desk.amber else "",
            url_for("cadre_feedback.index", show="red" if desk.red else "amber"),
        ),
    )
    return Section(_("意见箱"), lines, _("没有到期的，也没有晚的。"), (_("看意见箱"), here_is), stats)


def _line(one: CaseRow, today: date) -> Line:
    found = row(one, today)
    return Line(found.title, due_words(one), found.href, found.tag)


# ---- typing something in ----


class Choices(msgspec.Struct, frozen=True):
    """What one may choose when something is typed in: (value, words, gist)."""

    channels: list[tuple[str, str, str]]
    categories: list[tuple[str, str, str]]


def choices() -> Choices:
    """No reports on the office to the office, where the law sends them elsewhere."""
    kinds = [key for key in CATEGORIES if key != "report" or here().kind not in rules.NO_REPORTS]
    return Choices(
        [(key, words.channel_name(key), "") for key in KEYED_IN],
        [(key, words.category_name(key), "") for key in kinds],
    )
