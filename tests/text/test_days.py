"""Days and periods are read as people type them and said as people say them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from terminal.text.days import Period, read_day, say_day, say_full_day

FIFTH_OF_MARCH = date(2026, 3, 5)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("2026-03-05", id="dashes"),
        pytest.param("2026/3/5", id="slashes"),
        pytest.param("2026.3.5", id="dots"),
        pytest.param("2026年3月5日", id="Chinese"),
        pytest.param("2026 年 3 月 5 号", id="Chinese with blanks"),
        pytest.param("20260305", id="eight figures"),
        pytest.param("２０２６－０３－０５", id="full width"),
        pytest.param(" 2026-3-5 ", id="blanks around"),
    ],
)
def test_a_day_is_read_in_every_usual_way(written):
    assert read_day(written) == FIFTH_OF_MARCH


@pytest.mark.parametrize("written", ["3月5日", "3.5", "3/5", "03-05", "３．５", "3月5"])
def test_a_day_without_year_takes_the_year_it_is_told(written):
    assert read_day(written, year=2026) == FIFTH_OF_MARCH


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        pytest.param("2026-13-05", "没有 13 月。", id="month 13"),
        pytest.param("2026-00-05", "没有 0 月。", id="month 0"),
        pytest.param("2026-02-30", "2026年2月没有 30 日，这个月只到 28 日。", id="30 February"),
        pytest.param("2025年2月29日", "2025年2月没有 29 日", id="29 February in a common year"),
        pytest.param("2026-04-31", "2026年4月没有 31 日", id="31 April"),
        pytest.param("2026-03-00", "没有 0 日", id="day 0"),
        pytest.param("0206-03-05", "年份写成了 206", id="a year of long ago"),
        pytest.param("3月5日", "没写是哪一年", id="no year"),
        pytest.param("", "还没写日期", id="nothing"),
        pytest.param("  ", "还没写日期", id="blanks"),
        pytest.param("明天", "看不出是哪一天", id="a word"),
        pytest.param("2026-03/05", "看不出是哪一天", id="two kinds of stroke"),
        pytest.param("26-3-5", "看不出是哪一天", id="a year of two figures"),
        pytest.param("2026030", "看不出是哪一天", id="seven figures"),
        pytest.param("2026-03-05; 1", "看不出是哪一天", id="something behind"),
    ],
)
def test_an_impossible_day_is_refused_with_a_sentence(written, sentence):
    with pytest.raises(ValueError, match="。$") as refused:
        read_day(written)
    assert sentence in str(refused.value)


def test_a_leap_day_is_read():
    assert read_day("2028.2.29") == date(2028, 2, 29)


@given(some.text(max_size=12))
def test_any_text_is_a_day_or_a_sentence(text):
    try:
        assert isinstance(read_day(text, year=2026), date)
    except ValueError as refused:
        assert str(refused).endswith("。")


@pytest.mark.parametrize(
    ("lang", "short", "full"),
    [("zh", "11月22日", "2026年11月22日 星期日"), ("en", "22 Nov", "Sunday, 22 November 2026")],
)
def test_a_day_is_said(lang, short, full):
    day = date(2026, 11, 22)
    assert (say_day(day, lang), say_full_day(day, lang)) == (short, full)


@pytest.mark.parametrize(
    ("key", "kind", "first", "last", "label", "english"),
    [
        ("2026-03", "M", date(2026, 3, 1), date(2026, 3, 31), "2026年3月", "March 2026"),
        ("2028-02", "M", date(2028, 2, 1), date(2028, 2, 29), "2028年2月", "February 2028"),
        ("2026-12", "M", date(2026, 12, 1), date(2026, 12, 31), "2026年12月", "December 2026"),
        ("2026Q3", "Q", date(2026, 7, 1), date(2026, 9, 30), "2026年第三季度", "Q3 2026"),
        ("2026H1", "H", date(2026, 1, 1), date(2026, 6, 30), "2026年上半年", "First half of 2026"),
        ("2026H2", "H", date(2026, 7, 1), date(2026, 12, 31), "2026年下半年", "Second half of 2026"),
        ("2026", "Y", date(2026, 1, 1), date(2026, 12, 31), "2026年", "2026"),
    ],
)
def test_a_period_knows_its_days_and_its_names(key, kind, first, last, label, english):
    period = Period.read(key)
    assert (period.kind, period.first, period.last) == (kind, first, last)
    assert (period.key, period.label(), period.label("en")) == (key, label, english)


@pytest.mark.parametrize(
    ("key", "before", "after", "year_before"),
    [
        ("2026-01", "2025-12", "2026-02", "2025-01"),
        ("2026-12", "2026-11", "2027-01", "2025-12"),
        ("2026Q1", "2025Q4", "2026Q2", "2025Q1"),
        ("2026Q4", "2026Q3", "2027Q1", "2025Q4"),
        ("2026H1", "2025H2", "2026H2", "2025H1"),
        ("2026H2", "2026H1", "2027H1", "2025H2"),
        ("2026", "2025", "2027", "2025"),
    ],
)
def test_a_period_knows_its_neighbours(key, before, after, year_before):
    period = Period.read(key)
    assert (period.previous().key, period.next().key, period.a_year_before().key) == (before, after, year_before)


@pytest.mark.parametrize(
    "key",
    ["2026-3", "2026-00", "2026-13", "2026Q5", "2026Q0", "2026H3", "26", "", "2026q1", "２０２６", "0026", "2026-03\n"],
)
def test_a_key_that_is_no_period_is_refused_with_a_sentence(key):
    with pytest.raises(ValueError, match="。$"):
        Period.read(key)


def test_a_period_holds_its_first_and_last_day_and_no_other():
    period = Period.read("2026Q1")
    one_day = timedelta(days=1)
    assert period.contains(period.first) and period.contains(period.last)
    assert not period.contains(period.first - one_day) and not period.contains(period.last + one_day)


@given(some.dates(date(1901, 1, 1), date(2198, 12, 31)), some.sampled_from("MQHY"))
def test_every_day_lies_in_the_period_made_of_it(day, kind):
    period = Period.of(day, kind)
    assert period.contains(day)
    assert Period.read(period.key) == period == period.next().previous()
    assert period.next().first == period.last + timedelta(days=1)


@pytest.mark.parametrize(
    ("key", "chinese", "english"),
    [
        pytest.param("2026-10", "10月", "Oct", id="month"),
        pytest.param("2026Q3", "第三季度", "Q3", id="quarter"),
        pytest.param("2026H1", "上半年", "First half", id="half"),
        pytest.param("2026", "2026年", "2026", id="year"),
    ],
)
def test_a_period_inside_its_year_is_said_without_it(key, chinese, english):
    period = Period.read(key)
    assert (period.part_label(), period.part_label("en")) == (chinese, english)
