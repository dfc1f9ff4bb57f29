"""A year at a glance: every month of every item shows the worst that is true of it."""

from datetime import date

import pytest
from msgspec.structs import replace

from terminal.register.actions import set_aside
from terminal.register.duties import duties
from terminal.register.year import year_rows
from terminal.village.queries import here
from tests.world import CADRE, SUNDAY, at, make_disclosure

JANUARY, APRIL, JULY, OCTOBER, DECEMBER = 0, 3, 6, 9, 11


def rows(today=SUNDAY):
    return year_rows(here(), duties(here(), today), today)


def row(code="V-A05", today=SUNDAY):
    return next(one for one in rows(today) if one.item.code == code)


def test_a_quarterly_item_is_due_four_times(shiqiao):
    assert [place for place, mark in enumerate(row().months) if mark] == [JANUARY, APRIL, JULY, OCTOBER]


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        pytest.param({"published_on": date(2026, 10, 9)}, "done", id="in time"),
        pytest.param({"published_on": date(2026, 10, 20)}, "slow", id="late"),
        pytest.param({"nil": True, "text": "本期无发生。"}, "nil", id="nothing happened"),
    ],
)
def test_what_is_public_shows_how(shiqiao, changes, mark):
    make_disclosure(**changes)
    assert row().months[OCTOBER] == mark


def test_what_is_missing_shows_and_stands_first(shiqiao):
    assert row().months[OCTOBER] == "late" and row().open == "2025Q4"
    assert "late" in rows()[0].months


def test_what_does_not_apply_shows(shiqiao):
    set_aside("V-A05", "2026Q3", "本村没有", "镇里", by=CADRE, now=at(SUNDAY))
    assert row().months[OCTOBER] == "aside"


def test_what_comes_later_this_year_shows_as_such(shiqiao):
    assert row("V-F02").months[DECEMBER] == "future"
    assert row("V-F02", date(2026, 12, 3)).months[DECEMBER] == "soon"


def test_before_the_unit_began_there_is_no_year(shiqiao):
    village = replace(here(), in_service_from=date(2027, 1, 1))
    assert year_rows(village, duties(village, SUNDAY), SUNDAY) == ()
