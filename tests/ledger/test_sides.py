"""Bars of income and spending: shares with their whole, small ones together, screens that fit."""

import pytest
from flask import g

from terminal.ledger.queries import Part
from terminal.ledger.sides import Side, cut, side
from terminal.ledger.spans import span
from terminal.text.days import Period
from terminal.web.looks import Look
from tests.ledger.test_spans import month, shelf

MONTH = span(shelf(month("2026-10", 0, 1000, 0), month("2025-10", 0, 900, 0)), Period.read("2026-10"))


@pytest.fixture(autouse=True)
def _page(kiosk):
    """Words are said inside a request."""
    with kiosk.test_request_context():
        g.look = Look()
        yield


def parts(*fens: int) -> list[Part]:
    return [Part("in", f"第{number}类", fen, 1) for number, fen in enumerate(fens, 1)]


def test_a_share_knows_the_whole_it_is_a_share_of():
    found = side(MONTH, parts(600, 400), "in", 4)
    assert [(one.share, one.fen, one.of_fen) for one in found.slices] == [("60.0%", 600, 1000), ("40.0%", 400, 1000)]
    assert found.year == "比去年10月多 1.00 元"


def test_a_category_of_the_chart_is_explained_in_plain_words():
    (one,) = side(MONTH, [Part("in", "经营收入", 1000, 1)], "in", 4).slices
    assert one.plain


def test_small_categories_stand_together_and_keep_the_sum():
    found = side(MONTH, parts(500, 300, 100, 60, 40), "in", 4)
    assert [one.name for one in found.slices] == ["第1类", "第2类", "第3类", "别的 2 类"]
    assert sum(one.fen for one in found.slices) == 1000


def test_a_category_below_zero_has_no_share_and_is_not_in_the_whole():
    found = side(MONTH, parts(1000, -200), "in", 4)
    assert [(one.share, one.of_fen) for one in found.slices] == [("100.0%", 1000), ("—", 1000)]


def test_nothing_came_in():
    assert side(MONTH, [], "in", 4).slices == ()


@pytest.mark.parametrize(("size", "screens"), [(8, 1), (5, 1), (4, 2), (2, 5)])
def test_shares_are_cut_into_screens_with_room_for_the_pager(size, screens):
    both: list[Side] = [side(MONTH, parts(500, 300, 200), "in", 9), side(MONTH, parts(), "out", 9)]
    both[1] = side(MONTH, [Part("out", "甲", 5, 1), Part("out", "乙", 4, 1)], "out", 9)
    cuts = cut(both, size)
    assert len(cuts) == screens
    assert sum(len(slices) for screen in cuts for _side, slices in screen) == 5


def test_nothing_to_share_is_still_one_screen():
    assert cut([], 8) == [[]]
