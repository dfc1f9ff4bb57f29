"""What the pages that explain the accounts show: pictures with the same figures beside them, shares, the largest lines."""

from collections.abc import Sequence
from typing import Any

import msgspec
from flask_babel import gettext as _
from markupsafe import Markup

from terminal.ledger import middle
from terminal.ledger import pages as ledger
from terminal.ledger import queries as books
from terminal.ledger.middle import Medians
from terminal.ledger.queries import Entry, Published
from terminal.ledger.sides import Side, side
from terminal.ledger.spans import Span, span
from terminal.ledger.understanding import queries, rules, words
from terminal.paper.chart import Kind
from terminal.paper.rows import Row, rows
from terminal.register.queries import paged
from terminal.text.days import Period
from terminal.village.queries import Village
from terminal.web.looks import Look

MOST_BARS = {"normal": 7, "large": 5, "largest": 4}
MOST_PAIRS = {"normal": 6, "large": 4, "largest": 3}
MOST_WORDS = {"normal": 5, "large": 4, "largest": 3}
# Units across a picture: fewer make its letters larger, and leave room for fewer rows.
ACROSS = {"normal": 960, "large": 800, "largest": 680}
LARGEST = 10
DOOR = "villager_understanding"
LARGEST_ROWS = {"normal": 10, "large": 5, "largest": 4}


class Screen(msgspec.Struct, frozen=True):
    """One part of what explains a month, quarter or year; only what belongs to the part `show` is filled."""

    desk: ledger.Desk
    span: Span
    show: str
    heading: str
    choices: list[dict[str, Any]]
    flag: str
    picture: Markup | None = None
    side: Side | None = None
    pairs: tuple[rules.Pair, ...] = ()
    says: str = ""
    each: tuple["Share", ...] = ()
    middle: Medians | None = None
    lines: tuple[Entry, ...] = ()
    met: tuple[queries.Met, ...] = ()
    page: int = 1
    pages: int = 1
    size: int = 0

    def here(self, **query: Any) -> str:
        return self.desk.span_url(self.span.period, f"{DOOR}.index", **query)

    @property
    def first(self) -> int:
        """Place of the first of these lines among the largest."""
        return (self.page - 1) * self.size + 1

    @property
    def takehome(self) -> str:
        """The sheet of this quarter; empty for months and years."""
        return self.desk.span_url(self.span.period, f"{DOOR}.paper") if self.span.period.kind == "Q" else ""

    def turned(self, page: int) -> str:
        return self.here(show=self.show, page=page)


class Share(msgspec.Struct, frozen=True):
    """An amount and what of it comes to each household and each person; fen, None where they were not counted."""

    name: str
    fen: int
    household: int | None
    person: int | None
    middle: int | None = None


def screen(desk: ledger.Desk, period: Period, asked: str, page: int, look: Look) -> Screen | None:
    """The part asked for, where money came from when none was; None when nothing of the period is public."""
    found = span(desk.shelf, period)
    if not found.months:
        return None
    names = _names()
    show = asked if asked in dict(names) else names[0][0]
    parts = books.parts(desk.village.origin, found.seqs)
    choices = [
        {"name": name, "href": desk.span_url(period, f"{DOOR}.index", show=key), "on": key == show}
        for key, name in names
    ]
    flags = [words.hidden(one) for one in hiding(parts) if one.direction == show]
    made = Screen(desk, found, show, heading(period, look), choices, "".join(flags))
    return _filled(made, parts, page, look)


def heading(period: Period, look: Look) -> str:
    return _("看懂%(period)s的账", period=period.label(look.lang))


def _names() -> list[tuple[str, str]]:
    return [
        ("in", _("收入")),
        ("out", _("支出")),
        ("in-year", _("收入比去年")),
        ("out-year", _("支出比去年")),
        ("each", _("每户每人")),
        ("largest", _("最大的十笔")),
        ("words", _("账上的词")),
    ]


