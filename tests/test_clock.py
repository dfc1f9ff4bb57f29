"""One clock for everybody, and the village's day is the village's."""

from datetime import UTC, date, datetime

import pytest

from terminal import clock


@pytest.mark.parametrize(
    ("at", "day"),
    [
        pytest.param(datetime(2026, 11, 21, 15, 59, 59, tzinfo=UTC), date(2026, 11, 21), id="a second before midnight"),
        pytest.param(datetime(2026, 11, 21, 16, 0, tzinfo=UTC), date(2026, 11, 22), id="midnight in the village"),
        pytest.param(datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1), id="new year in the village"),
        pytest.param(datetime(2026, 11, 22, 0, 30, tzinfo=clock.HERE), date(2026, 11, 22), id="said in village time"),
    ],
)
def test_the_day_is_the_one_of_the_village(at, day):
    assert clock.Now.of(at).today == day
    assert clock.Now.of(at).at == at
    assert clock.Now.of(at).at.tzinfo is UTC


def test_everybody_asks_the_clock_that_was_given():
    noon = clock.Now.of(datetime(2030, 1, 1, 4, tzinfo=UTC), mono=7, clk="county")
    clock.use(lambda: noon)
    assert clock.now() == noon
    assert clock.today() == date(2030, 1, 1)


def test_without_another_clock_the_machine_is_asked():
    clock.use(None)
    first, second = clock.now(), clock.now()
    assert first.at <= second.at
    assert first.mono <= second.mono
    assert abs((datetime.now(UTC) - first.at).total_seconds()) < 3600


def test_a_watch_in_the_village_shows_eight_hours_more():
    assert clock.local(datetime(2026, 11, 22, 1, 41, tzinfo=UTC)).hour == 9


TOLD = clock.Known(datetime(2026, 11, 22, 1, tzinfo=UTC), mono=1000, is_told=True)


@pytest.mark.parametrize("year", [1970, 2016, 2036, 2038, 2100])
def test_a_clock_that_is_far_off_counts_on_from_the_countys_word(year):
    found = clock.corrected(clock.Now.of(datetime(year, 1, 1, tzinfo=UTC), mono=61_000), TOLD)
    assert (found.at, found.clk, found.mono) == (datetime(2026, 11, 22, 1, 1, tzinfo=UTC), "county", 61_000)
    assert found.today == date(2026, 11, 22)


def test_a_clock_that_is_nearly_right_is_left_alone():
    own = clock.Now.of(datetime(2026, 11, 22, 1, 4, tzinfo=UTC), mono=1000)
    assert clock.corrected(own, TOLD) == own
    assert clock.corrected(own, None) == own


def test_it_is_never_before_what_is_known_and_the_time_says_that_it_knows_no_more():
    floor = clock.Known(datetime(2026, 11, 1, tzinfo=UTC), mono=0)
    early = clock.corrected(clock.Now.of(datetime(1970, 1, 1, tzinfo=UTC), mono=60_000), floor)
    assert (early.at, early.clk) == (datetime(2026, 11, 1, 0, 1, tzinfo=UTC), "none")
    late = clock.Now.of(datetime(2038, 1, 1, tzinfo=UTC), mono=60_000)
    assert clock.corrected(late, floor) == late


def test_who_takes_another_clock_forgets_what_was_known():
    clock.use(lambda: clock.Now.of(datetime(1970, 1, 1, tzinfo=UTC)))
    clock.told(datetime(2026, 11, 22, tzinfo=UTC))
    assert (clock.now().at.year, clock.today().year, clock.own().at.year) == (2026, 2026, 1970)
    clock.use(lambda: clock.Now.of(datetime(1970, 1, 1, tzinfo=UTC)))
    assert clock.now().at.year == 1970
