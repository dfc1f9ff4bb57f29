"""Whatever the clock of a terminal says, a round works: order comes from numbers, time from the county's signed word."""

from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from terminal import clock, events_register
from terminal.journal import blobs, moments
from terminal.journal.append import tail
from terminal.journal.keys import load_or_make, public_bytes
from terminal.store.database import write
from terminal.sync import contact, queries, rounds, stored, trust
from terminal.sync.jobs import Job
from terminal.sync.models import KnownKey
from tests.conftest import SUNDAY_MORNING
from tests.county.villages import make_world, village_settings
from tests.sync.far import county_at
from tests.sync.kept import kinds_kept
from tests.sync.tls import certificate, front
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
    # From then on the machine itself believes the county, and has written down that it did.
    assert RIGHT <= clock.now().at < RIGHT + timedelta(hours=1) or abs(at - RIGHT) < clock.OFF
    assert (tail().kind == "clock.set") == (abs(at - RIGHT) > clock.OFF)


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


def test_a_clock_that_jumps_inside_a_round_loses_nothing_and_its_lines_are_bracketed(village, address):
    days, asked = (-20_000, 3653, -3653, 0, 20_000), iter(range(10**6))
    clock.use(lambda: clock.Now.of(RIGHT + timedelta(days=days[next(asked) % 5])))
    header = make_disclosure(title="跳着", text="跳着的事。", published_on=date(2026, 11, 22))
    assert (go(village, address).word, queries.waiting()) == ("done", 0)
    span = moments.span_of(header)
    assert RIGHT <= span.until < RIGHT + timedelta(hours=1)
    assert span.after is None or span.after <= span.until


PLAIN = "127.4.5.6"  # nobody else's: the time without encryption is asked for at port 80, as in the world
YEARS_ON = datetime(2031, 1, 15, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def encrypted(made, tmp_path_factory):
    """The same county years later, behind a certificate that no clock of today believes; where it is, and who vouches."""
    paper = certificate(
        tmp_path_factory.mktemp("tls"), PLAIN, YEARS_ON - timedelta(days=9), YEARS_ON + timedelta(days=9)
    )
    with county_at(made / "county", YEARS_ON) as behind, ExitStack() as fronts:
        port = int(behind.rpartition(":")[2])
        try:
            fronts.enter_context(front(PLAIN, 80, port))
        except PermissionError:
            pytest.skip("only who may listen at port 80 can try this")
        yield f"https://{PLAIN}:{fronts.enter_context(front(PLAIN, 0, port, paper))}", str(paper)


def test_in_1970_no_certificate_holds_and_the_round_goes_by_signed_time(village, encrypted):
    address, paper = encrypted
    it_is(datetime(1970, 1, 1, 0, 3, tzinfo=UTC))
    make_disclosure(
        title="停电以后", text="停电以后的事。", attachments=(blobs.put(b"\x89PNG" * 9000, "图.png", "image/png"),)
    )
    post = rounds.Post(village.data, events_register.TABLES, address, authority=paper)
    found = rounds.once(post, Job("sync", "test", lambda _: ()), by_hand=True)
    assert (found.word, queries.waiting()) == ("done", 0), found.says
    assert "请校准" in found.says
    assert YEARS_ON <= clock.now().at < YEARS_ON + timedelta(hours=1)
    assert queries.delivered().at >= YEARS_ON


def test_somebody_elses_time_opens_no_encryption(village, encrypted):
    address, paper = encrypted
    it_is(datetime(1970, 1, 1, 0, 3, tzinfo=UTC))
    with write():
        KnownKey.delete().where(KnownKey.role == trust.COUNTY).execute()
    trust.trust(public_bytes(Ed25519PrivateKey.generate()), trust.COUNTY, "test", clock.now())
    post = rounds.Post(village.data, events_register.TABLES, address, authority=paper)
    found = rounds.once(post, Job("sync", "test", lambda _: ()), by_hand=True)
    assert (found.word, clock.now().at.year) == ("wrong", 1970)
    assert "没有县平台的签名" in found.says
