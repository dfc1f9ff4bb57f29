"""A round with a real county in another process: asks, sends, takes, and says what happened in one sentence."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from terminal import clock, events_register
from terminal.config import Settings
from terminal.journal import blobs
from terminal.journal.append import length, origin
from terminal.journal.keys import load_or_make, public_bytes
from terminal.opening import open_terminal
from terminal.store.database import close_database
from terminal.sync import contact, queries, rounds, stored, trust
from terminal.sync.jobs import Job
from terminal.sync.link import Declined
from tests.county.villages import copy_of, make_world, village_settings
from tests.sync.far import county_at
from tests.sync.kept import kinds_kept
from tests.world import make_disclosure, opened


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """The county of Qingxi with three villages, made once."""
    folder = tmp_path_factory.mktemp("rounds") / "world"
    with kinds_kept():
        make_world(folder)
    return folder


@pytest.fixture
def world(made, tmp_path) -> Path:
    return copy_of(made, tmp_path / "world")


@pytest.fixture
def village(world) -> Iterator[Settings]:
    """The first village, opened; it knows the county's key."""
    settings = village_settings(world / "village0")
    with opened(settings):
        meet(world)
        yield settings


def meet(world: Path) -> None:
    """Whoever is open knows the county of this world."""
    trust.trust(public_bytes(load_or_make(world / "county" / "keys")), trust.COUNTY, "test", clock.now())


def job() -> Job:
    return Job("sync", "test", lambda _: ())


def go(settings: Settings, address: str, *, by_hand: bool = True) -> rounds.Round:
    return rounds.once(rounds.Post(settings.data, events_register.TABLES, address), job(), by_hand=by_hand)


def publish(name: str, picture: bytes = b"") -> None:
    attachments = (blobs.put(picture, "图.png", "image/png"),) if picture else ()
    make_disclosure(title=name, text=f"{name}的经过。", attachments=attachments)


def test_what_is_new_arrives_and_the_next_round_has_nothing_to_do(world, village):
    publish("修路")
    with county_at(world / "county") as address:
        first, second = go(village, address), go(village, address)
    assert first.says == "和县平台对过了：送出 1 条登记，县里没有新的。"
    assert second.says == "和县平台对过了：没有新的要送，县里没有新的。"
    assert (queries.waiting(), contact.last().met) == (0, second.met)


def test_attachments_follow_and_are_whole_there(world, village):
    picture = bytes(range(256)) * 2000
    publish("照片", picture)
    with county_at(world / "county") as address:
        by_day = go(village, address, by_hand=False)
        by_hand = go(village, address)
    assert "还有 1 个附件等到夜里传" in by_day.says
    assert "送出 1 个附件" in by_hand.says
    sha256 = blobs.put(picture, "图.png", "image/png").sha256
    assert (world / "county" / "blobs" / sha256[:2] / sha256[2:]).read_bytes() == picture


def test_what_is_small_goes_by_day(world, village):
    publish("小图", b"\x89PNG small")
    with county_at(world / "county") as address:
        assert "1 个附件" in go(village, address, by_hand=False).says


def test_a_county_that_is_away_is_a_sentence_and_nothing_is_lost(world, village):
    publish("修路")
    found = go(village, "http://127.0.0.1:9")
    assert (found.word, found.says) == ("unreached", "连不上县平台（没有程序在那里回答）。")
    with county_at(world / "county") as address:
        assert go(village, address).is_well
    assert queries.waiting() == 0


@pytest.mark.parametrize("address", ["", "open.example.gov.cn", "ftp://x", "http://", "http://x:99999", "https://a@b"])
def test_an_address_that_is_none_is_a_sentence(village, address):
    found = go(village, address)
    assert found.word == "wrong" and found.says.endswith("。")


def test_another_county_is_told_nothing(world, village, tmp_path):
    publish("修路")
    close_database()
    with kinds_kept():
        make_world(tmp_path / "elsewhere")
    open_terminal(village)
    with county_at(tmp_path / "elsewhere" / "county") as address:
        found = go(village, address)
    assert not found.is_well and "签名" in found.says


def test_a_terminal_the_county_does_not_know_is_told_so(world, village):
    close_database()
    stranger = village_settings(world / "stranger")
    with opened(stranger), county_at(world / "county") as address:
        meet(world)
        found = go(stranger, address)
    assert (found.word, "没有在县平台登记" in found.says) == ("refused", True)


def test_a_county_set_back_is_filled_again(world, village, tmp_path):
    shutil.copytree(world / "county", tmp_path / "before")
    publish("修路")
    with county_at(world / "county") as address:
        go(village, address)
    with county_at(tmp_path / "before") as address:
        assert go(village, address).says.startswith("和县平台对过了：送出 ")
    assert queries.delivered().seq == length()


@pytest.fixture
def old(world, village, tmp_path) -> Settings:
    """The first village as it was before it published once more and the county heard of that."""
    close_database()
    shutil.copytree(world / "village0", tmp_path / "old")
    open_terminal(village)
    publish("修路")
    with county_at(world / "county") as address:
        assert go(village, address).is_well
    close_database()
    return village_settings(tmp_path / "old")


def test_a_village_set_back_goes_on_in_a_new_epoch(world, old):
    with opened(old), county_at(world / "county") as address:
        assert go(old, address).is_well
        assert [one.number for one in stored.epochs(origin())] == [1, 2]
        assert queries.waiting() == 0


def test_two_lines_under_one_number_stop_everything_in_a_sentence(world, old):
    with opened(old), county_at(world / "county") as address:
        publish("别的事")
        found = go(old, address)
        assert (found.word, "另一条登记" in found.says) == ("wrong", True)
        assert [one.what for one in queries.alarms()] == ["receipt"]


class Answered:
    """A county that answers so when attachments are sent."""

    def __init__(self, status: int, code: str) -> None:
        self.wrong = Declined(status, code, "这个月传满了。")

    def send_attachments(self, *_):
        raise self.wrong


def test_a_full_month_is_said_and_ends_no_round():
    assert rounds._send_attachments(Answered(429, "quota"), (), None, ()) == "这个月传满了。"
    for status, code in ((429, "busy"), (413, "quota")):
        with pytest.raises(Declined):
            rounds._send_attachments(Answered(status, code), (), None, ())
