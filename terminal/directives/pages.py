"""What the screens of notices and orders show."""

from datetime import date, timedelta

import msgspec
from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from terminal.directives import queries, words
from terminal.directives.queries import Notice, Ordered
from terminal.directives.rules import Lamp
from terminal.feedback import records
from terminal.paper.qr import qr
from terminal.register.rows import EntryRow
from terminal.staff.desk import Line, Section, Stat
from terminal.staff.queries import SignedIn
from terminal.staff.rules import Role
from terminal.text.blocks import Block, Room, read_blocks, screens
from terminal.web.addresses import for_everybody
from terminal.web.filters import dated, near_day
from terminal.web.looks import Look
from terminal.web.papers import in_chinese

# A whole screen of text, by type size: characters in a line, lines.
FULL = {"normal": Room(39, 24), "large": Room(30, 17), "largest": Room(25, 13)}
NEW_FOR = timedelta(days=30)
MOST_LINES = 4


class Detail(msgspec.Struct, frozen=True):
    """One screen of a notice; screens count from 1, the last one has the facts."""

    notice: Notice
    blocks: tuple[Block, ...]
    screen: int
    screens: int
    facts: list[tuple[str, str]]
    code: Markup
    address: str

    @property
    def with_facts(self) -> bool:
        return self.screen == self.screens


def rows(found: queries.Notices) -> list[EntryRow]:
    """Notices as rows of a list."""
    return [EntryRow(one.issued_on, one.title, one.issuer, _tag(one), _address(one)) for one in found.rows]


def _tag(one: Notice) -> tuple[str, str] | None:
    if one.withdrawn_why:
        return ("late", _("已废止"))
    if one.edition > 1:
        return ("note", _("第%(number)s版", number=one.edition))
    return ("note", words.sort_name(one.sort)) if one.sort == "handbook" else None


def _address(one: Notice) -> str:
    return url_for("villager_directives.one", number=one.number)


def newest_row(today: date) -> EntryRow | None:
    """The newest notice for the first page, for a month."""
    found = queries.newest(today - NEW_FOR)
    return EntryRow(found.issued_on, found.title, found.issuer, None, _address(found)) if found else None


def facts(one: Notice) -> list[tuple[str, str]]:
    found = [
        (_("发文单位"), one.issuer),
        (_("文号"), one.doc_no),
        (_("发文日期"), dated(one.issued_on)),
        (_("版次"), _("第%(number)s版", number=one.edition)),
        (_("改了什么"), one.changed),
        (_("凭据"), _("县平台第 %(seq)s 号登记", seq=one.log_seq)),
    ]
    return [(name, said) for name, said in found if said]


def detail(one: Notice, asked: int, look: Look) -> Detail:
    """Screen `asked` (from 1); the facts have the last one."""
    pieces = (*screens(read_blocks(one.text, "markdown"), FULL[look.type]), ())
    screen = min(max(1, asked), len(pieces))
    code = qr(for_everybody(_address(one)), _("二维码"))
    return Detail(one, pieces[screen - 1], screen, len(pieces), facts(one), code, _address(one))


def paper_html(one: Notice) -> str:
    """The notice as a sheet for the wall."""
    with in_chinese():
        return render_template(
            "directives/paper/notice.html",
            notice=one,
            blocks=read_blocks(one.text, "markdown"),
            facts=facts(one),
            code=qr(for_everybody(_address(one)), _("二维码")),
        )


# The desk


class OrderRow(msgspec.Struct, frozen=True):
    """One order in a list; `tag` is (kind, words)."""

    order: Ordered
    lamp: Lamp
    name: str
    title: str
    says: str
    tag: tuple[str, str]
    href: str


def order_row(one: Ordered, today: date) -> OrderRow:
    lamp = one.lamp(today)
    late = (today - one.due_on).days if one.due_on and one.sort == "correct" else 0
    due = _("%(day)s 前办好", day=near_day(one.due_on)) if one.sort == "correct" and one.due_on else ""
    name = words.order_name(one.sort)
    says = _("，").join(filter(None, (_("%(day)s %(who)s", day=near_day(one.said_on), who=one.issuer), due)))
    href = url_for("cadre_directives.one", line=one.log_seq)
    title = _("%(name)s：%(title)s", name=name, title=one.title or one.words[:30])
    return OrderRow(one, lamp, name, title, says, words.tag(one, lamp, late), href)


RANK = {"red": 0, "amber": 1, "none": 2}


def order_rows(today: date) -> list[OrderRow]:
    """Everything ordered; what presses first, then the newest."""
    return sorted((order_row(one, today) for one in queries.orders()), key=lambda row: RANK[row.lamp])


def waiting(visitor: SignedIn) -> int:
    """How many orders want a word from here."""
    return sum(one.is_open for one in queries.orders()) if Role.CADRE in visitor.roles else 0


def section(visitor: SignedIn, today: date) -> Section | None:
    """What was ordered and wants a word, on the first page of the desk; nothing where nothing ever was."""
    found = order_rows(today) if visitor.roles & {Role.CADRE, Role.SUPERVISOR, Role.APPROVER} else []
    if not found:
        return None
    pressing = [row for row in found if row.order.is_open]
    late = sum(row.lamp == "red" for row in pressing)
    here = url_for("cadre_directives.index")
    lines = tuple(Line(row.title, row.says, row.href, row.tag) for row in pressing[:MOST_LINES])
    gist = ngettext("还有 %(num)d 件要回音", "还有 %(num)d 件要回音", len(pressing) - late)
    stats = (Stat(late, _("上级要求晚了"), gist, "late" if late else "soon" if pressing else "", here),)
    return Section(_("上级下发"), lines, _("都回音了。"), (_("看全部"), here), stats)


class News(msgspec.Struct, frozen=True):
    """Something the county replaced whole: what, what is new, what became of the days here."""

    title: str
    gist: str
    says: str


def news(today: date) -> list[News]:
    """Catalogues and calendars of the last month, and what they did to open days."""
    found = []
    for one in queries.changed(today - NEW_FOR):
        if one.kind:
            says = _("该公开什么、公开了没有，已经照新目录重算。不再要求的事项还看得到。")
            title = _("县里换了公开目录（第%(number)s版）", number=one.number)
        else:
            count = records.recounted(one.said_on)
            says = ngettext("%(num)d 件意见的期限重算了。", "%(num)d 件意见的期限重算了。", count)
            title = _("县里发来 %(year)s 年的工作日历（第%(number)s版）", year=one.year, number=one.number)
        found.append(News(title, one.gist, says))
    return found


def order_facts(one: Ordered) -> list[tuple[str, str]]:
    found = [
        (_("要求的单位"), one.issuer),
        (_("依据"), one.basis),
        (_("哪天说的"), dated(one.said_on)),
        (_("最晚哪天"), dated(one.due_on) if one.due_on and one.sort == "correct" else ""),
        (_("暂停到"), dated(one.due_on) if one.due_on and one.sort == "takedown" else ""),
        (_("哪一条"), one.title),
        (_("凭据"), _("县平台第 %(seq)s 号登记", seq=one.log_seq)),
        (_("回音"), _("，").join(filter(None, (words.word_name(one), one.answer)))),
        (_("哪天回的"), dated(one.answered_on) if one.answered_on else ""),
    ]
    return [(name, said) for name, said in found if said]
