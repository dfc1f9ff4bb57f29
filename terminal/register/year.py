"""A year of the catalogue at a glance: for each item and month what was due, and how it stands."""

from datetime import date
from typing import Literal

import msgspec

from terminal.catalogue import queries as catalogues
from terminal.catalogue.rules import Item, due_on
from terminal.register import queries
from terminal.register.duties import Duties, Duty
from terminal.text.days import Period
from terminal.village.queries import Village

# In time, public but late, missing, due this month, nothing happened, does not apply, still to come.
Mark = Literal["done", "slow", "late", "soon", "nil", "aside", "future"]
WORST: tuple[Mark, ...] = ("late", "soon", "slow", "done", "nil", "aside", "future")


class YearRow(msgspec.Struct, frozen=True):
    """One item: twelve months, each with its mark or None; `open` is the oldest period still owed, or None."""

    item: Item
    months: tuple[Mark | None, ...]
    open: str | None


def _mark(duty: Duty) -> Mark:
    if duty.nil:
        return "nil"
    marks: dict[str, Mark] = {"on_time": "done", "late": "slow", "missing": "late", "open": "soon"}
    return marks[duty.standing.state]


def _to_come(item: Item, year: int) -> list[tuple[str, date]]:
    """Every period of an item whose last day to publish lies in this year."""
    found = []
    for kind in item.kinds:
        period = Period.of(date(year, 1, 1), kind).previous()
        while (day := due_on(item, period)).year <= year:
            if day.year == year:
                found.append((period.key, day))
            period = period.next()
    return found


def _row(item: Item, mine: dict[str, Duty], aside: set[str], year: int, today: date) -> YearRow:
    marks: list[list[Mark]] = [[] for _ in range(12)]
    for duty in mine.values():
        if duty.due_on.year == year:
            marks[duty.due_on.month - 1].append(_mark(duty))
    for period, day in _to_come(item, year):
        if period in aside:
            marks[day.month - 1].append("aside")
        elif period not in mine and day > today:
            marks[day.month - 1].append("soon" if day.month == today.month else "future")
    owed = sorted((duty.due_on, duty.period) for duty in mine.values() if duty.published_on is None)
    months = tuple(min(one, key=WORST.index) if one else None for one in marks)
    return YearRow(item, months, owed[0][1] if owed else None)


def year_rows(village: Village, stand: Duties, today: date) -> tuple[YearRow, ...]:
    """The items with anything due in the year of `today`: what is missing first, else in the order of the catalogue."""
    if village.in_service_from > today:
        return ()
    aside = queries.set_aside(village.origin)
    found = []
    for item in catalogues.catalogue(village.kind).items:
        if item.is_owed:
            mine = {duty.period: duty for duty in stand.all if duty.item.code == item.code}
            skipped = {period for code, period in aside if code == item.code} - mine.keys()
            found.append(_row(item, mine, skipped, today.year, today))
    return tuple(sorted((row for row in found if any(row.months)), key=lambda row: "late" not in row.months))
