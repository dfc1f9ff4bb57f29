"""Villages as cards, rows and facts, in words."""

from collections import Counter
from datetime import datetime, time
from typing import Any

import msgspec
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from terminal import clock
from terminal.county import queries, standing
from terminal.county.received.words import way
from terminal.county.rules import BAD
from terminal.county.standing import Standing
from terminal.county.villages.words import SIGNS, says
from terminal.register import pages as register
from terminal.register.duties import Duties
from terminal.register.queries import paged
from terminal.staff.desk import Stat
from terminal.web.filters import moment, near_day

CARDS, ROWS = 16, 40


class Card(msgspec.Struct, frozen=True):
    """One village in the grid; `level` is late, soon or done, `sign` an icon, `says` what stands out."""

    code: str
    name: str
    township: str
    href: str
    level: str
    sign: str
    says: str
    seen: str
    heard_at: datetime | None
    due: int
    published: int


class Grid(msgspec.Struct, frozen=True):
    """One screen of villages; `number` and `pages` count from 1."""

    cards: tuple[Card, ...]
    number: int
    pages: int
    total: int


def late(one: Standing) -> str:
    """“晚了 4 项，最久 68 天”"""
    return _("晚了 %(count)s 项，最久 %(days)s 天", count=one.count.missing, days=one.count.longest)


def heard(at: datetime | None) -> str:
    return _("最近联系 %(when)s", when=moment(at)) if at else _("还没有联系过")


def card(one: Standing) -> Card:
    """A village as a card: the worst thing first, else that all is well."""
    bad = next((why for why in one.whys if why.reason in BAD), None)
    if bad is None and one.count.missing:
        sign, said = "i-alert", late(one)
    elif one.whys:
        worst = bad or one.whys[0]
        sign, said = SIGNS[worst.reason], says(worst)
    else:
        sign, said = "i-check", _("都按时") if one.count.due else _("没有到期要公开的")
    at = one.village
    href = url_for("officer_villages.one", code=at.code)
    return Card(
        at.code,
        at.name,
        at.township,
        href,
        one.level,
        sign,
        said,
        heard(at.heard_at),
        at.heard_at,
        one.count.due,
        one.count.published,
    )


def chosen(found: tuple[Standing, ...], town: str, show: str) -> tuple[Standing, ...]:
    """Those of a township, and of what a figure at the top counts."""
    kept = [one for one in found if not town or one.village.township == town]
    if show == "late":
        kept = [one for one in kept if one.count.missing]
    if show == "silent":
        kept = [one for one in kept if any(why.reason in ("silent", "stick", "never") for why in one.whys)]
    if show == "stopped":
        kept = [one for one in kept if one.is_stopped]
    if show == "today":
        midnight = _midnight()
        kept = [one for one in kept if one.village.heard_at and one.village.heard_at >= midnight]
    return tuple(kept)


def _midnight() -> datetime:
    now = clock.now()
    return datetime.combine(now.today, time(), clock.local(now.at).tzinfo)


def grid(kept: tuple[Standing, ...], number: int, size: int) -> Grid:
    number, pages = paged(len(kept), number, size)
    shown = kept[(number - 1) * size : number * size]
    return Grid(tuple(card(one) for one in shown), number, pages, len(kept))


def stats(found: tuple[Standing, ...]) -> list[Stat]:
    """How many were heard of, are silent, are late, are stopped; each with its whole."""
    silent = chosen(found, "", "silent")
    late_ones = chosen(found, "", "late")
    stopped = chosen(found, "", "stopped")
    today = standing.heard_today(found, _midnight())
    missing = sum(one.count.missing for one in late_ones)
    due, published = sum(one.count.due for one in found), sum(one.count.published for one in found)
    whole = ngettext("共 %(num)d 个村", "共 %(num)d 个村", len(found))
    return [
        Stat(today, _("今天联系过"), whole, "done", _to("today")),
        Stat(len(silent), _("三天没联系"), whole, "soon" if silent else "", _to("silent")),
        Stat(
            missing,
            _("晚了的事项"),
            _("已公开 %(published)s / %(due)s 项", due=due, published=published),
            "late" if missing else "",
            url_for("officer_villages.late"),
        ),
        Stat(len(stopped), _("停收的日志"), whole, "late" if stopped else "", _to("stopped")),
    ]


def _to(show: str) -> str:
    return url_for("officer_villages.home", show=show)


def towns(found: tuple[Standing, ...], town: str, show: str) -> list[dict[str, Any]]:
    """Which townships there are, each with how many villages; none where there is only one."""
    counts = Counter(one.village.township for one in found if one.village.township)
    if len(counts) < 2:
        return []
    every = {"name": _("要留意的在前"), "href": url_for(".home", show=show or None), "on": not town}
    return [
        every,
        *(
            {"name": name, "href": url_for(".home", town=name, show=show or None), "on": town == name, "count": count}
            for name, count in sorted(counts.items())
        ),
    ]


def facts(one: Standing) -> list[tuple[str, str]]:
    """What is known of one village's terminal."""
    at = one.village
    last = standing.last_published(at.terminal)
    found = [
        (_("区划代码"), at.code),
        (_("日志"), at.terminal),
        (_("最近联系"), moment(at.heard_at) if at.heard_at else _("还没有联系过")),
        (_("怎么送来的"), way(at.way) if at.way else _("没送来过")),
        (
            _("收到第几号"),
            f"{one.seq}" if one.epoch < 2 else _("%(seq)s（第 %(epoch)s 期）", seq=one.seq, epoch=one.epoch),
        ),
        (_("最近公开"), near_day(last) if last else _("还没有")),
    ]
    return found


def missing_rows(stand: Duties) -> list[tuple[str, str, tuple[str, str]]]:
    """What should be public and is not, longest first: title, rule, tag."""
    return [(register.title(duty), register.rule(duty), ("late", register.says(duty))) for duty in stand.missing]


def soon_rows(stand: Duties) -> list[tuple[str, str, tuple[str, str]]]:
    """What falls due next, soonest first: title, rule, tag."""
    coming = sorted((one for one in stand.all if one.standing.state == "open"), key=lambda one: one.due_on)
    return [(register.title(one), register.rule(one), ("soon", _("还没到期"))) for one in coming[:8]]


class Fresh(msgspec.Struct, frozen=True):
    """A publication and the village it is from."""

    title: str
    says: str
    href: str


def fresh(news: tuple[standing.News, ...], known: dict[str, queries.Village]) -> list[Fresh]:
    """The newest publications in words; each leads to the villager's page of its village."""
    return [
        Fresh(
            one.row.title,
            _("%(village)s · %(day)s", village=known[one.log].name, day=near_day(one.row.published_on)),
            f"/v/{known[one.log].code}{one.row.path}",
        )
        for one in news
    ]
