"""The county fetches from a terminal in another process: its log comes, receipts and the county's word stay there."""

import pytest

from terminal import clock, county_app, events_register
from terminal.county import fetching
from terminal.journal import blobs
from terminal.journal.keys import load_or_make, public_bytes
from terminal.opening import open_terminal
from terminal.staff.rules import Role
from terminal.store.database import close_database
from terminal.sync import devices, queries, stored, trust
from terminal.sync.jobs import Job
from tests.county.villages import county_settings, village_settings
from tests.staff.people import sign_in
from tests.sync.far import county_at as serving_county
from tests.sync.far import kiosk_at
from tests.world import make_disclosure, opened

PICTURE = bytes(range(256)) * 400


@pytest.fixture
def village(world):
    """The first village; it knows its county, and publishes once more, with a picture."""
    settings = village_settings(world / "village0")
    with opened(settings):
        trust.trust(public_bytes(load_or_make(world / "county" / "keys")), trust.COUNTY, "test", clock.now())
        picture = blobs.put(PICTURE, "图.png", "image/png")
        make_disclosure(title="修路", text="修路的经过。", attachments=(picture,))
    return settings


def fetch(world, *addresses):
    county_app.install()
    settings = county_settings(world / "county")
    open_terminal(settings)
    try:
        job = Job("pull", "test", lambda _: ())
        return list(fetching.fetch_all(settings.data, events_register.TABLES, addresses, job))
    finally:
        close_database()


def test_everything_comes_and_everything_stays(world, village):
    with kiosk_at(village.data) as address:
        (first,) = fetch(world, address)
        (again,) = fetch(world, address)
    assert first.is_well, first
    assert "1 个附件" in first.says and first.name == "石桥村"
    assert again.says.startswith("取回 0 条登记、0 个附件，带去 0 条")
    with opened(village):
        (county,) = trust.counties()
        assert (queries.waiting(), stored.head(county).seq > 0) == (0, True)
        assert [name for _, name in devices.collections()] == ["县平台"]


def test_one_that_does_not_answer_keeps_nobody_waiting(world, village):
    with kiosk_at(village.data) as address:
        gone, there = fetch(world, "http://127.0.0.1:9", address)
    assert (gone.is_well, gone.says) == (False, "连不上这台终端（没有程序在那里回答）。")
    assert there.is_well


def test_a_stranger_is_not_fetched_from(world):
    stranger = village_settings(world / "stranger")
    with opened(stranger):
        trust.trust(public_bytes(load_or_make(world / "county" / "keys")), trust.COUNTY, "test", clock.now())
    with kiosk_at(stranger.data) as address:
        (found,) = fetch(world, address)
    assert not found.is_well and "签名" in found.says


def test_a_terminal_that_knows_no_county_gives_nothing(world):
    with kiosk_at(world / "village1", 1) as address:
        (found,) = fetch(world, address)
    assert not found.is_well and "不认得" in found.says


def test_another_countys_server_is_no_terminal(world, village, tmp_path):
    with serving_county(world / "county") as address:
        (found,) = fetch(tmp_path, address)
    assert not found.is_well


def test_an_address_is_kept_by_the_page_and_fetched_from_by_a_button(county, visit):
    token = sign_in(visit, Role.OFFICER).token
    assert "全部现在拉取" not in visit.get("/county/pull/")
    assert "没有写地址" in visit.post("/county/pull/", {"token": token}, expect=422)
    assert "不是地址" in visit.post("/county/pull/540990101", {"token": token, "address": "ftp://x"}, expect=422)
    visit.post("/county/pull/540990101", {"token": token, "address": "127.0.0.1:9"})
    assert "现在拉取" in visit.get("/county/pull/540990101")
    visit.post("/county/pull/", {"token": token, "code": "540990101"})
    county.extensions["fetching"].job.join(20)
    assert "连不上这台终端" in visit.get("/county/pull/")
    visit.post("/county/pull/cancel", {"token": token})
    visit.post("/county/pull/540990101", {"token": token, "address": ""})
    assert fetching.addresses() == {}


def test_fetching_is_one_button_away_wherever_the_village_is_seen(county, visit):
    token = sign_in(visit, Role.OFFICER).token
    assert "/county/pull/540990101" in visit.get("/county/villages/540990101").links
    visit.post("/county/pull/540990101", {"token": token, "address": "127.0.0.1:9"})
    for path, buttons in (
        ("/county/villages/540990101", 1),
        ("/county/", 1),
        ("/county/?as=list", 2),
        ("/county/pull/", 2),
    ):
        assert len(visit.get(path).select("form[action=/county/pull/]")) == buttons, path
    sign_in(visit, Role.AUDITOR)
    for path in ("/county/villages/540990101", "/county/?as=list"):
        assert not visit.get(path).select("form[action=/county/pull/]")
        assert "/county/pull/540990101" not in visit.get(path).links
