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
