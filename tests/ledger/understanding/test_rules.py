"""Shares, what hides under “其他”, and what is compared: arithmetic to the fen."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from terminal.ledger.understanding.queries import words
from terminal.ledger.understanding.rules import Pair, clipped, each, others, pairs, says_nothing, word_of

MOST = 999_999_999_999


@pytest.mark.parametrize(
    ("fen", "count", "share"),
    [(6518102, 412, 15821), (5, 2, 3), (-5, 2, -3), (1, 412, 0), (0, 1, 0), (MOST, 1, MOST), (MOST, 3, 333333333333)],
)
def test_a_share_is_whole_fen_and_half_a_fen_goes_up(fen, count, share):
    assert each(fen, count) == share


@given(some.integers(-MOST, MOST), some.integers(1, 10_000))
def test_no_share_is_further_from_the_truth_than_half_a_fen(fen, count):
    assert abs(Fraction(fen, count) - each(fen, count)) <= Fraction(1, 2)


@pytest.mark.parametrize("count", [0, -1])
def test_without_a_count_nothing_is_shared_out(count):
    with pytest.raises(ValueError, match="户数"):
        each(100, count)


@pytest.mark.parametrize("name", ["其他支出", "其他收入", "其它", "未分类"])
def test_some_names_say_nothing(name):
    assert says_nothing(name)


@pytest.mark.parametrize("name", ["公益支出", "", "管理费用-其他"])
def test_others_say_something(name):
    assert not says_nothing(name)


@pytest.mark.parametrize(
    ("hidden", "rest"),
    [(0, 100), (5, 95), (50, 950), (0, 0), (-10, 5), (10, -20)],
    ids=["none", "just five percent", "five percent", "nothing at all", "a correction", "a side below zero"],
)
def test_up_to_five_percent_nothing_is_pointed_at(hidden, rest):
    assert others([("其他支出", hidden), ("公益支出", rest)], "out") is None


@pytest.mark.parametrize(
    ("hidden", "rest", "percent"),
    [
        (6, 94, "6.0"),
        (1, 0, "100.0"),
        (5001, 94999, "5.001"),
        (53, 947, "5.3"),
        (50_000_000_001, 949_999_999_999, "5.0000000001"),
    ],
)
def test_above_five_percent_the_figure_shows_that_it_is_above(hidden, rest, percent):
    found = others([("未分类", 1), ("其他支出", hidden - 1), ("公益支出", rest)], "out")
    assert (found.fen, found.of_fen, found.percent) == (hidden, hidden + rest, percent)


def test_categories_of_either_year_are_compared_and_none_is_lost():
    now, then = {"公益支出": 30, "经营支出": 2}, {"公益支出": 20, "税金及附加": 5, "其他支出": 1}
    whole = pairs(now, then, 9, "别的")
    assert whole[0] == Pair("公益支出", 30, 20) and whole[0].more == 10
    assert {one.name for one in whole} == {*now, *then}
    short = pairs(now, then, 2, "别的")
    assert [(one.name, one.now, one.then) for one in short] == [("公益支出", 30, 20), ("别的", 2, 6)]


@pytest.mark.parametrize(
    ("words_", "most", "shown"), [("四个字啊", 4, "四个字啊"), ("五个字的话", 4, "五个字…"), ("", 3, "")]
)
def test_what_is_too_long_is_cut_and_says_so(words_, most, shown):
    assert clipped(words_, most) == shown


def test_the_longest_word_of_a_line_is_the_one_that_is_explained():
    assert word_of("村干部误工补贴（9月）", words()).term == "村干部误工补贴"
    assert word_of("水渠清淤误工（31个工）", words()).term in ("误工补贴", "清淤")
    assert word_of("别的事", words()) is None


def test_every_word_has_a_short_explanation_and_no_name_means_two_things():
    names = [name for word in words() for name in (word.term, *word.also)]
    assert len(names) == len(set(names))
    assert all(6 <= len(word.plain) <= 48 and not word.plain.endswith("。") for word in words())
