"""What the pages of 下发 show."""

from datetime import date
from typing import Any

import msgspec
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from terminal.county.orders import queries, rules
from terminal.county.orders.shapes import Draft, Issued
from terminal.directives import words
from terminal.feedback.shapes import CATEGORIES
from terminal.feedback.words import category_name
from terminal.ledger.ruling import MediansSent
from terminal.staff.desk import Line, Section, Stat
from terminal.staff.queries import Person, SignedIn
from terminal.staff.rules import Role
from terminal.text.blocks import Block, read_blocks
from terminal.text.money import yuan
from terminal.web.filters import dated, near_day

ISSUES = frozenset({Role.OFFICER, Role.TOWNSHIP})


class Row(msgspec.Struct, frozen=True):
    """Something that waits or was sent, in a list; `tag` is (kind, words)."""

    title: str
    says: str
    tag: tuple[str, str] | None
    href: str


def sort_name(sort: str) -> str:
    if sort in ("notice", "handbook"):
        return words.sort_name(sort)
    if sort in ("correct", "takedown", "restore", "case"):
        return words.order_name(sort)
    return {
        "withdraw": _("废止通知"),
        "banner": _("紧急提示"),
        "catalogue": _("公开目录"),
        "calendar": _("工作日历"),
        "offices": _("收信单位的钥匙"),
        "vouchers": _("凭证照片的要求"),
        "medians": _("各村的中间数"),
    }[sort]


def may_issue(person: Person) -> bool:
    return bool(ISSUES & person.roles)


def begins(person: Person) -> list[tuple[str, str]]:
    """What this person may begin to write: (name, address)."""
    if not may_issue(person):
        return []
    county = any(one.to == rules.EVERYBODY for one in queries.audience(person))
    shown = [sort for sort in rules.SORTS if sort not in ("withdraw", "restore")]
    there = (sort for sort in shown if county or sort not in rules.COUNTY_ONLY)
    return [(sort_name(sort), url_for("officer_orders.new", sort=sort)) for sort in there]


def to_name(to: str, names: dict[str, str]) -> str:
    return _("全县") if to == rules.EVERYBODY else names.get(to, to)


def draft_rows(person: Person) -> list[Row]:
    names = queries.names()
    return [_draft_row(one, names, person) for one in queries.drafts(person)]


def _draft_row(one: Draft, names: dict[str, str], person: Person) -> Row:
    wants_other = one.sort in rules.TWO_PERSONS
    waits = _("等另一个人看") if wants_other and one.author == person.id else _("等您看") if wants_other else _("没发")
    says = _("%(who)s写的，发给%(to)s", who=one.author_name, to=to_name(one.to, names))
    return Row(
        f"{sort_name(one.sort)}：{title_of(one)}",
        says,
        ("soon", waits),
        url_for("officer_orders.preview", number=one.id),
    )


def title_of(one: Draft) -> str:
    event = one.event
    return str(
        getattr(event, "title", "") or getattr(event, "ticket", "") or getattr(event, "gist", "") or _text(event)
    )


def _text(event: Any) -> str:
    return str(getattr(event, "text", "") or getattr(event, "what", "") or getattr(event, "reason", ""))[:40]


def issued_rows(found: tuple[Issued, ...], today: date) -> list[Row]:
    names = queries.names()
    return [_issued_row(one, names, today) for one in found]


def _issued_row(one: Issued, names: dict[str, str], today: date) -> Row:
    says = _("%(day)s %(who)s，发给%(to)s", day=near_day(one.said_on), who=one.issuer, to=to_name(one.to, names))
    return Row(
        f"{sort_name(one.sort)}：{one.title}", says, _tag(one, today), url_for("officer_orders.one", line=one.line)
    )


def _tag(one: Issued, today: date) -> tuple[str, str] | None:
    if one.sort in ("notice", "handbook", "banner", "vouchers", "medians"):
        return ("note", _("已停")) if one.is_over else None
    if one.sort == "correct" and one.due_on and today > one.due_on and not one.is_over:
        days = (today - one.due_on).days
        return ("late", ngettext("晚了 %(num)d 天", "晚了 %(num)d 天", days))
    return ("done", _("有回音")) if one.is_over else ("soon", _("还没回音"))


