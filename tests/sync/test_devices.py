"""A laptop of the county's staff: only with a paper the county signed, for as long as it says, for what it says."""

from datetime import timedelta

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from terminal import clock
from terminal.errors import Refused
from terminal.journal.keys import public_bytes
from terminal.sync import devices
from terminal.sync.devices import Device, Paper

COUNTY = Ed25519PrivateKey.from_private_bytes(b"c" * 32)
OTHER = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
LAPTOP = Ed25519PrivateKey.from_private_bytes(b"l" * 32)
KEYS = {public_bytes(COUNTY).hex()}


def device(**changes) -> Device:
    usual = {"public": public_bytes(LAPTOP).hex(), "name": "李工", "may": ("pull",), "since": "2026-11-22", "days": 90}
    return Device(**usual | changes)


def test_what_the_county_signed_counts(shiqiao):
    assert devices.read(devices.certify(device(), COUNTY), KEYS, clock.today()).name == "李工"


def test_what_anybody_else_signed_does_not(shiqiao):
    with pytest.raises(Refused, match="不是这里的县平台签的"):
        devices.read(devices.certify(device(), OTHER), KEYS, clock.today())


def test_one_changed_letter_and_it_does_not_count(shiqiao):
    paper = devices.certify(device(), COUNTY)
    with pytest.raises(Refused):
        devices.read(msgspec.structs.replace(paper, text=paper.text.replace("李", "王")), KEYS, clock.today())


@pytest.mark.parametrize(("days", "counts"), [(0, True), (89, True), (90, False), (4000, False)])
def test_it_counts_as_long_as_it_says(shiqiao, days, counts):
    paper, day = devices.certify(device(), COUNTY), clock.today() + timedelta(days=days)
    if counts:
        assert devices.read(paper, KEYS, day)
    else:
        with pytest.raises(Refused, match="已经过期"):
            devices.read(paper, KEYS, day)


@pytest.mark.parametrize("text", ["", "{}\n", "[]", "not json", "{" * 5000, '{"days":1}\n'])
def test_what_is_no_paper_is_a_sentence(shiqiao, text):
    with pytest.raises(Refused):
        devices.read(Paper(text, "x"), KEYS, clock.today())


@pytest.mark.parametrize("changes", [{"days": 0}, {"days": 9999}, {"name": ""}, {"name": "长" * 31}, {"may": ()}])
def test_the_county_signs_no_paper_without_an_end_or_a_name(changes):
    with pytest.raises(Refused):
        devices.certify(device(**changes), COUNTY)


def test_collecting_is_written_down_once_a_day(shiqiao):
    for _ in range(3):
        devices.note("a" * 64, "李工")
    assert devices.collections() == ((clock.today(), "李工"),)
