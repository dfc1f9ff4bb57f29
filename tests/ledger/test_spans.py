"""A quarter or year says what is missing, and never adds over a hole."""

from datetime import date, datetime

import pytest

from terminal.catalogue.queries import catalogue
from terminal.ledger.queries import Published
from terminal.ledger.spans import Shelf, items_of, months_of, span
from terminal.text.days import Period

(ITEM,) = items_of(catalogue("village"))[-1:]
TODAY = date(2026, 11, 22)


def month(period: str, opening: int = 0, income: int = 0, expense: int = 0, withdrawn: date | None = None) -> Published:
    return Published(
        *("o", period, "jiben", "基本户", period, "1", "石桥村", 1, withdrawn, "", 1, 1, "", "2023"),
        *(opening, income, expense, opening + income - expense, 1, 1, TODAY, TODAY, datetime(2026, 11, 22), ""),
        *("[]", "[]", "[]"),
    )


def shelf(*months: Published, today: date = TODAY) -> Shelf:
    return Shelf({one.period: one for one in months}, Period.read("2026-01"), today, ITEM)


THIRD = (month("2026-07", 0, 10), month("2026-08", 10, 5), month("2026-09", 15, 0, 3))


def test_a_whole_quarter_leads_from_its_opening_to_its_closing():
    found = span(shelf(*THIRD), Period.read("2026Q3"))
    assert (found.opening_fen, found.income_fen, found.expense_fen, found.closing_fen) == (0, 15, 3, 12)
    assert found.is_whole and found.adds_up and not found.gaps


def test_a_missing_last_month_is_named_and_the_rest_still_adds_up():
    found = span(shelf(*THIRD[:2]), Period.read("2026Q3"))
    assert [(gap.period.key, gap.state, gap.days) for gap in found.gaps] == [("2026-09", "late", 38)]
    assert found.adds_up and not found.is_whole


def test_a_missing_month_in_between_is_a_hole():
    found = span(shelf(THIRD[0], THIRD[2]), Period.read("2026Q3"))
    assert found.has_hole and not found.adds_up


def test_a_month_that_does_not_begin_where_the_last_ended_is_a_break():
    found = span(shelf(THIRD[0], month("2026-08", 99)), Period.read("2026-08"))
    assert [(one.period, other.period) for one, other in found.breaks] == [("2026-07", "2026-08")]
    assert not found.adds_up


def test_a_withdrawn_month_counts_as_missing_and_says_so():
    found = span(shelf(*THIRD[:2], month("2026-09", 15, withdrawn=TODAY)), Period.read("2026Q3"))
    assert [gap.state for gap in found.gaps] == ["withdrawn"]
    assert len(found.months) == 2


@pytest.mark.parametrize(
    ("today", "state"),
    [
        pytest.param(date(2026, 10, 31), None, id="the month is not over"),
        pytest.param(date(2026, 11, 10), "waiting", id="over, not yet due"),
        pytest.param(date(2026, 11, 15), "waiting", id="due today"),
        pytest.param(date(2026, 11, 16), "late", id="one day late"),
    ],
)
def test_a_month_is_missing_only_once_it_is_over(today, state):
    gap = shelf(today=today).gap(Period.read("2026-10"))
    assert (gap.state if gap else None) == state


def test_months_before_the_terminal_stood_there_are_not_owed():
    assert shelf().gap(Period.read("2025-12")) is None


def test_the_same_months_of_last_year_are_compared():
    found = span(shelf(*THIRD, month("2025-07"), month("2025-08")), Period.read("2026Q3"))
    assert [one.period for one in found.year_ago] == ["2025-07", "2025-08"]


def test_an_older_version_is_shown_alone():
    old = month("2026-09", 15, 0, 1)
    assert span(shelf(*THIRD), Period.read("2026-09"), old).months == (old,)


def test_a_year_has_twelve_months_and_a_month_one():
    assert len(months_of(Period.read("2026"))) == 12
    assert months_of(Period.read("2026-02")) == (Period.read("2026-02"),)


@pytest.mark.parametrize("kind", ["community", "township", "street"])
def test_only_villages_owe_a_monthly_ledger(kind):
    assert items_of(catalogue(kind)) == ()
