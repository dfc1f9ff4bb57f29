"""By when a case must be taken, answered, put right; and when its lamp turns yellow or red; pure."""

import tomllib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import msgspec

from terminal.errors import NotFound, Problem, Refused, refuse_if
from terminal.feedback.shapes import CATEGORIES, Category, Lamp
from terminal.text.workdays import ONE_DAY, Calendar, DueDay

# Offices that answer as part of the government: other days, and the law's own last day.
GOVERNMENT: Final = frozenset(("township", "street"))
SHARE: Final = 5  # amber when a fifth of the time is left


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Days of one category: working days promised, at a township or street (`workdays_above`) where that is another,
    by which it may be put off once, and calendar days the law leaves a township or street."""

    key: Category
    workdays: int
    extend: int
    source: str
    workdays_above: int | None = None
    legal_days: int | None = None
    legal_source: str = ""


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All days of one version; a case keeps the version it was opened under. Everything but `legal_days` in working days."""

    version: str
    valid_from: date
    source: str
    register: int
    route: int
    rectify: int
    category: tuple[Row, ...]

    def row(self, category: str) -> Row:
        """Raises NotFound."""
        for one in self.category:
            if one.key == category:
                return one
        raise NotFound(f"办理期限表里没有“{category}”这一类。")

    def workdays(self, category: str, unit_kind: str) -> int:
        row = self.row(category)
        return row.workdays_above or row.workdays if unit_kind in GOVERNMENT else row.workdays


class Due(msgspec.Struct, frozen=True):
    """The day that is promised, and the law's last day where that is another."""

    day: date
    provisional: bool
    legal: date | None = None


def read_table(text: str, name: str) -> Table:
    """A checked table. Raises Refused naming the file."""
    try:
        found: Table = msgspec.convert(tomllib.loads(text), Table)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as wrong:
        raise Refused([Problem(f"办理期限表读不懂，请对照原来的写法改正（{wrong}）。", name)]) from None
    refuse_if(why_not(found, name))
    return found


def why_not(table: Table, name: str) -> list[Problem]:
    """Everything that is wrong with a table: a category missing or twice, days that are none, no source."""
    found = []
    said = [row.key for row in table.category]
    for key in CATEGORIES:
        if said.count(key) != 1:
            found.append(Problem(f"{key} 应当正好写一次，现在写了 {said.count(key)} 次。", name))
    for row in table.category:
        if row.workdays < 1 or not 0 <= row.extend <= max(row.workdays, row.workdays_above or 0):
            found.append(Problem(f"{row.key} 的天数不对：至少 1 天，延长不超过原来的天数。", name))
        if not row.source.strip() or (row.legal_days and not row.legal_source.strip()):
            found.append(Problem(f"{row.key} 没写天数的来历。", name))
    if min(table.register, table.route, table.rectify) < 1:
        found.append(Problem("受理、分派、整改的天数至少是 1。", name))
    return found


def table_on(tables: Sequence[Table], day: date) -> Table:
    """The table that holds on this day: the newest that has begun; before all of them, the first. Raises NotFound."""
    in_order = sorted(tables, key=lambda table: (table.valid_from, table.version))
    if not in_order:
        raise NotFound("没有办理期限表。")
    begun = [table for table in in_order if table.valid_from <= day]
    return begun[-1] if begun else in_order[0]


def due(table: Table, category: str, received_on: date, unit_kind: str, calendar: Calendar) -> Due:
    """By when it must be answered; the day it came is not counted (民法典第二百零一条)."""
    promised = calendar.add_workdays(received_on, table.workdays(category, unit_kind))
    row, legal = table.row(category), None
    if row.legal_days and unit_kind in GOVERNMENT:
        legal = received_on + timedelta(days=row.legal_days)
    # A promise may be shorter than the law, never longer.
    day = min(promised.day, legal) if legal else promised.day
    return Due(day, promised.provisional, None if legal == day else legal)


def extended(due_on: date, days: int, calendar: Calendar) -> DueDay:
    """The new day after `days` more working days."""
    return calendar.add_workdays(due_on, days)


def longest_extension(table: Table, category: str) -> int:
    return table.row(category).extend


def rectified(table: Table, today: date, calendar: Calendar) -> DueDay:
    """By when a case that was taken up again must be put right."""
    return calendar.add_workdays(today, table.rectify)


def take_by(days: int, since: date, calendar: Calendar) -> DueDay:
    """By when it must be typed in (the table's `register`, since it came), and taken (its `route`, since then)."""
    return calendar.add_workdays(since, days)


def workdays_left(due_on: date, today: date, calendar: Calendar) -> int:
    """Working days after today up to and with the due day; 0 on the day itself and after."""
    return sum(calendar.is_workday(today + ONE_DAY * step) for step in range(1, (due_on - today).days + 1))


def lamp(due_on: date, today: date, calendar: Calendar, total: int = 0) -> Lamp:
    """Red when the day has passed; yellow when one working day, or a fifth of the `total` working days, is left."""
    if today > due_on:
        return "red"
    return "amber" if workdays_left(due_on, today, calendar) <= max(1, total // SHARE) else "none"
