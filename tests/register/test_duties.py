"""What should be public by now and is not, is counted and named."""

from datetime import date

import msgspec
import pytest

from terminal.register.duties import duties
from terminal.village.queries import here
from tests.world import SUNDAY, make_disclosure


def slot(found, item, period):
    return next(one for one in found.all if (one.item.code, one.period) == (item, period))


def test_a_village_that_published_nothing_misses_everything_that_was_due(shiqiao):
    found = duties(here(), SUNDAY)
    assert found.tally.published == 0
    assert found.tally.missing == len(found.missing) > 0


def test_the_longest_missing_comes_first(shiqiao):
    days = [one.due_on for one in duties(here(), SUNDAY).missing]
    assert days == sorted(days)


@pytest.mark.parametrize(
    ("published_on", "state"),
    [
        pytest.param(date(2026, 10, 15), "on_time", id="on the last day"),
        pytest.param(date(2026, 10, 16), "late", id="a day late"),
    ],
)
def test_what_is_published_stands_on_time_or_late(shiqiao, published_on, state):
    before = duties(here(), SUNDAY).tally
    make_disclosure(published_on=published_on)
    found = duties(here(), SUNDAY)
    one = slot(found, "V-A05", "2026Q3")
    assert (one.standing.state, one.due_on, one.published_on) == (state, date(2026, 10, 15), published_on)
    assert (found.tally.published, found.tally.missing) == (1, before.missing - 1)


def test_before_its_first_day_a_unit_owes_nothing(shiqiao):
    found = duties(here(), date(2025, 12, 31))
    assert (found.all, found.missing, found.tally.due) == ((), (), 0)


@pytest.mark.parametrize("kind", ["village", "community", "township", "street"])
def test_every_kind_of_unit_has_its_duties(shiqiao, kind):
    assert duties(msgspec.structs.replace(here(), kind=kind), SUNDAY).missing