class Preview(msgspec.Struct, frozen=True):
    """A draft as villagers or the village will read it."""

    draft: Draft
    name: str
    title: str
    to: str
    blocks: tuple[Block, ...]
    facts: list[tuple[str, str]]
    needs_other: bool


def preview(one: Draft, person: Person) -> Preview:
    event = one.event
    shown = _text_whole(event)
    facts = [
        (_("发给"), to_name(one.to, queries.names())),
        (_("要求的单位"), getattr(event, "issuer", "")),
        (_("依据"), getattr(event, "basis", "")),
        (_("文号"), getattr(event, "doc_no", "")),
        (_("改了什么"), getattr(event, "changed", "") or getattr(event, "gist", "")),
        (_("最晚哪天"), _dated(getattr(event, "due_on", None))),
        (_("暂停到"), _dated(getattr(event, "until", None))),
        (_("文件"), _("、").join(blob.name for blob in getattr(event, "files", ()))),
        (_("收信单位"), _("、").join(f"{one.name}（{len(one.recipients)}）" for one in getattr(event, "offices", ()))),
        (_("多少元以上要凭证照片"), _above(event)),
        *_middle(event),
        (_("谁写的"), one.author_name),
    ]
    needs_other = one.sort in rules.TWO_PERSONS and one.author == person.id
    said = [(name, what) for name, what in facts if what]
    title = title_of(one) or sort_name(one.sort)
    return Preview(one, sort_name(one.sort), title, to_name(one.to, queries.names()), shown, said, needs_other)


def _middle(event: Any) -> list[tuple[str, str]]:
    """What medians say, line by line, before they are sent."""
    if not isinstance(event, MediansSent):
        return []
    found = [(_("期间"), event.period), (_("几个村"), str(event.villages))]
    for one in event.said:
        side = _("收入") if one.direction == "in" else _("支出")
        found.append((f"{side} {one.category}".strip(), _("每户 %(amount)s 元", amount=yuan(one.fen))))
    return found


def _above(event: Any) -> str:
    above = getattr(event, "above_yuan", None)
    return "" if above is None else _("%(amount)s 元", amount=f"{above:,}")


def _text_whole(event: Any) -> tuple[Block, ...]:
    text = getattr(event, "what", "") or getattr(event, "reason", "") or getattr(event, "text", "")
    return read_blocks(text, "markdown" if hasattr(event, "edition") else "plain")


def _dated(day: date | None) -> str:
    return dated(day) if day else ""


def places(person: Person, sort: str) -> list[tuple[str, str]]:
    """Whom a form of this sort may be sent to: (value, name)."""
    found = queries.audience(person)
    if sort in rules.TO_ONE:
        names = queries.names()
        return [(one.to, one.name) for one in found if one.to in names]
    return [(one.to, one.name or _("全县")) for one in found]


def categories() -> list[tuple[str, str]]:
    return [(one, category_name(one)) for one in CATEGORIES]


def said(sent: queries.Sent) -> tuple[Block, ...]:
    """The words of something that went, laid out as its readers see them."""
    if sent.notice:
        return read_blocks(sent.notice.text, "markdown")
    return read_blocks(sent.order.words, "plain") if sent.order else ()


def section(visitor: SignedIn, today: date) -> Section | None:
    """What waits here and what is late at villages, for the county's first page."""
    waiting, late = draft_rows(visitor.person), queries.late(visitor.person, today)
    lift = queries.to_lift(visitor.person, today)
    if not (waiting or late or lift):
        return None
    names, here = queries.names(), url_for("officer_orders.index")
    lines = [Line(row.title, row.says, row.href, row.tag) for row in waiting[:4]]
    for one in (*late, *lift)[:4]:
        what = words.order_name(one.sort)
        title = _("%(village)s：%(what)s", village=to_name(one.to, names), what=one.title or what)
        said = _("暂停的日子到了，请恢复或者续上") if one.sort == "takedown" else _("过了日子还没回音")
        lines.append(Line(title, said, url_for("officer_orders.one", line=one.log_seq), ("late", what)))
    stats = (Stat(len(late), _("要求晚了没办"), "", "late", here),) if late else ()
    return Section(_("下发"), tuple(lines), _("都有回音。"), (_("看全部"), here), stats)


def waiting(visitor: SignedIn) -> int:
    return len(queries.drafts(visitor.person)) if may_issue(visitor.person) else 0
