"""What the ledger's screens show: addresses, equation, verdict, bars, lines, the months of a year."""

from collections.abc import Iterable
from typing import Any

import msgspec
from flask import g, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from terminal import clock
from terminal.catalogue.queries import catalogue
from terminal.journal.kinds import BlobRef
from terminal.ledger import events, queries, sides, words
from terminal.ledger.queries import Lines, Published
from terminal.ledger.sides import Side, side
from terminal.ledger.spans import Shelf, Span, items_of, months_of, span
from terminal.paper import chart
from terminal.paper.qr import qr
from terminal.register.pauses import held
from terminal.text.days import Period
from terminal.village.queries import Village, here
from terminal.web.addresses import for_everybody
from terminal.web.filters import part_of_year
from terminal.web.looks import Look, rows_per_page

# Beside the lines there is room for four bars; in large letters the bars and the lines have a screen each.
MOST_BARS = {"normal": 4, "large": 6, "largest": 4}
LINES_ALONE = {"large": 5, "largest": 4}
LINES_LESS_WITH_NOTICE = 2


class Desk(msgspec.Struct, frozen=True):
    """Where a villager stands: the unit, one of its accounts, that account's months."""

    village: Village
    accounts: tuple[events.Account, ...]
    account: events.Account
    shelf: Shelf

    def url(self, endpoint: str, **values: Any) -> str:
        """Address of a page of this account, at another door where it is named; the first account needs no name."""
        named: dict[str, Any] = {} if self.account == self.accounts[0] else {"account": self.account.key}
        return url_for(endpoint if "." in endpoint else f"villager_ledger.{endpoint}", **values, **named)

    def span_url(self, period: Period, endpoint: str = "span", **values: Any) -> str:
        """Address of a month, quarter or year."""
        part = {"M": {"month": period.number}, "Q": {"quarter": period.number}}.get(period.kind, {})
        return self.url(endpoint, year=period.year, **part, **values)

    def of_next_account(self) -> "Desk":
        """The same desk with the next account open, round and round."""
        place = self.accounts.index(self.account)
        return msgspec.structs.replace(self, account=self.accounts[(place + 1) % len(self.accounts)])


def desk(asked: str) -> Desk | None:
    """The account asked for by its key, else the first one; None before anything was published."""
    village = here()
    accounts = queries.accounts(village.origin)
    if not accounts:
        return None
    account = next((one for one in accounts if one.key == asked), accounts[0])
    months, items = queries.months(village.origin, account.key), items_of(catalogue(village.kind))
    since = Period.read(min(months))
    if account == accounts[0]:
        since = min(since, Period.of(village.in_service_from, "M"), key=lambda month: month.first)
    shelf = Shelf(months, since, clock.today(), items[-1] if items else None, held(village.origin))
    return Desk(village, accounts, account, shelf)


class Screen(msgspec.Struct, frozen=True):
    """One screen of a month, quarter or year; `show` says which part of it is open."""

    desk: Desk
    span: Span
    versions: tuple[Published, ...]
    sums: tuple[tuple[str, int, str], ...]
    verdict: words.Verdict
    income: Side
    expense: Side
    show: str
    choices: list[dict[str, Any]]
    lines: Lines | None
    beside: bool

    @property
    def sheet(self) -> Published:
        """The version shown, when a month is shown."""
        return self.span.months[0]

    @property
    def heading(self) -> str:
        return heading(self.span.period)

    @property
    def older(self) -> dict[str, Any]:
        """What the address must repeat when an older version is shown."""
        return {} if self.is_newest else {"version": self.sheet.number}

    @property
    def is_newest(self) -> bool:
        return not self.versions or self.sheet.number == len(self.versions)

    def here(self, **query: Any) -> str:
        return self.desk.span_url(self.span.period, **self.older, **query)

    def endpoint(self, name: str, **query: Any) -> str:
        return self.desk.span_url(self.span.period, name, **self.older, **query)

    @property
    def other_account(self) -> str:
        """The same period of the next account."""
        return self.desk.of_next_account().span_url(self.span.period)

    @property
    def neighbours(self) -> list[tuple[str, str]]:
        """The period before and the one after, with an address when something of it is public."""
        before, after = self.span.period.previous(), self.span.period.next()
        names = words.neighbour_names(self.span.period)
        return [(name, _address(self.desk, one)) for name, one in zip(names, (before, after), strict=True)]

    @property
    def months(self) -> list[dict[str, Any]]:
        """The months of this period that are over, as links."""
        return [month for month in month_cells(self.desk, self.span.period) if month["href"]]

    @property
    def columns(self) -> Markup:
        """Income and spending of each public month."""
        rows = [(part_of_year(Period.read(one.period)), one.income_fen, one.expense_fen) for one in self.span.months]
        return chart.columns(rows, self.heading)


def heading(period: Period) -> str:
    return _("%(period)s 收支", period=period.label(g.look.lang))


def _address(where: Desk, period: Period) -> str:
    return where.span_url(period) if any(map(where.shelf.public, months_of(period))) else ""


def screen(where: Desk, period: Period, asked: str, page: int, version: int, look: Look) -> Screen | None:
    """What to show of this period; None when nothing of it is public. An unknown version is as if not asked."""
    versions = _versions(where, period)
    shown = next((one for one in versions if one.number == version), None) if version else None
    if shown is None and versions and versions[-1].withdrawn_on:
        shown = versions[-1]
    found = span(where.shelf, period, shown)
    if not found.months:
        return None
    parts = queries.parts(where.village.origin, found.seqs)
    beside = look.type == "normal"
    show = _shown(asked, period, beside)
    made = Screen(
        desk=where,
        span=found,
        versions=tuple(versions),
        sums=words.sums(found),
        verdict=words.verdict(found),
        income=side(found, parts, "in", MOST_BARS[look.type]),
        expense=side(found, parts, "out", MOST_BARS[look.type]),
        show=show,
        choices=[],
        lines=_lines(where, found, show, page, look, len(versions)),
        beside=beside,
    )
    return msgspec.structs.replace(made, choices=_choices(made))


