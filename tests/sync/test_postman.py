"""By stick to the county and back: whole or not at all, however often it is pulled out, and then both know the same."""

import errno
import random

import pytest

from terminal.errors import Refused
from terminal.sync import postman, queries, stick
from terminal.sync.jobs import Job
from tests.sync.machines import TABLES


class Carried(Job):
    """A job done at once; pulled out after so many pieces, when somebody says so."""

    def __init__(self, pull_after=None):
        super().__init__("export", "usb", lambda job: ())
        self.pieces, self._pull_after = 0, pull_after

    def step(self, size):
        self.pieces += 1
        if self._pull_after is not None and self.pieces > self._pull_after:
            raise OSError(errno.ENODEV, "No such device")
        super().step(size)


@pytest.fixture
def usb(tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def take_along(machine, usb, job=None):
    machine.open()
    return list(postman.take_along(machine.folder, usb, job or Carried()))


def bring_in(machine, usb, job=None):
    machine.open()
    return list(postman.bring_in(machine.folder, usb, TABLES, job or Carried()))


def of(machine, origin):
    return [line for line in machine.lines() if line[0] == origin]


def test_there_and_back_the_village_knows_that_it_arrived(village, county, usb):
    village.plant("柳树")
    village.plant("杨树", b"picture")
    assert take_along(village, usb)[-1].endswith("可以拔出。")
    said = bring_in(county, usb)
    assert any("收下 2 条登记、1 个附件" in one for one in said)
    assert any("回执写在 U 盘" in one for one in said)
    said = bring_in(village, usb)
    assert any("回执收下了" in one for one in said)
    village.open()
    assert queries.waiting() == 0
    assert of(county, village.origin) == of(village, village.origin)


def test_what_the_county_has_is_not_taken_along_again(village, county, usb):
    village.plant("柳树")
    take_along(village, usb)
    bring_in(county, usb)
    bring_in(village, usb)
    assert take_along(village, usb)[0].startswith("没有新的")
    village.plant("杨树")
    assert "第 2 至 2 号" in take_along(village, usb)[0]


def test_the_same_stick_twice_changes_nothing(village, county, usb):
    village.plant("柳树")
    take_along(village, usb)
    bring_in(county, usb)
    before = county.state()
    assert any("以前收过了" in one for one in bring_in(county, usb))
    assert county.state() == before


def test_what_is_no_bundle_is_said_and_nothing_is_left_behind(village, county, usb):
    (usb / "SYNC" / "up").mkdir(parents=True)
    (usb / "SYNC" / "up" / "junk.zip").write_bytes(b"junk")
    (usb / "SYNC" / "up" / "virus.exe").write_bytes(b"MZ")
    said = bring_in(county, usb)
    assert any(one.startswith("✗ junk.zip") for one in said)
    assert any("1 个别的文件" in one for one in said)
    assert not (county.folder / postman.INCOMING).exists()


def test_what_an_interrupted_import_left_is_swept_away(county, usb):
    (county.folder / postman.INCOMING).mkdir()
    (county.folder / postman.INCOMING / "old.zip").write_bytes(b"old")
    assert bring_in(county, usb)[0].startswith("这里没有数据包")
    assert not (county.folder / postman.INCOMING).exists()


@pytest.mark.parametrize("at", range(0, 9))
def test_pulled_out_while_it_is_read_nothing_half_is_taken(village, county, usb, at):
    village.plant("柳树", random.Random(at).randbytes(3_000_000))
    take_along(village, usb)
    pulled = Carried(pull_after=at)
    try:
        bring_in(county, usb, pulled)
    except Refused:
        assert of(county, village.origin) == []
    bring_in(county, usb)
    assert of(county, village.origin) == of(village, village.origin)
    assert county.wrong() == []


def test_fifty_megabytes_arrive_though_the_stick_is_pulled_out_ten_times(village, county, usb):
    chance = random.Random(7)
    for number in range(3):
        village.plant(f"第{number}棵", chance.randbytes(17_000_000))
    for pull_after in sorted(chance.sample(range(48), 5)):  # a megabyte each
        with pytest.raises(Refused, match="U 盘读写不了"):
            take_along(village, usb, Carried(pull_after))
        assert stick.found_on(usb).files == ()
    take_along(village, usb)
    for pull_after in sorted(chance.sample(range(48), 5)):
        with pytest.raises(Refused, match="U 盘读写不了"):
            bring_in(county, usb, Carried(pull_after))
        assert of(county, village.origin) == []
    bring_in(county, usb)
    assert of(county, village.origin) == of(village, village.origin)
    county.open()
    assert queries.missing(village.origin) == 0
