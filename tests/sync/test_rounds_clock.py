"""Whatever the clock of a terminal says, a round works: order comes from numbers, time from the county's signed word."""

from datetime import UTC, datetime, timedelta

import pytest

from terminal import clock, events_register
from terminal.journal.append import tail
from terminal.journal.keys import load_or_make, public_bytes
from terminal.sync import contact, queries, rounds, stored, trust
from terminal.sync.jobs import Job
from tests.conftest import SUNDAY_MORNING
from tests.county.villages import make_world, village_settings
from tests.sync.far import county_at
from tests.sync.kept import kinds_kept
from tests.world import make_disclosure, opened

RIGHT = SUNDAY_MORNING.at


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clock") / "world"
    clock.use(lambda: SUNDAY_MORNING)
    with kinds_kept():
        make_world(folder)
    clock.use(None)
    return folder


@pytest.fixture(scope="module")
def address(made):
    with county_at(made / "county") as found:
        yield found


@pytest.fixture
def village(made):
    settings = village_settings(made / "village0")
    with opened(settings):
        trust.trust(public_bytes(load_or_make(made / "county" / "keys")), trust.COUNTY, "test", clock.now())
        yield settings


def it_is(at: datetime) -> None:
    clock.use(lambda: clock.Now.of(at))


def go(village, address) -> rounds.Round:
    job = Job("sync", "test", lambda _: ())
    return rounds.once(rounds.Post(village.data, events_register.TABLES, address), job, by_hand=True)


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(datetime(1970, 1, 1, 0, 0, 7, tzinfo=UTC), id="1970"),
        pytest.param(datetime(2038, 1, 20, tzinfo=UTC), id="2038"),
        pytest.param(datetime(2100, 1, 1, tzinfo=UTC), id="2100"),
        pytest.param(RIGHT - timedelta(days=3653), id="ten years behind"),
        pytest.param(RIGHT + timedelta(days=3653), id="ten years ahead"),
        pytest.param(RIGHT - timedelta(days=30), id="a month behind"),
        pytest.param(RIGHT + timedelta(minutes=4), id="nearly right"),
    ],
)
def test_a_round_works_at_any_time(village, address, at):
    it_is(at)
    make_disclosure(title=f"那一天{at:%Y%m%d%H%M}", text=f"那一天的事{at:%Y%m%d%H%M}。")
    found = go(village, address)
    assert (found.word, queries.waiting()) == ("done", 0)
    assert ("请校准" in found.says) == (abs(at - RIGHT) > timedelta(hours=1))
    assert "-" not in found.says
    # Whatever stands in the log, the county's word says when it was there: between what it had told and its receipt.
    assert RIGHT <= found.met < RIGHT + timedelta(hours=1)
    assert RIGHT <= queries.delivered().at < RIGHT + timedelta(hours=1)
    assert contact.last().met == found.met
    (county,) = trust.counties()
    assert tail().seen <= stored.head(county).seq


def test_a_clock_that_jumps_between_two_rounds_loses_nothing(village, address):
    days = (0, -3653, 3653, -20_000, 1, 0)
    seen = []
    for number, day in enumerate(days):
        it_is(RIGHT + timedelta(days=day))
        make_disclosure(title=f"第{number}跳", text=f"第{number}跳的事。")
        assert go(village, address).is_well
        seen.append((tail().seq, tail().at, tail().seen))
    assert queries.waiting() == 0
    assert seen == sorted(seen)  # numbers, the log's time and what was known of the county never run backwards
