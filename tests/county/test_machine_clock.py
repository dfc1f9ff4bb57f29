"""The county's own clock may say anything, and jump: what comes in is taken all the same, and the time it tells is signed."""

from datetime import UTC, datetime

import pytest

from terminal import clock
from terminal.county import queries
from terminal.county.models import Contact
from terminal.sync import challenge, receipts
from tests.county.calling import Caller, more_from
from tests.staff.people import make

MOMENTS = [datetime(1970, 1, 1, tzinfo=UTC), datetime(2016, 11, 22, tzinfo=UTC), datetime(2036, 11, 22, tzinfo=UTC),
           datetime(2038, 1, 20, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)]  # fmt: skip


def set_clock(at: datetime) -> None:
    clock.use(lambda: clock.Now.of(at))


@pytest.mark.parametrize("at", MOMENTS, ids=lambda at: f"{at:%Y-%m-%d}")
def test_a_bundle_is_taken_whatever_the_clock_says(world, request, at):
    bundle = more_from(world / "village0", 0)[0]
    caller = Caller(request.getfixturevalue("county"), world / "village0")
    set_clock(at)
    answer = caller.begin().send(bundle)
    said, _ = receipts.read(answer.json["receipt"]["text"].encode(), answer.json["receipt"]["signature"].encode())
    assert (answer.json["word"], said.t) == ("new", f"{at:%Y-%m-%dT%H:%M:%SZ}")
    assert Contact.get(terminal=caller.origin).at == at
    assert queries.villages_for(make("officer", pin=""))


def test_a_session_lasts_through_a_clock_that_jumps(world, request):
    bundle = more_from(world / "village0", 0)[0]
    caller = Caller(request.getfixturevalue("county"), world / "village0").begin()
    for at in (*MOMENTS, *reversed(MOMENTS)):
        set_clock(at)
        told = caller.ask("GET", f"time?nonce={'0' * 32}").json
        assert challenge.read_time(challenge.Told(**told), "0" * 32, {told["key"]}) == at
        assert caller.ask("GET", "heads").status_code == 200
    assert caller.send(bundle).json["word"] == "new"
