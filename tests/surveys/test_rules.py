"""What may be asked, when an answer counts, how shares are rounded."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from terminal.surveys import rules
from terminal.surveys.shapes import Question
from tests.surveys.people import CLEAN, SQUARE, asked

SUNDAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)


def places(**changes):
    return [problem.where for problem in rules.why_not_questionnaire(asked(**changes), SUNDAY)]


def test_a_plain_questionnaire_may_be_asked():
    assert places() == []


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        pytest.param({"title": " "}, ["title"], id="no title"),
        pytest.param({"title": "广" * 41}, ["title"], id="long title"),
        pytest.param({"title": "一\n二"}, ["title"], id="title of two lines"),
        pytest.param({"title": "一\x07二"}, ["title"], id="bell in the title"),
        pytest.param({"why": ""}, ["why"], id="no reason"),
        pytest.param({"why": "钱打到 6222021234567890128"}, ["why"], id="bank number"),
        pytest.param({"questions": ()}, ["text-1"], id="no question"),
        pytest.param({"questions": (SQUARE,) * 11}, [""], id="eleven questions"),
        pytest.param({"questions": (Question("", "satisfaction"),)}, ["text-1"], id="question without words"),
        pytest.param({"questions": (Question("修吗？", "choice", ("修",)),)}, ["choices-1"], id="one choice"),
        pytest.param({"questions": (Question("几？", "choice", tuple("一二三四五六七")),)}, ["choices-1"], id="seven"),
        pytest.param({"questions": (CLEAN, Question("修吗？", "choice", ("修", "修")))}, ["choices-2"], id="twice"),
        pytest.param(
            {"questions": (Question("修吗？", "choice", ("修", "不" * 17)),)}, ["choices-1"], id="long choice"
        ),
        pytest.param({"starts_on": date(2026, 11, 21)}, ["starts_on"], id="began yesterday"),
        pytest.param({"ends_on": date(2026, 11, 21)}, ["ends_on"], id="ends before it begins"),
        pytest.param({"ends_on": date(2027, 2, 22)}, ["ends_on"], id="93 days"),
    ],
)
def test_what_may_not_be_asked_is_named_at_its_field(changes, where):
    assert places(**changes) == where


def test_one_day_and_ninety_two_days_are_possible():
    assert places(ends_on=SUNDAY) == places(ends_on=date(2027, 2, 21)) == []


@pytest.mark.parametrize(
    ("day", "state"),
    [
        pytest.param(date(2026, 11, 21), "coming", id="before"),
        pytest.param(date(2026, 11, 22), "open", id="first day"),
        pytest.param(date(2026, 12, 5), "open", id="last day"),
        pytest.param(date(2026, 12, 6), "over", id="after"),
    ],
)
def test_both_ends_belong_to_the_days_one_may_answer(day, state):
    assert rules.state_on(day, asked().starts_on, asked().ends_on, None) == state


def test_what_was_closed_is_over_on_the_same_day():
    assert rules.state_on(SUNDAY, SUNDAY, SUNDAY, SUNDAY) == "over"


@given(some.lists(some.text(max_size=6), max_size=5))
def test_whatever_is_sent_only_choices_are_read(said):
    read = rules.read_answers(said, (SQUARE, CLEAN))
    assert all(1 <= one <= len(question.options) for one, question in zip(read, (SQUARE, CLEAN), strict=False))


@pytest.mark.parametrize(
    ("part", "whole", "thousandths"),
    [(0, 0, 0), (0, 3, 0), (1, 3, 333), (2, 3, 667), (1, 8, 125), (1, 16, 63), (3, 16, 188), (7, 7, 1000)],
)
def test_shares_are_rounded_half_up(part, whole, thousandths):
    assert rules.permille(part, whole) == thousandths


@pytest.mark.parametrize(
    ("passed", "left"),
    [
        pytest.param(timedelta(0), 20, id="at once"),
        pytest.param(timedelta(seconds=19, milliseconds=500), 1, id="nearly"),
        pytest.param(timedelta(seconds=20), 0, id="long enough"),
        pytest.param(timedelta(days=-400), 0, id="clock turned back"),
    ],
)
def test_the_pause_between_two_sheets_is_twenty_seconds(passed, left):
    assert rules.seconds_left(NOON, NOON + passed) == left


@pytest.mark.parametrize(
    ("writer", "person", "roles", "seen", "says"),
    [
        pytest.param(1, 1, {"cadre"}, 2, "自己写的", id="the author"),
        pytest.param(1, 2, {"admin"}, 2, "才能发布", id="who only looks after the machine"),
        pytest.param(1, 2, {"supervisor"}, 1, "别人又改过", id="who has read an older one"),
    ],
)
def test_only_a_second_person_who_has_read_it_publishes(writer, person, roles, seen, says):
    (problem,) = rules.why_not_publish(rules.WRITING, writer, person, roles, seen, 2)
    assert says in problem.says


def test_a_days_counts_wait_until_the_day_is_over_and_three_are_there():
    monday = SUNDAY + timedelta(days=1)
    assert not rules.belongs_in_log(9, SUNDAY, SUNDAY, False)
    assert not rules.belongs_in_log(2, SUNDAY, monday, False)
    assert not rules.belongs_in_log(0, SUNDAY, monday, True)
    assert rules.belongs_in_log(3, SUNDAY, monday, False)
    assert rules.belongs_in_log(1, SUNDAY, SUNDAY, True)
