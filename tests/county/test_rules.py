"""Why a village stands out: every reason, worst first, and no age below nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from terminal.county.rules import Seen, Why, whys

NOW = datetime(2026, 11, 22, 1, 41, tzinfo=UTC)
TODAY = NOW - timedelta(hours=1)


def test_a_village_heard_of_today_stands_out_by_nothing():
    assert whys(Seen(heard_at=TODAY, way="push", clock_off=30, disk_free=40), NOW) == ()


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        pytest.param(Seen(state="frozen", heard_at=TODAY), Why("fork"), id="two disks"),
        pytest.param(Seen(state="revoked", heard_at=TODAY), Why("revoked"), id="revoked"),
        pytest.param(Seen(), Why("never"), id="never heard of"),
        pytest.param(Seen(heard_at=NOW - timedelta(days=4), way="push"), Why("silent", 4), id="silent"),
        pytest.param(Seen(heard_at=NOW - timedelta(days=6), way="stick"), Why("stick", 6), id="by stick"),
        pytest.param(Seen(heard_at=TODAY, clock_off=-5 * 3600), Why("clock", -300), id="clock behind"),
        pytest.param(Seen(heard_at=TODAY, disk_free=4), Why("disk", 4), id="disk"),
        pytest.param(Seen(heard_at=TODAY, missing_blobs=2), Why("blobs", 2), id="attachments"),
    ],
)
def test_what_stands_out_is_named_with_its_number(seen, why):
    assert whys(seen, NOW) == (why,)


def test_the_worst_comes_first_and_everything_is_named():
    seen = Seen(state="frozen", heard_at=NOW - timedelta(days=9), way="push", disk_free=1)
    assert [one.reason for one in whys(seen, NOW)] == ["fork", "silent", "disk"]


def test_a_contact_from_the_future_is_no_negative_silence():
    assert whys(Seen(heard_at=NOW + timedelta(days=400), way="push"), NOW) == ()
