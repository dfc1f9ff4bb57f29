"""The copy of the night is made once a day, after the hour, when nobody writes."""

from datetime import datetime

import pytest

from terminal import clock
from terminal.sync import copies
from terminal.sync.nightly import AGAIN_AFTER, Nightly
from tests.world import make_disclosure


def at(hour, day=22):
    clock.use(lambda: clock.Now.of(datetime(2026, 11, day, hour, tzinfo=clock.HERE)))


@pytest.fixture
def nightly(shiqiao, tmp_path):
    return Nightly(shiqiao.data, tmp_path / "second", 3)


def test_it_waits_for_a_quiet_minute_and_then_makes_one_copy_a_day(nightly, tmp_path):
    at(4)
    assert not nightly.look()
    assert nightly.look()
    assert not nightly.look()
    at(4, day=23)
    assert nightly.look()
    assert len(copies.backup.listed(tmp_path / "second")) == 2


def test_before_the_hour_nothing_is_made(nightly):
    at(2)
    assert [nightly.look() for _ in range(3)] == [False] * 3


def test_as_long_as_somebody_writes_it_waits(nightly):
    at(4)
    nightly.look()
    make_disclosure()
    assert not nightly.look()
    assert nightly.look()


def test_while_a_rescue_is_under_way_nothing_is_copied(nightly, shiqiao):
    at(4)
    (shiqiao.data / "rescue").write_text("x")
    assert [nightly.look() for _ in range(3)] == [False] * 3


def test_what_goes_wrong_is_said_and_tried_again_later(nightly, tmp_path):
    at(4)
    (tmp_path / "second").write_text("not a folder")
    nightly.look()
    assert not nightly.look()
    assert "备份没有做成" in nightly.said
    (tmp_path / "second").unlink()
    assert [nightly.look() for _ in range(AGAIN_AFTER)] == [False] * (AGAIN_AFTER - 1) + [True]
    assert nightly.said == ""


def test_it_can_be_ended(nightly):
    nightly.start()
    nightly.stop()
    nightly._thread.join(5)
    assert not nightly._thread.is_alive()
