"""The plan of a year that is public, and what the public months of all accounts came to."""

from collections.abc import Mapping
from typing import cast

import msgspec

from terminal.ledger import queries as ledger
from terminal.ledger.accounts import AccountSet, for_period
from terminal.ledger.identities import Planned
from terminal.register.pauses import held
from terminal.tables import queries as tables
from terminal.tables.budget import rules
from terminal.tables.budget.rules import Direction, Kept
from terminal.text.days import Period


class Year(msgspec.Struct, frozen=True):
    """A plan and how it is kept to; `months` are the months that are public, in their order."""

    plan: tables.Published
    rows: tuple[Kept, ...]
    months: tuple[str, ...]


def _plan(origin: str, year: int) -> tuple[tables.Published, dict[tuple[Direction, str], int]] | None:
    there = tables.public(origin, "plan", str(year))
    if there is None or there.obj in held(origin):
        return None
    chart = for_period(Period("Y", year, 1))
    return there, rules.planned(tables.rows(there), lambda name: _called(chart, name))


def _called(chart: AccountSet, name: str) -> str:
    """A category as the books call it: plans say “管理支出” for what the chart calls 管理费用."""
    known = chart.by_name(name) or chart.by_name(f"{name.removesuffix('支出')}费用")
    return known.name if known else name


def _actual(
    origin: str, year: int, without: tuple[str, str] = ("", "")
) -> tuple[dict[tuple[Direction, str], int], set[str]]:
    """What the public months of the year came to by side and category, and which months; `without` is (account, month)."""
    gone, seqs, months = held(origin), [], set()
    for account in ledger.accounts(origin):
        for period, sheet in ledger.months(origin, account.key).items():
            is_shown = not sheet.withdrawn_on and sheet.obj not in gone and (account.key, period) != without
            if period.startswith(f"{year}-") and is_shown:
                seqs.append(sheet.log_seq)
                months.add(period)
    found = {(cast(Direction, one.direction), one.category): one.fen for one in ledger.parts(origin, seqs)}
    return found, months


def year(origin: str, number: int) -> Year | None:
    """The plan of this year beside what the year came to so far; None without a public plan."""
    found = _plan(origin, number)
    if found is None:
        return None
    actual, months = _actual(origin, number)
    return Year(found[0], rules.kept(found[1], actual), tuple(sorted(months)))


def planned(origin: str, account: str, period: Period) -> tuple[Planned, ...]:
    """What the plan lets be spent on each category, with what everything but this month of this account spent; nothing without a plan."""
    found = _plan(origin, period.year)
    if found is None:
        return ()
    actual: Mapping[tuple[Direction, str], int] = _actual(origin, period.year, (account, period.key))[0]
    return tuple(
        Planned(category, fen, actual.get((side, category), 0))
        for (side, category), fen in found[1].items()
        if side == "out"
    )
