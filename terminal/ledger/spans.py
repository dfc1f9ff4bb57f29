"""A month, quarter or year of one account: what is in it, what is missing, whether it hangs together.  Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from terminal.catalogue.rules import due_on
from terminal.catalogue.shapes import Catalogue, Item
from terminal.ledger.queries import Published
from terminal.text.days import Period

State = Literal["late", "waiting", "withdrawn", "paused"]


class Gap(msgspec.Struct, frozen=True):
    """A month that is over and not public; `days` counts calendar days late."""

    period: Period
    state: State
    days: int = 0


class Shelf(msgspec.Struct, frozen=True):
    """All months of an account as they stand today; `since` is the first month that is owed, `held` what the county
    ordered not to be shown."""

    months: Mapping[str, Published]
    since: Period
    today: date
    item: Item | None = None
    held: frozenset[str] = frozenset()

    def public(self, period: Period) -> Published | None:
        """What is public for this month; a withdrawn sheet is not, nor one that is held back."""
        found = self.months.get(period.key)
        return found if found and not found.withdrawn_on and found.obj not in self.held else None

    def gap(self, period: Period) -> Gap | None:
        """Why this month is not public; None when it is, has not ended or is not owed."""
        if self.public(period) or period.last >= self.today or period.first < self.since.first:
            return None
        if period.key in self.months:
            held = self.months[period.key].obj in self.held
            return Gap(period, "paused" if held else "withdrawn")
        days = (self.today - due_on(self.item, period)).days if self.item else 0
        return Gap(period, "late", days) if days > 0 else Gap(period, "waiting")


class Span(msgspec.Struct, frozen=True):
    """The public months of a period in order, the gaps between them, and the same months of the year before."""

    period: Period
    months: tuple[Published, ...]
    gaps: tuple[Gap, ...] = ()
    before: Published | None = None
    year_ago: tuple[Published, ...] = ()

    @property
    def opening_fen(self) -> int:
        return self.months[0].opening_fen

    @property
    def closing_fen(self) -> int:
        return self.months[-1].closing_fen

    @property
    def income_fen(self) -> int:
        return sum(month.income_fen for month in self.months)

    @property
    def expense_fen(self) -> int:
        return sum(month.expense_fen for month in self.months)

    @property
    def income_count(self) -> int:
        return sum(month.income_count for month in self.months)

    @property
    def expense_count(self) -> int:
        return sum(month.expense_count for month in self.months)

    @property
    def count(self) -> int:
        return self.income_count + self.expense_count

    @property
    def seqs(self) -> tuple[int, ...]:
        return tuple(month.log_seq for month in self.months)

    @property
    def is_whole(self) -> bool:
        """Every month of the period is public."""
        return len(self.months) == len(months_of(self.period))

    @property
    def breaks(self) -> tuple[tuple[Published, Published], ...]:
        """Neighbouring months where the one's closing is not the other's opening."""
        chain = (self.before, *self.months) if self.before else self.months
        return tuple(
            (one, other)
            for one, other in zip(chain, chain[1:], strict=False)
            if Period.read(one.period).next().key == other.period and one.closing_fen != other.opening_fen
        )

    @property
    def has_hole(self) -> bool:
        """A month is missing between two public ones: then no sum leads from the opening to the closing."""
        keys = [month.period for month in self.months]
        return any(Period.read(one).next().key != other for one, other in zip(keys, keys[1:], strict=False))

    @property
    def equals(self) -> bool:
        """Opening + income − expense = closing, in the figures shown."""
        return self.opening_fen + self.income_fen - self.expense_fen == self.closing_fen

    @property
    def adds_up(self) -> bool:
        """Opening + income − expense = closing over all that is shown, with no hole and no break."""
        return self.equals and not self.has_hole and not self.breaks


def months_of(period: Period) -> tuple[Period, ...]:
    """The months of a quarter or year, of a month itself."""
    first, last = period.first, period.last
    return tuple(Period("M", period.year, number) for number in range(first.month, last.month + 1))


def span(shelf: Shelf, period: Period, shown: Published | None = None) -> Span:
    """What there is of this period; `shown` is an older version to show in place of a month's newest."""
    wanted = months_of(period)
    months = (shown,) if shown else tuple(found for month in wanted if (found := shelf.public(month)))
    before = Period.read(months[0].period).previous() if months else period.previous()
    earlier = (shelf.public(Period.read(month.period).a_year_before()) for month in months)
    return Span(
        period=period,
        months=months,
        gaps=() if shown else tuple(gap for month in wanted if (gap := shelf.gap(month))),
        before=None if shown else shelf.public(before),
        year_ago=tuple(month for month in earlier if month),
    )


def items_of(catalogue: Catalogue) -> tuple[Item, ...]:
    """The catalogue items that a month's ledger fills: financial statements owed every month."""
    return tuple(item for item in catalogue.items if "F" in item.form and "M" in item.kinds)
