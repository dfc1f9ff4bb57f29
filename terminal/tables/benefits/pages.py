"""What the screens of who got what show: groups, surnames, households, and what each was paid."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from flask import g, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from terminal.errors import NotFound
from terminal.register.queries import paged
from terminal.register.rows import EntryRow
from terminal.tables import pages as tables
from terminal.tables import queries as public
from terminal.tables import words
from terminal.tables.benefits import queries, rules
from terminal.tables.benefits.rules import Household, Payment
from terminal.tables.queries import Published
from terminal.tables.sorts import Sort
from terminal.text.money import yuan
from terminal.village.queries import here
from terminal.web.filters import dated
from terminal.web.filters import period as period_words
from terminal.web.looks import rows_per_page


class Shown(msgspec.Struct, frozen=True):
    """Some of many: what stands on this screen, and which screen it is (both counted from 1)."""

    rows: Sequence[Any]
    number: int
    pages: int


class Choice(msgspec.Struct, frozen=True):
    """Something to tap: large words, and small ones below."""

    name: str
    gist: str
    href: str


class Paid(msgspec.Struct, frozen=True):
    """One payment in words; `href` is its row in the list."""

    kind: str
    amount: str
    when: str
    basis: str
    area: str
    href: str


def _cut(found: Sequence[Any], number: int, what: str) -> Shown:
    size = rows_per_page(g.look, what)
    at, count = paged(len(found), number, size)
    return Shown(found[(at - 1) * size : at * size], at, count)


def group_name(group: str) -> str:
    """“3” → “3 组”; a name stays."""
    return _("%(number)s 组", number=group) if group.isdecimal() else group


def groups(number: int) -> Shown:
    """The groups to choose from."""
    found = [
        Choice(group_name(group), "", url_for("villager_benefits.surnames", group=place))
        for place, group in enumerate(rules.groups(queries.payments(here().origin)), 1)
    ]
    return _cut(found, number, "choices")


def lists() -> list[EntryRow]:
    """The newest list of each sort, the last published first; as many as have room."""
    newest: dict[str, Any] = {}
    for one in queries.lists(here().origin):
        newest.setdefault(one.sort, one)
    some = list(newest.values())[: rows_per_page(g.look, "lists")]
    return [_row(public.sort(one.sort), one) for one in some]


def _row(sort: Sort, one: Published) -> EntryRow:
    gist = ngettext("%(num)d 行", "%(num)d 行", one.count)
    return EntryRow(one.published_on, tables.heading(sort, one), gist, None, tables.table_url(one))


def _group(place: int) -> tuple[str, tuple[Payment, ...]]:
    every = queries.payments(here().origin)
    found = rules.groups(every)
    if not 1 <= place <= len(found):
        raise NotFound(_("没有这个组。请回到上一页重新选。"))
    return found[place - 1], every


def surnames(place: int, number: int) -> tuple[str, Shown]:
    """A group's name, and the surnames in it. Raises NotFound."""
    group, every = _group(place)
    found = [
        Choice(
            name,
            ngettext("%(num)d 户", "%(num)d 户", count),
            url_for("villager_benefits.households", group=place, surname=at),
        )
        for at, (name, count) in enumerate(rules.surnames(every, group), 1)
    ]
    return group_name(group), _cut(found, number, "choices")


def households(place: int, at: int, number: int) -> tuple[str, Shown]:
    """“3 组 · 姓刘”, and the households of that surname. Raises NotFound."""
    group, every = _group(place)
    names = rules.surnames(every, group)
    if not 1 <= at <= len(names):
        raise NotFound(_("没有这个姓。请回到上一页重新选。"))
    found = [
        Choice(
            one.name,
            _("%(count)s 笔，一共 %(amount)s 元", count=len(one.payments), amount=yuan(one.fen)),
            url_for("villager_benefits.household", number=one.payments[0].number),
        )
        for one in rules.households(every, group, names[at - 1][0])
    ]
    heading = _("%(group)s · 姓%(surname)s", group=group_name(group), surname=names[at - 1][0])
    return heading, _cut(found, number, "households")


class Whole(msgspec.Struct, frozen=True):
    """One household: who (masked), of which group, what it was paid, the sum, and a sentence where others are called alike."""

    name: str
    group: str
    total: str
    count: int
    alike: str
    shown: Shown
    back: str


def household(number: str, page: int) -> Whole:
    """The household of this row. Raises NotFound."""
    found = queries.household(here().origin, number)
    alike = ""
    if found.alike > 1:
        alike = _(
            "%(group)s遮住以后都写成“%(name)s”的，至少有 %(count)s 户；下面是他们每一户的每一笔。",
            group=group_name(found.group),
            name=found.name,
            count=found.alike,
        )
    return Whole(
        name=found.name,
        group=group_name(found.group),
        total=yuan(found.fen),
        count=len(found.payments),
        alike=alike,
        shown=_cut([_paid(one) for one in found.payments], page, "payments"),
        back=_back(found),
    )


def _back(found: Household) -> str:
    """The list of households it was chosen from."""
    every = queries.payments(here().origin)
    place = rules.groups(every).index(found.group) + 1 if found.group in rules.groups(every) else 0
    names = [name for name, _count in rules.surnames(every, found.group)]
    surname = rules.surname_of(found.name)
    if not place or surname not in names:
        return url_for("villager_benefits.index")
    return url_for("villager_benefits.households", group=place, surname=names.index(surname) + 1)


def _paid(one: Payment) -> Paid:
    sort = public.sort(one.sort)
    when = _("%(day)s 发放", day=dated(date.fromisoformat(one.paid_on))) if one.paid_on else ""
    return Paid(
        kind=one.kind,
        amount=yuan(one.fen),
        when=_("，").join(part for part in (period_words(one.period), when) if part),
        basis=one.basis,
        area=words.with_unit(sort.column("area"), one.area),
        href=url_for("villager_tables.row", number=one.number),
    )
