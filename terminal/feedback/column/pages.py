"""What the public column shows: rows, figures with their wholes, one question in pieces, its sheet of paper."""

from collections.abc import Iterable
from datetime import date

import msgspec
from flask import render_template, url_for
from flask_babel import gettext as _

from terminal.feedback import counting, queries
from terminal.feedback.shapes import Asked
from terminal.feedback.words import category_name
from terminal.paper.qr import qr
from terminal.register.rows import EntryRow
from terminal.text.blocks import Block, Room, read_blocks, screens
from terminal.web.addresses import below, for_everybody
from terminal.web.filters import dated
from terminal.web.looks import Look
from terminal.web.papers import in_chinese

LONGEST = 3660  # days between a question and its answer that can be believed
# What fits above the facts, by type size: characters in a line, lines.
ROOM = {"normal": Room(39, 22), "large": Room(30, 14), "largest": Room(25, 11)}


class Figure(msgspec.Struct, frozen=True):
    """One figure of the box: what it counts, the part, of how many, and as a ratio; `note` where it is not shown."""

    name: str
    part: str
    whole: str = ""
    percent: str = ""
    note: str = ""


class Detail(msgspec.Struct, frozen=True):
    """One screen of a public question; screens count from 1."""

    asked: Asked
    kind: str
    about: queries.About | None
    blocks: tuple[Block, ...]
    screen: int
    screens: int
    facts: list[tuple[str, str]]


def rows(found: Iterable[Asked]) -> list[EntryRow]:
    return [EntryRow(one.published_on, one.title, _gist(one), None, below(one.path)) for one in found]


def _gist(asked: Asked) -> str:
    days, kind = (asked.answered_on - asked.received_on).days, category_name(asked.category)
    if not 0 <= days <= LONGEST:
        return _("%(kind)s · 几天后答复说不准（机器的时钟当时不准）", kind=kind)
    return _("%(kind)s · %(days)s 天后答复", kind=kind, days=days)


def figures(today: date) -> list[Figure]:
    """This year's box in numbers. Ratios by their definitions in `counting`."""
    counts = queries.counts(date(today.year, 1, 1), today, today)
    few = _("评的人不到 %(count)s 个，先不算", count=counting.FEWEST_RATED)
    return [
        Figure(_("收到"), str(counts.received), note=_("%(count)s 件还在办", count=counts.open) if counts.open else ""),
        _ratio(_("已答复"), counts.replied),
        _ratio(_("按时答复"), counts.on_time),
        Figure(_("满意"), counting.NOTHING, note=few)
        if counts.satisfied.hidden
        else _ratio(_("满意"), counts.satisfied),
    ]


def _ratio(name: str, ratio: counting.Ratio) -> Figure:
    if not ratio.denominator:
        return Figure(name, counting.NOTHING)
    return Figure(name, str(ratio.numerator), str(ratio.denominator), ratio.percent)


def _blocks(asked: Asked) -> list[Block]:
    """Question and answer as plain text, each under its heading."""
    return [
        Block("heading", _("问"), level=2),
        *read_blocks(asked.question, "plain"),
        Block("heading", _("答"), level=2),
        *read_blocks(asked.answer, "plain"),
    ]


def detail(asked: Asked, wanted: int, look: Look) -> Detail:
    """Screen `wanted` (from 1) of a question and its answer."""
    pieces = screens(_blocks(asked), ROOM[look.type])
    screen = min(max(1, wanted), len(pieces))
    return Detail(
        asked=asked,
        kind=category_name(asked.category),
        about=queries.named(asked.about) if asked.about else None,
        blocks=pieces[screen - 1],
        screen=screen,
        screens=len(pieces),
        facts=facts(asked),
    )


def facts(asked: Asked) -> list[tuple[str, str]]:
    """The days of a case, each with what happened on it."""
    return [
        (_("编号"), asked.number),
        (_("收到"), dated(asked.received_on)),
        (_("答复"), dated(asked.answered_on)),
        (_("公开"), dated(asked.published_on)),
    ]


def paper_html(asked: Asked) -> str:
    """The question and its answer as a sheet for the column on the wall."""
    with in_chinese():
        return render_template(
            "feedback/paper/asked.html",
            asked=asked,
            kind=category_name(asked.category),
            blocks=_blocks(asked),
            facts=facts(asked),
            code=qr(for_everybody(url_for("villager_column.one", number=asked.number)), _("二维码")),
        )
