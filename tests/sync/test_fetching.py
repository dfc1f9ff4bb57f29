"""A staff laptop beside a terminal in another process: what a stick would carry, over the village's network."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from terminal import clock
from terminal.errors import Refused
from terminal.journal.keys import load_or_make, public_bytes
from terminal.store.database import close_database
from terminal.sync import devices, fetching, trust
from terminal.sync.devices import Device
from terminal.sync.jobs import Job
from terminal.sync.link import Declined
from tests.county.villages import make_village, village_settings
from tests.sync.far import kiosk_at
from tests.world import opened


@pytest.fixture
def village(tmp_path) -> Iterator[Path]:
    """A village with two publications that knows a county."""
    make_village(tmp_path / "village", 0)
    county = load_or_make(tmp_path / "county" / "keys")
    with opened(village_settings(tmp_path / "village")):
        trust.trust(public_bytes(county), trust.COUNTY, "test", clock.now())
    close_database()
    return tmp_path / "village"


@pytest.fixture
def laptop(tmp_path) -> Path:
    """A laptop's folder, with a certificate of the county."""
    folder = tmp_path / "laptop"
    keep(tmp_path, folder, devices.EVERYTHING)
    return folder


def keep(tmp_path, folder, may) -> None:
    key = load_or_make(folder / "keys")
    said = Device(public=devices.public_of(key), name="李工", may=may, since="2026-11-22", days=90)
    paper = devices.certify(said, load_or_make(tmp_path / "county" / "keys"))
    (tmp_path / "device.json").write_text(paper.text)
    (tmp_path / "device.json.sig").write_text(paper.signature)
    fetching.take(folder, tmp_path / "device.json")


def fetch(laptop, usb, address):
    usb.mkdir(exist_ok=True)
    return fetching.fetch(laptop, usb, address, Job("pull", "test", lambda _: ()))


def test_the_log_lies_in_the_folder_as_on_a_stick(village, laptop, tmp_path):
    with kiosk_at(village) as address:
        said = fetch(laptop, tmp_path / "usb", address)
    assert "写在 SYNC/up" in said
    assert [path.suffix for path in (tmp_path / "usb" / "SYNC" / "up").iterdir()] == [".zip"]
    with opened(village_settings(village)):
        assert [name for _, name in devices.collections()] == ["李工"]


def test_without_a_certificate_nobody_collects(village, laptop, tmp_path):
    shutil.rmtree(laptop / "keys")
    load_or_make(laptop / "keys")
    with kiosk_at(village) as address, pytest.raises(Refused, match="还没有县里签的证书"):
        fetch(laptop, tmp_path / "usb", address)


def test_anothers_certificate_is_not_kept(laptop, tmp_path):
    load_or_make(tmp_path / "other" / "keys")
    with pytest.raises(Refused, match="给另一台电脑的"):
        fetching.take(tmp_path / "other", tmp_path / "device.json")


def test_a_certificate_of_another_county_opens_nothing(village, laptop, tmp_path):
    shutil.rmtree(tmp_path / "county")
    keep(tmp_path, laptop, devices.EVERYTHING)
    with kiosk_at(village) as address, pytest.raises(Declined, match="不是这里的县平台签的"):
        fetch(laptop, tmp_path / "usb", address)


def test_who_may_only_bring_fetches_nothing(village, laptop, tmp_path):
    keep(tmp_path, laptop, ("deliver-down",))
    with kiosk_at(village) as address, pytest.raises(Declined, match="不让做这件事"):
        fetch(laptop, tmp_path / "usb", address)
