"""By when a case must be answered, counted with the real calendar; and when its lamp turns."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.catalogue.queries import calendar
from terminal.errors import NotFound, Refused
from terminal.feedback import deadlines, records
from terminal.feedback.shapes import CATEGORIES
from terminal.text.workdays import Calendar

TABLE = records.table_on(date(2026, 11, 23))
TEXT = records.config.assets("seed", "feedback").joinpath("deadlines.toml").read_text("utf-8")
DAYS = st.dates(date(2026, 1, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("category", "received", "unit", "due"),
    [
        pytest.param("inquiry", date(2026, 11, 23), "village", date(2026, 11, 26), id="a plain week"),
        pytest.param("inquiry", date(2026, 9, 18), "village", date(2026, 9, 22), id="over a working Sunday"),
        pytest.param("help", date(2026, 9, 30), "village", date(2026, 10, 10), id="over the national holiday"),
        pytest.param("objection", date(2026, 4, 24), "village", date(2026, 5, 6), id="over the first of May"),
        pytest.param("objection", date(2026, 11, 2), "township", date(2026, 11, 16), id="longer at the township"),
        pytest.param("report", date(2026, 2, 10), "village", date(2026, 3, 9), id="over the spring festival"),
        pytest.param("finance", date(2026, 11, 21), "village", date(2026, 12, 4), id="from a Saturday"),
    ],
)
def test_days_are_working_days_and_the_first_is_not_counted(category, received, unit, due):
    assert deadlines.due(TABLE, category, received, unit, calendar()).day == due


def test_days_over_the_edge_of_what_is_known_are_provisional():
    assert not deadlines.due(TABLE, "inquiry", date(2026, 12, 28), "village", calendar()).provisional
    assert deadlines.due(TABLE, "inquiry", date(2026, 12, 30), "village", calendar()).provisional


def test_the_law_stands_beside_the_promise_where_it_leaves_longer():
    due = deadlines.due(TABLE, "complaint", date(2026, 3, 2), "township", calendar())
    assert (due.day, due.legal) == (date(2026, 3, 16), date(2026, 5, 1))
    assert deadlines.due(TABLE, "complaint", date(2026, 3, 2), "village", calendar()).legal is None


@given(st.sampled_from(CATEGORIES), DAYS, st.sampled_from(["village", "township"]))
def test_a_promise_ends_on_a_working_day_after_it_began(category, day, unit):
    due = deadlines.due(TABLE, category, day, unit, calendar())
    assert day < due.day <= (due.legal or due.day)
    assert calendar().is_workday(due.day)
    assert deadlines.workdays_left(due.day, day, calendar()) == TABLE.workdays(category, unit)


@pytest.mark.parametrize(
    ("today", "total", "lamp"),
    [
        pytest.param(date(2026, 11, 23), 3, "none", id="three days left"),
        pytest.param(date(2026, 11, 25), 3, "amber", id="one left"),
        pytest.param(date(2026, 11, 26), 3, "amber", id="on the day"),
        pytest.param(date(2026, 11, 27), 3, "red", id="the day after"),
        pytest.param(date(2026, 11, 23), 15, "amber", id="a fifth left"),
        pytest.param(date(2026, 11, 20), 15, "none", id="four of fifteen left"),
    ],
)
def test_a_lamp_turns_yellow_before_and_red_after(today, total, lamp):
    assert deadlines.lamp(date(2026, 11, 26), today, calendar(), total) == lamp


def test_a_weekend_before_the_day_is_no_time_left():
    assert deadlines.lamp(date(2026, 11, 23), date(2026, 11, 20), calendar()) == "amber"


@given(DAYS, st.integers(-30, 30), st.integers(0, 30))
def test_a_lamp_is_red_only_after_the_day(due, apart, total):
    lamp = deadlines.lamp(due, due + timedelta(days=apart), Calendar(), total)
    assert (lamp == "red") == (apart > 0)
    assert apart != 0 or lamp == "amber"


def test_a_case_keeps_the_table_it_was_opened_under():
    later = records.deadlines.read_table(TEXT.replace("2026.1", "2027.1").replace("2026-01-01", "2027-01-01"), "later")
    tables = (later, TABLE)
    assert deadlines.table_on(tables, date(2026, 12, 31)).version == "2026.1"
    assert deadlines.table_on(tables, date(2027, 1, 1)).version == "2027.1"
    assert deadlines.table_on(tables, date(2025, 1, 1)).version == "2026.1"


def test_without_any_table_nothing_is_promised():
    with pytest.raises(NotFound):
        deadlines.table_on((), date(2026, 1, 1))
    with pytest.raises(NotFound):
        TABLE.row("gossip")


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        pytest.param('key = "help"', 'key = "gossip"', id="no such category"),
        pytest.param('key = "help"', 'key = "praise"', id="one twice, one missing"),
        pytest.param("workdays = 15", "workdays = 0", id="no day at all"),
        pytest.param("extend = 15", "extend = 16", id="longer than the first time"),
        pytest.param('source = "本地规定"\n\n# A', 'source = " "\n\n# A', id="no source"),
        pytest.param('legal_source = "《信访工作条例》（2022）第三十四条"', "", id="a law without its name"),
        pytest.param("rectify = 15", "rectify = 0", id="no time to put it right"),
        pytest.param("route = 2", "", id="a key missing"),
        pytest.param("route = 2", "route = 2\nghost = 1", id="a key nobody reads"),
        pytest.param("[[category]]", "[[category", id="not toml"),
    ],
)
def test_a_broken_table_is_refused_whole(was, becomes):
    assert was in TEXT
    with pytest.raises(Refused) as wrong:
        deadlines.read_table(TEXT.replace(was, becomes, 1), "deadlines.toml")
    assert "deadlines.toml" in str(wrong.value)
