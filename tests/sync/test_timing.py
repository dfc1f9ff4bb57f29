"""What a machine believes of the time when its clock has lost it, and what it writes down of jumps."""

from datetime import UTC, datetime, timedelta

import pytest

from terminal import clock
from terminal.journal.append import tail
from terminal.journal.models import LogLine
from terminal.sync import timing
from tests.conftest import SUNDAY_MORNING
from tests.world import SUNDAY, make_disclosure

RIGHT = SUNDAY_MORNING.at
LOST = datetime(1970, 1, 1, 0, 0, 7, tzinfo=UTC)


def it_is(at: datetime, mono: int = 0) -> None:
    clock.use(lambda: clock.Now.of(at, mono=mono))


def jumps() -> int:
    return LogLine.select().where(LogLine.header.contains('"kind":"clock.set"')).count()


def test_a_clock_that_lost_its_time_begins_with_the_logs_last_line(shiqiao):
    make_disclosure(published_on=SUNDAY)
    it_is(LOST)
    timing.begin()
    assert (clock.now().at, clock.now().clk) == (tail().moment, "none")
    assert tail().moment > clock.RELEASED


def test_the_countys_last_word_counts_more_than_a_log_whose_clock_ran_ahead(shiqiao):
    it_is(RIGHT + timedelta(days=4000))
    timing.heard(RIGHT)
    it_is(LOST)
    timing.begin()
    assert (clock.now().at, clock.now().clk) == (RIGHT, "none")


def test_what_the_county_says_is_believed_from_then_on_and_a_jump_is_in_the_log(shiqiao):
    it_is(LOST)
    timing.heard(RIGHT)
    assert (clock.now().at, jumps()) == (RIGHT, 1)
    assert (tail().kind, tail().clk) == ("clock.set", "county")
    timing.heard(RIGHT + timedelta(minutes=4))
    assert jumps() == 1


def test_a_county_that_lost_its_own_time_is_not_believed(shiqiao):
    it_is(RIGHT)
    timing.heard(LOST)
    assert (clock.now().at, jumps()) == (RIGHT, 0)


@pytest.mark.parametrize(
    ("days", "minutes", "passed", "is_jump"),
    [(0, 4, 0, False), (0, 6, 0, True), (3653, 0, 0, True), (-3653, 0, 0, True), (1, 0, 86_400_000, False)],
)
def test_a_jump_is_more_than_the_time_that_passed(days, minutes, passed, is_jump):
    later = clock.Now.of(RIGHT + timedelta(days=days, minutes=minutes), mono=passed)
    assert timing.jumped(clock.Now.of(RIGHT), later) is is_jump


def test_whoever_sets_the_machines_clock_is_written_down_once(shiqiao):
    it_is(RIGHT)
    watch = timing.Watch()
    it_is(RIGHT + timedelta(days=30))
    assert [watch.look(), watch.look(), jumps()] == [True, False, 1]
