"""What people type as a fingerprint, how long papers are kept, what is no proof that a sheet hung on a wall."""

from datetime import date

import pytest

from terminal.proof.rules import Kept, kept, tidy_mark, why_not_mark, why_not_posted

PUBLISHED, TODAY = date(2026, 10, 9), date(2026, 11, 22)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("8F3C 21A7 04DE", id="as on paper"),
        pytest.param("8f3c21a704de", id="small letters"),
        pytest.param(" 8F3C-21A7-04DE\n", id="dashes and a line end"),
        pytest.param("８Ｆ３Ｃ　２１Ａ７　０４ＤＥ", id="full width"),
    ],
)
def test_a_fingerprint_is_read_however_it_is_spaced(said):
    assert tidy_mark(said) == "8F3C21A704DE"
    assert why_not_mark("8F3C21A704DE") == []


@pytest.mark.parametrize(
    ("mark", "says"),
    [
        pytest.param("8O3C", "是不是数字 0", id="letter O"),
        pytest.param("8I3C", "是不是数字 1", id="letter I"),
        pytest.param("8X3C", "没有“X”", id="other letter"),
        pytest.param("指纹", "没有“指纹”", id="words"),
        pytest.param(tidy_mark("8\x003C"), "没有“?”", id="control character"),
        pytest.param("A" * 65, "最多 64 位", id="too long"),
        pytest.param("'; DROP", "没有", id="statement"),
    ],
)
def test_what_is_no_fingerprint_is_said_in_a_sentence(mark, says):
    assert says in "".join(problem.says for problem in why_not_mark(mark))


def test_everything_wrong_with_a_fingerprint_is_said_at_once():
    assert len(why_not_mark("OX" + "A" * 64)) == 3


@pytest.mark.parametrize(
    ("is_report", "period", "expected"),
    [
        pytest.param(True, "2026-10", Kept("years", date(2037, 1, 1)), id="month"),
        pytest.param(True, "2026Q3", Kept("years", date(2037, 1, 1)), id="quarter"),
        pytest.param(True, "2026H1", Kept("years", date(2037, 1, 1)), id="half year"),
        pytest.param(True, "2026", Kept("permanent"), id="year"),
        pytest.param(True, "", Kept("county"), id="report of no period"),
        pytest.param(False, "2026Q3", Kept("county"), id="no report"),
    ],
)
def test_how_long_papers_are_kept(is_report, period, expected):
    assert kept(is_report, period) == expected


def test_a_sheet_put_up_today_or_on_its_first_day_is_believed():
    assert why_not_posted("公开栏", TODAY, PUBLISHED, TODAY) == []
    assert why_not_posted("公开栏", PUBLISHED, PUBLISHED, TODAY) == []


@pytest.mark.parametrize(
    ("place", "posted_on", "says"),
    [
        pytest.param(" ", TODAY, "还没写贴在哪里", id="nowhere"),
        pytest.param("栏" * 41, TODAY, "最多 40 个字", id="too long"),
        pytest.param("公开栏", date(2026, 11, 23), "还没到", id="tomorrow"),
        pytest.param("公开栏", date(2026, 10, 8), "才公布", id="before it was public"),
    ],
)
def test_a_posting_that_cannot_be_is_refused_in_a_sentence(place, posted_on, says):
    (problem,) = why_not_posted(place, posted_on, PUBLISHED, TODAY)
    assert says in problem.says


def test_a_place_holds_no_number_of_anybody():
    assert [one.where for one in why_not_posted("找 13800138000 贴的", TODAY, PUBLISHED, TODAY)] == ["地点"]
