"""What must hold holds to the fen; what does not is one sentence with both figures and the difference."""

import pytest

from terminal.ledger.identities import Planned, of_budget, of_sheet, of_statement, of_transfers, of_vouchers
from terminal.ledger.sheets.book import Line
from terminal.text.days import Period
from tests.ledger.published import small


def moved(direction, summary, fen):
    return Line(summary=summary, direction=direction, fen=fen, where="收支!F6")


def test_a_sheet_that_holds_says_nothing():
    assert of_sheet(small(opening=100, alms=500, stamps=-200), 100) == []


@pytest.mark.parametrize("off", [1, -1, 10**12])
def test_an_opening_is_held_against_the_closing_before_to_the_fen(off):
    (found,) = of_sheet(small(opening=10**12, alms=500), 10**12 - off)
    assert (found.rule, found.off_fen) == ("opening", off)
    assert found.says.endswith("。") and "请" not in found.says and found.problem().says.endswith("请查清楚再传。")


@pytest.mark.parametrize(("bank", "rules"), [(None, []), (400, []), (399, ["statement"]), (0, ["statement"])])
def test_the_closing_is_held_against_the_statement(bank, rules):
    found = of_statement(small(opening=100, alms=500, stamps=-200), bank)
    assert [one.rule for one in found] == rules
    assert all("对账单" in one.says and one.off_fen == 400 - bank for one in found)


def test_money_between_own_accounts_leaves_one_and_enters_the_other():
    here = [moved("out", "转到代管户", 5000), moved("out", "电费", 100)]
    there = [moved("in", "基本户转来", 5000), moved("in", "捐款", 7)]
    assert of_transfers("基本户", here, {"代管户": there}) == []


@pytest.mark.parametrize(
    ("there", "says"),
    [
        pytest.param([], "收到的一共 0.00", id="nothing arrived"),
        pytest.param([moved("in", "基本户转来", 4999)], "差 0.01", id="a fen was lost"),
        pytest.param([moved("out", "基本户转来", 5000)], "收到的一共 0.00", id="on the wrong side"),
    ],
)
def test_what_leaves_and_does_not_arrive_is_named_with_both_sums(there, says):
    found = of_transfers("基本户", [moved("out", "转到代管户", 5000)], {"代管户": there})
    assert found[0].where == "收支!F6" and "50.00" in found[0].says and says in found[0].says


def test_what_arrives_from_nowhere_is_named_in_the_account_where_it_arrived():
    (found,) = of_transfers("基本户", [moved("in", "从代管户转入", 300)], {"代管户": []})
    assert found.off_fen == 300 and "转出的一共 0.00" in found.says


def test_naming_another_account_is_no_transfer():
    assert of_transfers("基本户", [moved("out", "代管户对账单打印费", 300)], {"代管户": []}) == []


def paid(voucher: str, fen: int, direction: str = "out") -> Line:
    return Line(summary="电费", direction=direction, fen=fen, voucher=voucher, where=f"收支!E{fen}")


@pytest.mark.parametrize(
    ("lines", "pictures", "amounts", "rules"),
    [
        pytest.param([paid("记-1", 100_00)], (), {}, 0, id="at the threshold"),
        pytest.param([paid("记-1", 100_01)], (), {}, 1, id="one fen above it"),
        pytest.param([paid("记-1", 100_01)], ("记-1",), {}, 0, id="with a picture"),
        pytest.param([paid("", 100_01)], (), {}, 1, id="without a number"),
        pytest.param([paid("记-1", 900_00, "in")], (), {}, 0, id="money that came in"),
        pytest.param(
            [paid("记-1", 100), paid("记-1", 200)], ("记-1",), {"记-1": (150, 150)}, 0, id="two lines, two pictures"
        ),
        pytest.param([paid("记-1", 100)], ("记-1",), {"记-1": (99,)}, 1, id="a fen is missing"),
        pytest.param([paid("记-1", 100)], ("记-1",), {"记-1": (99, None)}, 0, id="one picture says nothing"),
        pytest.param([paid("记-1", 10**12)], ("记-1",), {"记-1": (10**12,)}, 0, id="a very large one"),
    ],
)
def test_large_payments_have_pictures_and_pictures_come_to_what_was_paid(lines, pictures, amounts, rules):
    found = of_vouchers(lines, pictures, amounts, 100_00)
    assert [one.rule for one in found] == ["voucher"] * rules


@pytest.mark.parametrize(("mine", "off"), [(0, None), (100, None), (101, 1), (-5, None), (10**12, 10**12 - 100)])
def test_spending_is_held_against_the_plan_of_the_year_to_the_fen(mine, off):
    plan = (Planned("公益支出", 300, 200), Planned("经营支出", 0, 900))
    found = of_budget(Period("M", 2026, 5), {"公益支出": mine, "管理费用": 10**9}, plan)
    assert [(one.rule, one.off_fen) for one in found] == ([("budget", off)] if off else [])
    assert all("2026年“公益支出”计划花 3.00 元" in one.says and "请" not in one.says for one in found)