def _versions(where: Desk, period: Period) -> list[Published]:
    if period.kind != "M" or period.key not in where.shelf.months:
        return []
    return queries.versions(where.village.origin, where.account.key, period.key, where.shelf.held)


def _shown(asked: str, period: Period, beside: bool) -> str:
    usual = "lines" if period.kind == "M" else "months"
    there = {usual, "lines", "in", "out"} | (set() if beside else {"from", "to"})
    return asked if asked in there else usual


def _lines(where: Desk, found: Span, show: str, page: int, look: Look, versions: int) -> Lines | None:
    if show not in ("lines", "in", "out"):
        return None
    size = LINES_ALONE.get(look.type) or rows_per_page(look, "lines")
    size -= LINES_LESS_WITH_NOTICE if versions > 1 else 0
    only: queries.Show = "in" if show == "in" else "out" if show == "out" else ""
    return queries.lines(where.village.origin, found.seqs, only, page, size)


def _choices(made: Screen) -> list[dict[str, Any]]:
    """The chips above the lower part; large letters get the bars as parts of their own."""
    found = made.span
    lines = ("lines", _("全部 %(count)s 笔", count=found.count) if made.beside else _("每一笔"))
    months = [] if found.period.kind == "M" else [("months", _("各月"))]
    if made.beside:
        income = ("in", _("只看收入 %(count)s 笔", count=found.income_count))
        expense = ("out", _("只看支出 %(count)s 笔", count=found.expense_count))
        return _chips(made, [*months, lines, income, expense], made.show)
    on = "lines" if made.show in ("in", "out") else made.show
    return _chips(made, [*months, ("from", _("从哪里来")), ("to", _("花到哪里")), lines], on)


def _chips(made: Screen, choices: Iterable[tuple[str, str]], on: str) -> list[dict[str, Any]]:
    return [{"name": name, "href": made.here(show=show), "on": show == on} for show, name in choices]


def month_cells(where: Desk, period: Period) -> list[dict[str, Any]]:
    """Each month of a period: what is public, or why nothing is; `href` is empty for what is not owed yet."""
    cells = []
    for month in months_of(period):
        gap = where.shelf.gap(month)
        published = where.shelf.public(month)
        cells.append(
            {
                "name": part_of_year(month),
                "published": published,
                "gap": gap,
                "tag": words.gap_tag(gap) if gap else None,
                "over": month.last < where.shelf.today,
                "href": where.span_url(month) if gap or published else "",
            }
        )
    return cells


def quarters(where: Desk, year: int) -> list[dict[str, Any]]:
    """A year as four rows of three months."""
    rows = []
    for number in range(1, 5):
        period = Period("Q", year, number)
        name, href = part_of_year(period), _address(where, period)
        rows.append({"name": name, "href": href, "months": month_cells(where, period)})
    return rows


def years(where: Desk) -> list[int]:
    """Years there is anything to say about, oldest first."""
    return list(range(where.shelf.since.year, clock.today().year + 1))


def paper_html(made: Screen) -> str:
    """The month, quarter or year as a sheet for the wall."""
    income, expense = sides.every(made.desk.village.origin, made.span)
    month = made.span.period.kind == "M"
    return render_template(
        f"ledger/paper/{'month' if month else 'span'}.html",
        screen=made,
        income=income,
        expense=expense,
        lines=queries.every_entry(made.desk.village.origin, made.sheet.log_seq) if month else (),
        mark=words.mark(made.sheet.fingerprint),
        wrong=words.mismatches(made.sheet) if month else (),
        code=code(made),
    )


def code(made: Screen) -> Markup:
    """The address of this screen for a phone."""
    return qr(for_everybody(made.here()), _("二维码"))


class LinePlace(msgspec.Struct, frozen=True):
    """What stands around a line: its facts, its sheet, its neighbours, which of its vouchers is open."""

    heading: str
    facts: list[tuple[str, str]]
    sheet_url: str
    newest_url: str
    before: str
    after: str
    voucher: BlobRef | None
    page: int
    pages: int


def line_place(found: queries.OneLine, page: int) -> LinePlace:
    """One line with the voucher `page` (from 1) open."""
    sheet, vouchers, period = found.sheet, found.line.vouchers, Period.read(found.sheet.period)
    first = queries.accounts(sheet.origin)[0].key == sheet.account
    account: dict[str, Any] = {} if first else {"account": sheet.account}
    newest = url_for("villager_ledger.span", year=period.year, month=period.number, **account)
    older = url_for("villager_ledger.span", year=period.year, month=period.number, version=sheet.number, **account)
    page = min(max(1, page), max(1, len(vouchers)))
    return LinePlace(
        heading=heading(period),
        facts=words.line_facts(found),
        sheet_url=newest if sheet.is_newest else older,
        newest_url=newest,
        before=_line_url(found.before),
        after=_line_url(found.after),
        voucher=vouchers[page - 1] if vouchers else None,
        page=page,
        pages=len(vouchers),
    )


def _line_url(number: str) -> str:
    return url_for("villager_ledger.line", number=number) if number else ""
