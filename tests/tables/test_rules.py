"""What the table before leaves, this one begins with; and when a table may be public at all."""

from datetime import date

import pytest
from msgspec.structs import replace

from terminal.tables import rules
from terminal.text.days import Period
from tests.ledger.workbooks import changed, without
from tests.tables.published import read
from tests.tables.workbooks import DEBTS, sort

DEBT = sort("debts")


def before(**closings: int) -> list[dict[str, object]]:
    """The rows of last quarter: closing balances in fen."""
    whys = {"河东粮贸店": ("债权", "仓库租金"), "曾*军": ("债权", "水费尾数"), "本村工匠小组": ("债务", "质保金")}
    return [
        {"side": whys.get(name, ("债务", ""))[0], "name": name, "why": whys.get(name, ("", ""))[1], "closing": fen}
        for name, fen in closings.items()
    ]


LAST = {"河东粮贸店": 680_000, "曾*军": 32_000, "本村工匠小组": 236_900}


def said(*rows, **closings):
    return [(one.where, one.says, one.off) for one in rules.mismatches(DEBT, read("debts", *rows), before(**closings))]


def test_openings_that_follow_on_are_in_order():
    assert said(**LAST) == []


def test_an_opening_that_does_not_follow_on_is_named():
    assert said(**LAST | {"曾*军": 30_000}) == [
        ("表!E4", "“曾*军”的期初余额写的是 320.00 元，上一期公布的期末余额是 300.00 元。", 2000)
    ]


def test_a_debt_that_vanished_is_named():
    assert said(**LAST, 镇信用社=5_000_000) == [
        ("表", "上一期公布的“镇信用社”还有期末余额 50,000.00 元，这张表里没有这一行。", -5_000_000)
    ]


def test_a_debt_out_of_nowhere_is_named():
    found = said(**{name: fen for name, fen in LAST.items() if name != "曾*军"})
    assert [where for where, *_ in found] == ["表!E4"] and "上一期公布的期末余额是 0.00 元" in found[0][1]


def test_what_was_settled_may_be_left_out():
    rows = changed(without(DEBTS, 4), (4, 5, 6800), (4, 8, 6800))
    assert said(rows, **LAST | {"曾*军": 0}) == []


def test_more_rows_than_a_log_line_holds_are_refused():
    found = read("debts")
    many = replace(found, rows=found.rows[:1] * (rules.MOST_ROWS + 1))
    assert [one.says for one in rules.why_never(DEBT, many)] == [
        "这张表有 1501 行，最多 1500 行。请合并小项，或者把细表作为附件公开。"
    ]


@pytest.mark.parametrize(
    ("key", "period", "says"),
    [
        ("assets", "2026Q3", ""),
        ("assets", "2026Q4", "2026年第四季度还没过完"),
        ("assets", "2026", "资产台账不按这样的期间公开：2026年"),
        ("plan", "2027", ""),
        ("plan", "2028", "最多提前一年"),
        ("resources", "2026", ""),
        ("resources", "2027", "2027年还没到"),
    ],
)
def test_a_table_is_of_a_period_that_can_be_known(key, period, says):
    kinds = ("Q",) if key == "assets" else ("Y",)
    found = rules.why_not_period(sort(key), Period.read(period), kinds, date(2026, 11, 22))
    assert says in (found[0].says if found else "") and bool(found) == bool(says)