def _filled(made: Screen, parts: Sequence[books.Part], page: int, look: Look) -> Screen:
    direction = made.show.partition("-")[0]
    match made.show:
        case "in" | "out":
            return _with_side(made, parts, direction, look)
        case "in-year" | "out-year":
            return _with_year(made, direction, look)
        case "each":
            first = made.desk.account == made.desk.accounts[0]
            told = middle.said(made.span.period.key) if first else None
            return _with(made, each=tuple(shares(made.desk.village, made.span, parts, told)), middle=told)
        case "largest":
            every = queries.largest(made.desk.village.origin, made.span.seqs, LARGEST)
            size = LARGEST_ROWS[look.type]
            number, count = paged(len(every), page, size)
            return _with(made, lines=every[(number - 1) * size : number * size], page=number, pages=count, size=size)
    met, size = queries.met(made.desk.village.origin, made.span.seqs), MOST_WORDS[look.type]
    number, count = paged(len(met), page, size)
    return _with(made, met=met[(number - 1) * size : number * size], page=number, pages=count)


def _with(made: Screen, **changes: Any) -> Screen:
    return msgspec.structs.replace(made, **changes)


def _with_side(made: Screen, parts: Sequence[books.Part], direction: str, look: Look) -> Screen:
    """The categories of one direction, as a picture and as a table of the same rows."""
    found = side(made.span, parts, direction, MOST_BARS[look.type])
    return _with(made, side=found, picture=drawn(found, ACROSS[look.type]) if found.slices else None)


def drawn(found: Side, width: int) -> Markup:
    """The categories of a side as bars with their amounts, `width` units across."""
    title = _("钱从哪里来") if found.direction == "in" else _("钱花到哪里去")
    return rows([Row(one.name, (one.fen,)) for one in found.slices], [""], title, _kind(found.direction), width=width)


def _kind(direction: str) -> Kind:
    return "in" if direction == "in" else "out"


def _with_year(made: Screen, direction: str, look: Look) -> Screen:
    """This year beside the year before: only months that are public in both, and only under the same chart of accounts."""
    now, then = in_both(made.span)
    if not now:
        return _with(made, says=_("去年这几个月的账没在这里公布，没法比。"))
    compared = words.same_months(Period.read(month.period) for month in now)
    says = _("只比两年都公布了的月份：%(months)s。", months=compared)
    origin = made.desk.village.origin
    this_year, year_before = (
        _sums(books.parts(origin, [month.log_seq for month in months]), direction) for months in (now, then)
    )
    if {month.account_set for month in now} != {month.account_set for month in then}:
        whole = _("收入合计") if direction == "in" else _("支出合计")
        this_year, year_before = ({whole: sum(found.values())} for found in (this_year, year_before))
        says += _("两年用的科目不一样，所以只比合计。")
    pairs = rules.pairs(this_year, year_before, MOST_PAIRS[look.type], _("别的"))
    years = [_("%(year)s年", year=year) for year in (made.span.period.year, made.span.period.year - 1)]
    title = _("和去年比")
    picture = (
        rows(
            [Row(one.name, (one.now, one.then)) for one in pairs],
            years,
            title,
            _kind(direction),
            width=ACROSS[look.type],
        )
        if pairs
        else None
    )
    return _with(made, pairs=pairs, says=says, picture=picture)


def in_both(found: Span) -> tuple[list[Published], list[Published]]:
    """The months of a span that are public in the year before too, and those of the year before."""
    before = {Period.read(month.period).number: month for month in found.year_ago}
    now = [month for month in found.months if Period.read(month.period).number in before]
    return now, [before[Period.read(month.period).number] for month in now]


def _sums(parts: Sequence[books.Part], direction: str) -> dict[str, int]:
    return {part.category: part.fen for part in parts if part.direction == direction}


def hiding(parts: Sequence[books.Part]) -> list[rules.Others]:
    """What of income and spending stands under “其他”, where it is too much."""
    found = [rules.others(_sums(parts, direction).items(), direction) for direction in ("in", "out")]
    return [one for one in found if one]


def shares(village: Village, found: Span, parts: Sequence[books.Part], told: Medians | None = None) -> list[Share]:
    """Income, spending and the three largest kinds of spending, for each household and each person; and what the county `told`
    of a household in the village in the middle."""
    spent = sorted(_sums(parts, "out").items(), key=lambda row: -row[1])[:3]
    amounts = [(_("收入"), found.income_fen, ("in", "")), (_("支出"), found.expense_fen, ("out", ""))]
    amounts += [(_("其中：%(name)s", name=name), fen, ("out", name)) for name, fen in spent if len(spent) > 1]
    return [
        Share(name, fen, _each(fen, village.households), _each(fen, village.people), told.of(*what) if told else None)
        for name, fen, what in amounts
    ]


def _each(fen: int, count: int) -> int | None:
    return rules.each(fen, count) if count > 0 else None
