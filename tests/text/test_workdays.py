"""Deadlines in working days follow the yearly notice, and say when they are only provisional."""

import copy
import tomllib
from datetime import date

import pytest

from terminal import config
from terminal.errors import Refused
from terminal.text.workdays import Calendar, DueDay

TABLE = tomllib.loads(config.assets("seed", "calendar", "2026.toml").read_text(encoding="utf-8"))
CALENDAR = Calendar.from_toml(TABLE)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        pytest.param("2025-12-31", 20, "2026-01-29", id="over the year end"),
        pytest.param("2026-01-04", 20, "2026-01-30", id="from a make-up Sunday"),
        pytest.param("2026-01-29", 20, "2026-03-04", id="over Spring Festival"),
        pytest.param("2026-02-10", 7, "2026-02-26", id="seven days over Spring Festival"),
        pytest.param("2026-02-13", 1, "2026-02-14", id="due on a make-up Saturday"),
        pytest.param("2026-02-14", 1, "2026-02-24", id="due after nine days off"),
        pytest.param("2026-04-24", 5, "2026-05-06", id="over Labour Day"),
        pytest.param("2026-04-30", 3, "2026-05-08", id="three days over Labour Day"),
        pytest.param("2026-09-18", 1, "2026-09-20", id="due on a make-up Sunday"),
        pytest.param("2026-09-21", 20, "2026-10-26", id="over Mid-Autumn and National Day"),
        pytest.param("2026-09-24", 5, "2026-10-09", id="five days over two holidays"),
        pytest.param("2026-09-30", 13, "2026-10-23", id="over National Day"),
        pytest.param("2026-12-03", 20, "2026-12-31", id="up to the last known day"),
    ],
)
def test_working_days_are_counted_by_the_notice(start, count, due):
    assert CALENDAR.add_workdays(day(start), count) == DueDay(day(due), provisional=False)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        pytest.param("2026-12-04", 20, "2027-01-04", id="into a year without notice"),
        pytest.param("2026-12-31", 1, "2027-01-04", id="New Year's Day is off in any year"),
        pytest.param("2027-04-30", 1, "2027-05-03", id="1 and 2 May are off in any year"),
        pytest.param("2027-09-30", 1, "2027-10-04", id="1 to 3 October are off in any year"),
        pytest.param("2025-12-30", 2, "2026-01-04", id="from before the data"),
    ],
)
def test_beyond_the_notice_a_deadline_is_provisional(start, count, due):
    assert CALENDAR.add_workdays(day(start), count) == DueDay(day(due), provisional=True)


def test_a_calendar_without_any_notice_counts_weekdays():
    assert Calendar().add_workdays(day("2026-09-21"), 20) == DueDay(day("2026-10-21"), provisional=True)


@pytest.mark.parametrize(
    ("text", "works"),
    [("2026-01-04", True), ("2026-01-02", False), ("2026-02-28", True), ("2026-03-01", False), ("2026-03-02", True)],
)
def test_a_day_is_a_working_day_or_not(text, works):
    assert CALENDAR.is_workday(day(text)) is works


def test_the_next_working_day_is_never_the_day_itself():
    assert CALENDAR.next_workday(day("2026-03-02")).day == day("2026-03-03")
    assert CALENDAR.next_workday(day("2026-09-30")).day == day("2026-10-08")


def test_no_working_days_after_a_day_is_the_day():
    assert CALENDAR.add_workdays(day("2026-10-01"), 0) == DueDay(day("2026-10-01"), provisional=False)


def test_working_days_are_not_counted_backwards():
    with pytest.raises(ValueError, match="只能往后数"):
        CALENDAR.add_workdays(day("2026-10-01"), -1)


def test_a_new_notice_makes_a_provisional_deadline_firm():
    table_2027 = {
        "year": 2027,
        "valid_through": day("2027-12-31"),
        "notice": "试〔2026〕1号",
        "url": "https://example.org/2027",
        "version": "2027.1",
        "holiday": [{"name": "元旦", "from": day("2027-01-01"), "to": day("2027-01-05")}],
    }
    both = Calendar.from_toml(table_2027, TABLE)
    assert both.add_workdays(day("2026-12-04"), 20) == DueDay(day("2027-01-06"), provisional=False)


def test_days_after_valid_through_are_provisional():
    short = Calendar.from_toml({**TABLE, "valid_through": day("2026-11-30")})
    assert short.add_workdays(day("2026-11-30"), 1) == DueDay(day("2026-12-01"), provisional=True)


def broken(*path, value=None) -> dict:
    """The calendar of 2026 with one thing changed, or taken away when there is no value."""
    table = copy.deepcopy(TABLE)
    *way, last = path
    here = table
    for step in way:
        here = here[step]
    if value is None:
        del here[last]
    else:
        here[last] = value
    return table


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        pytest.param(broken("notice"), "缺少 notice", id="no notice number"),
        pytest.param(broken("notice", value=" "), "没写放假通知的发文字号", id="empty notice number"),
        pytest.param(broken("url"), "缺少 url", id="no source"),
        pytest.param(broken("url", value=""), "没写放假通知的网址", id="empty source"),
        pytest.param(broken("year", value="2026"), "year 应当是一个整数", id="year in words"),
        pytest.param(broken("year", value=True), "year 应当是一个整数", id="year yes"),
        pytest.param(broken("colour", value="red"), "不认识 colour", id="unknown key"),
        pytest.param(broken("valid_through", value=day("2027-01-31")), "应当在 2026 年里", id="valid into next year"),
        pytest.param(broken("holiday", value="春节"), "holiday 要一条一条写成", id="holidays not a list"),
        pytest.param(broken("holiday", 0, value="元旦"), "要写成一组", id="a holiday that is a word"),
        pytest.param(broken("holiday", 0, "from"), "缺少 from", id="a holiday without first day"),
        pytest.param(broken("holiday", 0, "to", value="2026-01-03"), "to 应当是一个日期", id="a day in quotes"),
        pytest.param(broken("holiday", 0, "from", value=day("2026-01-09")), "早于第一天", id="ends before it begins"),
        pytest.param(
            broken("holiday", 0, "from", value=day("2025-12-31")), "2025-12-31 不在 2026 年里", id="last year"
        ),
        pytest.param(broken("holiday", 6, "to", value=day("2062-10-07")), "太长了", id="a holiday of years"),
        pytest.param(broken("holiday", 1, "to", value=day("2026-02-28")), "又写成放假又写成上班", id="off and on"),
        pytest.param(broken("holiday", 5, "to", value=day("2026-10-02")), "2026-10-01 写了不止一次", id="overlap"),
        pytest.param(broken("workday", 0, "day", value=day("2026-02-14")), "写了不止一次", id="made up twice"),
        pytest.param(broken("workday", 0, "day", value=day("2026-03-02")), "本来就是周一到周五", id="a Monday made up"),
    ],
)
def test_a_wrong_calendar_is_refused_with_a_sentence(table, sentence):
    with pytest.raises(Refused) as refused:
        Calendar.from_toml(table)
    assert sentence in str(refused.value)


def test_every_problem_of_a_calendar_is_said_at_once():
    table = {"year": 2026, "valid_through": day("2026-12-31"), "version": 1, "colour": "red"}
    with pytest.raises(Refused) as refused:
        Calendar.from_toml(table)
    assert len(refused.value.problems) == 4


def test_two_calendars_of_one_year_are_refused():
    with pytest.raises(Refused, match="2026 年的日历有 2 份"):
        Calendar.from_toml(TABLE, TABLE)
