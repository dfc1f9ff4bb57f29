"""What a new publication says otherwise, and when it must say why."""

from datetime import date

import pytest
from msgspec.structs import replace

from terminal.projects.changes import differences, why_not_next
from tests.projects.roads import CHECKED, CRACK, FIRST, LEVY, MONEY, ROAD, WALL, done, road

NEXT = replace(FIRST, paid_on=date(2026, 11, 1), fen=1_000_00, voucher="记-9")


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(road(payments=(FIRST, NEXT)), id="a payment"),
        pytest.param(road(stages=(WALL, replace(ROAD, done_on=date(2026, 11, 18)))), id="a step done"),
        pytest.param(road(sources=(MONEY, replace(LEVY, got_fen=1, got_on=date(2026, 11, 1)))), id="money came"),
        pytest.param(road(troubles=(CRACK,)), id="a trouble"),
        pytest.param(done(road()), id="accepted"),
    ],
)
def test_what_only_says_more_needs_no_reason(after):
    assert {one.how for one in differences(road(), after)} == {"new"}
    assert why_not_next(road(), after, "") == []


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        pytest.param(road(), road(payments=()), "gone", id="a payment gone"),
        pytest.param(road(), road(payments=(replace(FIRST, fen=1),)), "gone", id="another sum"),
        pytest.param(road(), road(payments=(replace(FIRST, voucher="记-6"),)), "changed", id="another voucher"),
        pytest.param(road(), road(contract_fen=9_500_00), "changed", id="a dearer contract"),
        pytest.param(road(), road(stages=(replace(WALL, done_on=None), ROAD)), "changed", id="not done after all"),
        pytest.param(road(), road(stages=(WALL, replace(ROAD, due_on=date(2026, 12, 1)))), "changed", id="a later day"),
        pytest.param(road(), road(sources=(replace(MONEY, got_fen=1), LEVY)), "changed", id="less came"),
        pytest.param(road(troubles=(CRACK,)), road(), "gone", id="a trouble hushed up"),
        pytest.param(done(road()), done(road(), acceptance=replace(CHECKED, final_fen=1)), "changed", id="another check"),
    ],
)  # fmt: skip
def test_what_takes_something_back_says_why(before, after, how):
    assert how in {one.how for one in differences(before, after)}
    assert "请写明为什么改" in why_not_next(before, after, "改 ")[0].says
    assert why_not_next(before, after, "写错了日子") == []


def test_the_same_again_is_no_publication():
    assert "没有新的内容" in why_not_next(road(), road(), "写错了日子")[0].says


def test_choosing_who_builds_is_news():
    before = road(contractor="", tender_why="", contract_fen=0, payments=(), stages=(ROAD,))
    assert {one.how for one in differences(before, replace(before, contractor="安顺施工队", tender=False))} == {"new"}
