"""What the desk shows of public things: the list of them all, and one with its three days."""

from datetime import date
from urllib.parse import urlencode

import msgspec
from flask import g, url_for
from flask_babel import gettext as _

from terminal.catalogue import words
from terminal.catalogue.queries import catalogue
from terminal.disclosures import queries as disclosures
from terminal.drafts.public import queries
from terminal.drafts.public.queries import Removal
from terminal.register import queries as register
from terminal.register.rows import EntryRow, entry_rows
from terminal.staff.desk import Line, Section
from terminal.staff.queries import Person, SignedIn
from terminal.village.queries import here
from terminal.web.filters import dated, moment

ROWS = 20
ROOM = "/disclosures/"


class Listing(msgspec.Struct, frozen=True):
    """One page of everything public that fits what was asked; `items` and `years` are what one may choose."""

    rows: list[EntryRow]
    number: int
    pages: int
    total: int
    asked: str
    year: int
    item: str
    years: list[int]
    items: list[tuple[str, str]]
    before: str | None
    after: str | None


def listing(asked: str, year: int, item: str, number: int) -> Listing:
    """Page `number` (from 1) of what has these words in its title or number, of this year and item (0, empty: all)."""
    origin = here().origin
    items = _items(origin)
    item = item if item in dict(items) else ""
    years = register.years(origin, None)
    year = year if year in years else 0
    page = register.titled(origin, ROOM, asked, year, item, number, ROWS)
    return Listing(
        rows=[msgspec.structs.replace(row, href=at_desk(row.href)) for row in entry_rows(page.rows)],
        number=page.number,
        pages=page.pages,
        total=page.total,
        asked=asked,
        year=year,
        item=item,
        years=years,
        items=items,
        before=_turned(asked, year, item, page.number - 1) if page.number > 1 else None,
        after=_turned(asked, year, item, page.number + 1) if page.number < page.pages else None,
    )


def at_desk(path: str) -> str:
    """The page at the desk of something public."""
    return url_for("cadre_published.published", number=path.removeprefix(ROOM))


def newest() -> list[EntryRow]:
    """What was published last, each leading to its page at the desk."""
    page = register.titled(here().origin, ROOM, "", 0, "", 1, ROWS // 2)
    return [msgspec.structs.replace(row, href=at_desk(row.href)) for row in entry_rows(page.rows)]


def _turned(asked: str, year: int, item: str, page: int) -> str:
    said = {"q": asked, "year": year or "", "item": item, "page": page}
    return f"{url_for('cadre_published.index')}?{urlencode({name: value for name, value in said.items() if value})}"


def _items(origin: str) -> list[tuple[str, str]]:
    """Items of which something is public: code and name, in the order of the catalogue."""
    there = register.items_with(origin, ROOM)
    return [(one.code, words.name(one, g.look.lang)) for one in catalogue(here().kind).items if one.code in there]


class RemovalPage(msgspec.Struct, frozen=True):
    """What a second person looks at before words are removed for good; `tag` is (kind, words)."""

    removal: Removal
    title: str
    tag: tuple[str, str]
    facts: list[tuple[str, str]]
    versions: tuple[disclosures.Published, ...]
    may_allow: bool


def removal_page(removal: Removal, person: Person) -> RemovalPage:
    """Raises NotFound."""
    told = disclosures.versions(here().origin, removal.number, entire=True)
    facts = [
        (_("索引号"), told[0].index_no),
        (_("删哪几次公布的"), _("、").join(str(version) for version in removal.versions)),
        (_("依据"), removal.basis),
        (_("原因"), removal.reason),
        (_("谁提出的"), f"{removal.asked_name} {moment(removal.asked_at)}"),
        (_("谁定的"), f"{removal.decided_name} {moment(removal.decided_at)}" if removal.decided_at else ""),
        (_("为什么不删"), removal.note),
    ]
    return RemovalPage(
        removal=removal,
        title=told[0].title,
        tag=_tag(removal.state),
        facts=[(name, said) for name, said in facts if said],
        versions=tuple(one for one in told if one.version in removal.versions and not one.redacted),
        may_allow=removal.may_allow(person),
    )


def _tag(state: str) -> tuple[str, str]:
    return {
        "waiting": ("soon", _("等另一个人同意")),
        "refused": ("late", _("没有同意")),
        "erasing": ("soon", _("正在清掉")),
    }.get(state, ("done", _("删干净了")))


def removals_section(visitor: SignedIn, today: date) -> Section | None:
    """What waits for this person's word before it is removed; silent when there is nothing."""
    waiting = [removal for removal in queries.removals("waiting") if removal.may_allow(visitor.person)]
    lines = tuple(
        Line(
            _("依法删除：%(number)s", number=removal.number),
            removal.reason,
            url_for("cadre_published.removal", number=removal.id),
            ("soon", _("等您同意")),
            _("去看"),
        )
        for removal in waiting
    )
    return Section(_("依法删除"), lines) if lines else None


class PublicPage(msgspec.Struct, frozen=True):
    """Something public as the desk sees it: the three days that must not be confused, and what may be done now."""

    published: disclosures.Published
    facts: list[tuple[str, str]]
    objections: tuple[disclosures.Objected, ...]
    is_notice: bool
    notice_over: bool
    removable: list[tuple[str, str, str]]
    asked: Removal | None


def public_page(number: str, today: date) -> PublicPage:
    """Raises NotFound."""
    one = disclosures.one(here().origin, number, entire=True)
    facts = [
        (_("索引号"), one.index_no),
        (_("成文日期"), dated(one.created_on)),
        (_("发布时间"), moment(one.registered_at)),
        (_("登记位置"), _("第 %(seq)s 号登记", seq=one.log_seq)),
        (_("至少展示到"), dated(one.display_until)),
        (_("公示到"), dated(one.notice_until) if one.notice_until else ""),
        (_("第几次公布"), str(one.version)),
        (_("签字"), _("、").join(f"{signer.role} {signer.name}" for signer in one.signers)),
        (_("撤下的原因"), one.withdrawn_why),
    ]
    over = bool(one.notice_until and one.notice_until < today)
    said = [(name, value) for name, value in facts if value]
    return PublicPage(
        published=one,
        facts=said,
        objections=disclosures.objections(one),
        is_notice=bool(one.notice_until),
        notice_over=over,
        removable=_removable(number),
        asked=queries.waiting_about(number),
    )


def _removable(number: str) -> list[tuple[str, str, str]]:
    """Versions whose words may be removed: (value, words, gist); what still counts is corrected or withdrawn first."""
    told = disclosures.versions(here().origin, number, entire=True)
    return [
        (
            str(one.version),
            _("第%(number)s次公布（%(day)s）", number=one.version, day=dated(one.published_on)),
            one.title,
        )
        for one in told
        if not one.redacted and (one.withdrawn_on or not one.is_newest)
    ]
