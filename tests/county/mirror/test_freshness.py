"""A village's finished page is made again when its log or the county's word on it has grown, and else is not."""

import pytest

from terminal.clock import now
from terminal.county import actions
from terminal.county.mirror.freshness import Freshness
from terminal.county.models import Contact, Source
from terminal.journal.append import append
from terminal.staff.events import SignIn
from terminal.store.database import write
from terminal.sync.models import MissingBlob
from tests.county.villages import VILLAGES


@pytest.fixture
def stands(county):
    asked = Freshness()
    return lambda place=0: asked({"SCRIPT_NAME": f"/v/{VILLAGES[place][0]}"})


def test_a_commit_that_says_nothing_of_a_village_changes_nothing(stands):
    before = stands()
    with write():
        Contact.insert(terminal="t-x", at=now().at, way="push", app="").execute()
    assert stands() == before


def test_another_village_going_on_changes_nothing(stands):
    before, other = stands(0), stands(1)
    of = Source.get(Source.code == VILLAGES[1][0]).terminal
    with write():
        MissingBlob.insert(origin=of, sha256="0" * 64, size=1, media_type="image/png").execute()
    assert stands(0) == before
    assert stands(1) != other


def test_what_the_county_says_changes_every_page(stands):
    before = stands()
    with write():
        actions.enrol(b"2" * 32, "540990998", "新村", "柳河镇", by="测试", now=now())
    assert stands() != before


def test_who_came_in_at_the_county_changes_no_page(stands):
    before = stands()
    with write():
        append(SignIn(name="李", how="password", place="lan"), by="测试", now=now())
    assert stands() == before


def test_a_terminal_frozen_changes_its_pages(stands):
    before, other = stands(0), stands(1)
    with write():
        Source.update(state="frozen").where(Source.code == VILLAGES[0][0]).execute()
    assert stands(0) != before and stands(1) == other


def test_a_code_nobody_has_is_not_remembered(county):
    asked = Freshness()
    for number in range(50):
        assert asked({"SCRIPT_NAME": f"/v/{number}"}) is None
    assert asked._told == {}
