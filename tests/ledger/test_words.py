"""Only what was checked is claimed, and what is missing is named."""

import msgspec
import pytest
from flask import g

from terminal.ledger import words
from terminal.ledger.spans import span
from terminal.text.days import Period
from terminal.web.looks import Look
from tests.ledger.test_spans import THIRD, month, shelf


@pytest.fixture(autouse=True)
def _page(kiosk):
    """Words are said inside a request."""
    with kiosk.test_request_context():
        g.look = Look()
        yield


def verdict(*months, period="2026Q3"):
    found = words.verdict(span(shelf(*months), Period.read(period)))
    return found.holds, found.strong + found.rest


def test_a_whole_quarter_holds():
    assert verdict(*THIRD) == (True, "账对得上。3 个月首尾相接，期初+收入−支出=期末。")


def test_a_missing_month_is_named():
    holds, says = verdict(*THIRD[:2])
    assert not holds
    assert says == "还不全。9月还没公布，所以这一季不全。这里是已公布的 2 个月加起来的。"


def test_a_hole_is_not_added_over():
    holds, says = verdict(THIRD[0], THIRD[2])
    assert not holds and "8月还没公布" in says and "不能从头加到尾" in says


def test_a_break_names_both_figures():
    holds, says = verdict(THIRD[0], month("2026-08", 99), period="2026-08")
    assert (holds, says) == (False, "和7月对不上。7月结余现在是 0.10 元，这里的期初是 0.99 元。")


@pytest.mark.parametrize(
    ("signers", "says"),
    [
        pytest.param("[]", "没写谁签的字", id="nobody"),
        pytest.param('[{"role":"会计","name":"刘秀英"}]', "刘秀英签字", id="one"),
        pytest.param('[{"role":"a","name":"甲"},{"role":"b","name":"乙"}]', "甲等 2 人签字", id="two"),
    ],
)
def test_who_signed_is_said(signers, says):
    assert words.signed(msgspec.structs.replace(month("2026-10"), said_signers=signers)) == says


@pytest.mark.parametrize(
    ("then", "says"),
    [
        pytest.param(1300, "比去年10月少 3.00 元", id="less"),
        pytest.param(1000, "和去年10月一样多", id="the same"),
        pytest.param(None, "去年10月的账没在这里公布，没法比", id="nothing to compare with"),
    ],
)
def test_last_year_is_compared_only_when_it_is_there(then, says):
    months = [month("2026-10", 0, 1000), *([month("2025-10", 0, then)] if then is not None else [])]
    assert words.year_ago(span(shelf(*months), Period.read("2026-10")), "in") == says


def explained(period="2026-08", **changes):
    said = '[{"rule":"opening","says":"和上期接不上。","off_fen":5}]'
    return msgspec.structs.replace(month(period, 10, 5), said_mismatches=said, excuse="上月少记一笔。", **changes)


def test_what_does_not_add_up_comes_before_everything_with_its_reason():
    assert verdict(explained(), period="2026-08") == (False, "有 1 处对不上。村里的说明：上月少记一笔。")


def test_a_quarter_names_the_month_that_does_not_add_up():
    holds, says = verdict(THIRD[0], explained(), THIRD[2])
    assert (holds, says) == (False, "有 1 处对不上。在8月的账里，原因写在那里。")


def test_the_statement_is_a_fact_of_the_sheet():
    agreed = msgspec.structs.replace(month("2026-08", 10, 5), statement_fen=15)
    assert ("银行对账单", "0.15 元，和账上一样") in words.facts(agreed)
    assert ("银行对账单", "0.09 元") in words.facts(msgspec.structs.replace(agreed, statement_fen=9))
