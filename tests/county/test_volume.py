"""A terminal that has sent too much this month waits with large files; its log passes, others are not concerned."""

from datetime import date, timedelta

import msgspec
import pytest

from terminal import clock, county_app
from terminal.county.volume import SMALL, Volume
from terminal.store.database import close_database
from tests.conftest import SUNDAY_MORNING
from tests.county.calling import Caller, more_from

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("sent", "size", "may"),
    [(0, 10**9, True), (999, 10**9, True), (1000, SMALL, True), (1000, SMALL + 1, False), (1000, 0, False)],
)
def test_what_is_large_waits_when_the_month_is_full(county, sent, size, may):
    volume = Volume(1000)
    volume.add("t-a", DAY, sent)
    assert volume.may_begin("t-a", DAY, size) is may
    assert volume.may_begin("t-b", DAY, size or 1) and volume.may_begin("t-a", date(2026, 12, 1), 10**9)
    assert Volume(0).may_begin("t-a", DAY, 0)


def test_what_was_sent_is_known_after_a_start(county):
    volume = Volume(1000)
    volume.add("t-a", DAY, 1000)
    volume.keep("t-a", DAY)
    assert (Volume(1000).sent("t-a", DAY), Volume(1000).sent("t-a", date(2026, 12, 1))) == (1000, 0)


def test_the_line_says_quota_and_takes_the_log(world, county_at):
    bundle = more_from(world / "village0", 0)[0]
    strict = msgspec.structs.replace(county_at, county=msgspec.structs.replace(county_at.county, quota=1))
    app = county_app.create_county(strict)
    try:
        caller = Caller(app, world / "village0").begin()
        app.extensions["intake"].volume.add(caller.origin, SUNDAY_MORNING.today, 2**20)
        answer = caller.put("0" * 64, b"x", Upload_Length=SMALL + 1)
        assert (answer.status_code, answer.json["code"]) == (429, "quota")
        assert 60 <= int(answer.headers["Retry-After"]) <= 900 and "下个月" in answer.json["says"]
        assert caller.send(bundle).json["word"] == "new"
        clock.use(lambda: clock.Now.of(SUNDAY_MORNING.at + timedelta(days=10)))
        assert caller.put("0" * 64, b"x", Upload_Length=SMALL + 1).status_code == 204
    finally:
        app.extensions["printer"].stop()
        close_database()
