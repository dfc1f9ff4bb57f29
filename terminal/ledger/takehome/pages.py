"""明白纸: a quarter of one account on one A4 page in large letters, for a household to take home."""

from datetime import date

import msgspec
from flask import render_template
from flask_babel import gettext as _

from terminal.errors import NotFound
from terminal.ledger import pages as ledger
from terminal.ledger import queries as books
from terminal.ledger import words as ledger_words
from terminal.ledger.sides import side
from terminal.ledger.spans import months_of, span
from terminal.ledger.understanding import pages, queries, words
from terminal.ledger.understanding.rules import clipped
from terminal.paper.qr import qr
from terminal.text.days import Period
from terminal.web.addresses import for_everybody
from terminal.web.filters import part_of_year

# What one page holds in these letters, however long the words are.
BARS, LINES, FLAGS = 4, 5, 3
MOST_QUARTERS = 6
SUMMARY, ACCOUNT, CATEGORY, FLAG, ASK = 17, 12, 8, 42, 38  # characters of one line, or of two


def title(period: Period) -> str:
    return _("%(period)s 村里的账", period=period.label())


def quarters(where: ledger.Desk, today: date) -> list[Period]:
    """The quarters of an account of which something is public, newest first."""
    last = Period.of(today, "Q")
    found = []
    while last.last >= where.shelf.since.first:
        if any(map(where.shelf.public, months_of(last))):
            found.append(last)
        last = last.previous()
    return found


class Sheet(msgspec.Struct, frozen=True):
    """A sheet that can be printed: `tag` is (kind, words), whether the quarter is whole."""

    quarter: str
    account: str
    key: str
    href: str
    tag: tuple[str, str]


def sheets(today: date) -> list[Sheet]:
    """Every account's newest quarters, newest first."""
    first = ledger.desk("")
    found: list[tuple[date, Sheet]] = []
    for account in first.accounts if first else ():
        where = ledger.desk(account.key)
        if where:
            found += [(period.last, _sheet(where, period)) for period in quarters(where, today)[:MOST_QUARTERS]]
    return [one for _day, one in sorted(found, key=lambda row: row[0], reverse=True)]


def _sheet(where: ledger.Desk, period: Period) -> Sheet:
    public = sum(1 for month in months_of(period) if where.shelf.public(month))
    whole = public == len(months_of(period))
    tag = ("done", _("三个月都有")) if whole else ("soon", _("只有 %(count)s 个月", count=public))
    href = where.span_url(period, f"{pages.DOOR}.paper")
    return Sheet(period.key, where.account.name, where.account.key, href, tag)


def html(desk: ledger.Desk, period: Period) -> str:
    """The sheet of this quarter. Raises NotFound when nothing of it is public."""
    found = span(desk.shelf, period)
    if not found.months:
        raise NotFound(f"{period.label()}的账还没公布。")
    origin = desk.village.origin
    parts = books.parts(origin, found.seqs)
    hiding = pages.hiding(parts)
    flags = [*map(words.hidden, hiding), *(clipped(one, FLAG) for one in words.notable(found))]
    return render_template(
        "ledger/takehome/sheet.html",
        desk=desk,
        title=title(period),
        span=found,
        sums=ledger_words.sums(found),
        verdict=ledger_words.verdict(found),
        sides=[side(found, parts, direction, BARS) for direction in ("in", "out")],
        shares=pages.shares(desk.village, found, parts)[:2],
        lines=queries.largest(origin, found.seqs, LINES),
        flags=flags[:FLAGS],
        more=max(len(flags) - FLAGS, 0),
        marks=[
            (part_of_year(Period.read(one.period)), one.index_no.rpartition("/")[2], ledger_words.mark(one.fingerprint))
            for one in found.months
        ],
        clipped=clipped,
        most={"summary": SUMMARY, "account": ACCOUNT, "category": CATEGORY, "ask": ASK},
        code=qr(for_everybody(desk.span_url(period)), _("二维码")),
    )
