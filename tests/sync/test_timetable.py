"""Rounds come when they should, apart from each other; large attachments wait for a terminal's own part of the night."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.sync import timetable

MIDNIGHT = datetime(2026, 11, 22)
CHANCE = st.floats(0, 1)


@given(every=st.integers(1, 1440), chance=CHANCE)
def test_after_a_good_round_the_next_is_due_in_its_time_and_never_far_beyond(every, chance):
    seconds = timetable.wait(0, every, chance)
    assert every * 60 <= seconds <= every * 60 + 600


@given(failures=st.integers(1, 10_000), chance=CHANCE, told=st.integers(0, 900))
def test_after_bad_ones_it_waits_longer_but_never_more_than_six_hours(failures, chance, told):
    seconds = timetable.wait(failures, 15, chance, told)
    assert max(timetable.SOONEST, told) <= seconds <= 6 * 3600


def test_the_back_off_doubles():
    assert [timetable.wait(count, 15, 1.0) / 60 for count in (1, 2, 3, 4)] == [1, 2, 4, 8]


def test_all_of_a_county_do_not_start_at_once():
    assert {timetable.first(chance) for chance in (0, 0.5, 1)} == {5, 35, 65}


@pytest.mark.parametrize("hour", range(5, 22))
@pytest.mark.parametrize("origin", ["t-aaaaaaaaaa", "t-zzzzzzzzzz", "t-k7m2q9xw4d"])
def test_by_day_it_is_never_night(hour, origin):
    assert not timetable.is_night(MIDNIGHT.replace(hour=hour), origin)


@pytest.mark.parametrize("number", range(20))
def test_every_terminal_has_three_hours_of_the_night(number):
    origin = f"t-{number:010}"
    quarters = [MIDNIGHT + timedelta(minutes=15 * quarter) for quarter in range(96)]
    assert sum(timetable.is_night(one, origin) for one in quarters) in (12, 13)


def test_the_parts_of_the_night_differ():
    hours = [MIDNIGHT.replace(hour=hour) for hour in (22, 0, 2, 4)]
    found = {tuple(timetable.is_night(hour, f"t-{number:010}") for hour in hours) for number in range(50)}
    assert len(found) > 3


def test_by_day_the_smallest_go_first_as_far_as_they_fit():
    sizes = {"a": 200_000, "b": 10, "c": 100_000, "d": 20_000_000}
    assert timetable.by_day(sizes) == {"b", "c"}
    assert timetable.by_day({"d": 20_000_000}) == frozenset()
