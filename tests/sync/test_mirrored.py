"""Codes on screens and sheets lead to the county once it has something of this unit's log, and home until then."""

import pytest

from terminal.clock import now
from terminal.journal.append import length
from terminal.store.database import write
from terminal.sync import trust
from terminal.sync.mirrored import mirror
from terminal.sync.models import Granted, Receipt

COUNTY = b"c" * 32
OPEN = "https://open.example"


@pytest.fixture
def delivered(shiqiao):
    """The county has told that it has everything."""
    with write():
        trust.trust(COUNTY, trust.COUNTY, "王秀英", now())
        told = {"public": COUNTY.hex(), "epoch": 1, "seq": length(), "hash": "0" * 64, "backup_seq": 0, "earlier": "[]"}
        Receipt.insert(**told, told_at="2026-11-22T01:41:00Z", text="", signature="").execute()


@pytest.fixture
def granted(shiqiao):
    with write():
        said = {
            "county_name": "青溪县",
            "address": f"{OPEN}/",
            "village": "540990101",
            "name": "石桥村",
            "township": "柳河镇",
        }
        Granted.insert(county=COUNTY.hex(), at=now().at, **said).execute()


def test_before_the_county_has_anything_there_is_no_such_address(granted):
    assert mirror(OPEN) == ""


def test_what_enrolment_kept_is_enough(delivered, granted):
    assert mirror("") == f"{OPEN}/v/540990101"


def test_the_address_of_the_settings_goes_first(delivered, granted):
    assert mirror("http://10.0.0.2:8100") == "http://10.0.0.2:8100/v/540990101"


def test_without_enrolment_the_units_own_code_is_taken(delivered):
    assert mirror(OPEN) == f"{OPEN}/v/54990123MA0SQ8001X"
    assert mirror("") == ""


def test_a_code_that_cannot_stand_in_an_address_leads_nowhere(delivered, granted):
    with write():
        Granted.update(village="青溪/..").execute()
    assert mirror(OPEN) == ""
