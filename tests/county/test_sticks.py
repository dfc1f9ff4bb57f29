"""Village, stick, county, stick, village: bundles, receipts and what the county says, with no network at all."""

import pytest

from terminal import clock, county_app, events_register
from terminal.county import actions, arrivals, sticks
from terminal.county.models import Contact
from terminal.journal.append import length, origin
from terminal.journal.keys import load_or_make, public_bytes
from terminal.opening import open_terminal
from terminal.store.database import close_database
from terminal.sync import postman, queries, stored, trust
from terminal.sync.jobs import Job
from tests.county.villages import county_settings, village_settings
from tests.world import make_disclosure, opened


@pytest.fixture
def usb(tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def job():
    return Job("stick", "usb", lambda _: ())


@pytest.fixture
def village(world):
    """The first village; it knows its county, and publishes once more."""
    settings = village_settings(world / "village0")
    with opened(settings):
        trust.trust(public_bytes(load_or_make(world / "county" / "keys")), trust.COUNTY, "test", clock.now())
        make_disclosure(title="修路", text="修路的经过。")
    return settings


def at_village(settings, usb, what):
    with opened(settings):
        said = list(getattr(postman, what)(settings.data, usb, *tables(what), job()))
        return said, origin(), queries.waiting()


def at_county(world, usb, what):
    county_app.install()
    settings = county_settings(world / "county")
    open_terminal(settings)
    try:
        return list(getattr(sticks, what)(settings.data, usb, *tables(what), job()))
    finally:
        close_database()


def tables(what):
    return (events_register.TABLES,) if what == "bring_in" else ()


def test_the_round_trip_needs_no_network(world, village, usb):
    _, terminal, waiting = at_village(village, usb, "take_along")
    assert waiting > 0
    assert any("收下" in one for one in at_county(world, usb, "bring_in"))
    with opened(county_settings(world / "county")):
        assert Contact.get(Contact.terminal == terminal).way == "stick"
        (came,) = arrivals.page((terminal,), 1, 10).rows
        assert (came.way, came.word, came.lines, came.seq) == ("stick", "new", 1, stored.head(terminal).seq)
    at_county(world, usb, "bring_in")  # the same stick again tells nothing new
    with opened(county_settings(world / "county")):
        assert arrivals.page((terminal,), 1, 10).total == 1
    assert any("县里的" in one for one in at_county(world, usb, "take_along"))
    said, _, waiting = at_village(village, usb, "bring_in")
    assert waiting == 0
    assert any("回执收下了" in one for one in said)
    with opened(village):
        (county,) = trust.counties()
        assert stored.head(county).seq > 0
        newest = make_disclosure(title="再修", text="再修的经过。")
        assert newest.seen == stored.head(county).seq


def test_what_a_terminal_knows_is_not_carried_again(world, village, usb, tmp_path):
    for _ in range(2):
        at_village(village, usb, "take_along")
        at_county(world, usb, "bring_in")
        at_county(world, usb, "take_along")
        at_village(village, usb, "bring_in")
        with opened(village):
            make_disclosure(title=f"第{length()}件", text=f"第{length()}件的经过。")
    at_village(village, usb, "take_along")
    at_county(world, usb, "bring_in")
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    said = at_county(world, fresh, "take_along")
    assert not any(one.startswith("石桥村") for one in said)


def test_a_terminal_leaves_alone_what_is_for_another(world, village, usb):
    at_county(world, usb, "take_along")
    assert len(list((usb / "SYNC" / "down").iterdir())) == 3
    said, _, _ = at_village(village, usb, "bring_in")
    assert not any("✗" in one or "没有打开" in one for one in said), said


def test_a_terminal_that_is_stopped_gets_nothing(world, village, usb, county_at):
    county_app.install()
    with opened(county_at):
        (gone,) = [one.origin for one in queries.heads() if one.origin == _origin(village)]
        actions.revoke(gone, "丢了", by="测试", now=clock.now())
    at_county(world, usb, "take_along")
    assert not (usb / "SYNC" / "down" / gone).exists()


def _origin(settings):
    from terminal.journal.keys import origin_of

    return origin_of(load_or_make(settings.data / "keys"))
