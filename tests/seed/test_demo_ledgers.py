"""The demonstration's ledgers read without a problem, chain from month to month, and are published as told."""

import tomllib
from collections import Counter
from datetime import date

import pytest

from terminal.text.days import Period
from tests.seed.demo_files import folder, ledger_months, standing_sheet, the_sheet

TODAY = date(2026, 11, 22)
NO_CUNWEI_OCTOBER = "2026-10"


@pytest.fixture(scope="module")
def schedule():
    return tomllib.loads((folder("village") / "ledger" / "published.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("account", "months", "fewest", "most"), [("jiben", 34, 9, 16), ("cunwei", 33, 3, 5)])
def test_the_ledgers_read_without_a_problem_and_each_opens_where_the_last_closed(account, months, fewest, most):
    sheets = [standing_sheet(path) for path in ledger_months(account)]
    assert len(sheets) == months
    assert all(fewest <= len(sheet.lines) <= most for sheet in sheets)
    assert all(after.opening_fen == before.closing_fen for before, after in zip(sheets, sheets[1:], strict=False))


def test_october_2026_is_the_month_of_the_pictures():
    sheet = standing_sheet(folder("village") / "ledger" / "jiben" / "2026-10.csv")
    income = sum(line.fen for line in sheet.lines if line.direction == "in")
    expense = sum(line.fen for line in sheet.lines if line.direction == "out")
    assert (sheet.opening_fen, income, expense, sheet.closing_fen) == (18642057, 6447648, 4551429, 20538276)
    assert len(sheet.lines) == 15


def test_a_few_months_hold_a_red_entry():
    red = [path.name for path in ledger_months("jiben") if any(line.fen < 0 for line in the_sheet(path).lines)]
    assert red == ["2024-08.csv", "2025-05.csv", "2026-03.csv"]


def test_each_month_is_published_after_it_ended_and_one_of_them_nine_days_late(schedule):
    late = {}
    for row in schedule["months"]:
        period = Period.read(row["period"])
        due = period.next().first.replace(day=15)
        assert period.last < row["published_on"] <= TODAY
        if row["published_on"] > due:
            late[row["account"], row["period"]] = (row["published_on"] - due).days
    assert late == {("jiben", "2026-05"): 9}


def test_the_schedule_names_every_ledger_file_once_and_no_other(schedule):
    root = folder("village") / "ledger"
    named = Counter(row["file"] for row in [*schedule["months"], *schedule["revisions"]])
    assert set(named.values()) == {1}
    assert set(named) == {path.relative_to(root).as_posix() for path in root.glob("*/*.csv")}
    assert ("cunwei", NO_CUNWEI_OCTOBER) not in {(row["account"], row["period"]) for row in schedule["months"]}


def test_a_corrected_month_comes_later_with_a_reason_and_other_figures(schedule):
    root = folder("village") / "ledger"
    for row in schedule["revisions"]:
        before = next(
            one for one in schedule["months"] if (one["account"], one["period"]) == (row["account"], row["period"])
        )
        assert before["published_on"] < row["published_on"] and row["reason"]
        assert the_sheet(root / before["file"]).closing_fen != the_sheet(root / row["file"]).closing_fen
