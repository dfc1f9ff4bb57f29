"""Codes and machines on the county's pages: a code is shown once; stopping, releasing and replacing say why."""

import pytest

from terminal.county import actions, pairing
from terminal.county.models import Pairing, Source
from terminal.staff.rules import Role
from terminal.sync import trust
from tests.staff.people import sign_in
from tests.world import state

HERE = "/county/terminals/"
NEW = {"village": "540990202", "name": "竹园村", "township": "青山镇"}


class Officer:
    """Somebody who is signed in; every form has the token of the session."""

    def __init__(self, visit):
        self.visit, self.token = visit, sign_in(visit, Role.OFFICER).token

    def get(self, path, **more):
        return self.visit.get(path, **more)

    def post(self, path, data, **more):
        return self.visit.post(path, data | {"token": self.token}, **more)


@pytest.fixture
def officer(visit):
    return Officer(visit)


def source(code: str = "540990101") -> Source:
    return Source.get(code=code)


def test_a_code_is_made_and_shown_once(officer):
    page = officer.post(f"{HERE}codes", NEW, expect=200)
    number = Pairing.get().number
    assert page.status == 200 and number in page.text and "配对码的二维码" in page.text
    again = officer.get(HERE)
    assert number in again.text and page.words("div.code b")[1] not in again.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"village": ""},
        {"village": "五四"},
        {"village": "540990101"},
        {"name": ""},
        {"name": "村" * 41},
        {"village": "1" * 99},
    ],
    ids=lambda one: str(one)[:24],
)
def test_a_code_for_nothing_proper_is_refused_at_its_field(officer, wrong):
    page = officer.post(f"{HERE}codes", NEW | wrong, expect=422)
    assert page.select(".errors") and Pairing.select().count() == 0


def test_a_code_that_is_not_wanted_is_taken_back(officer):
    officer.post(f"{HERE}codes", NEW, expect=200)
    officer.post(f"{HERE}codes/{Pairing.get().number}/drop", {})
    assert Pairing.select().count() == 0


def test_a_stolen_machine_is_stopped_and_says_why(officer):
    log = source().terminal
    officer.post(f"{HERE}540990101/revoke", {"reason": "机器被偷，已报案"})
    assert (source().state, trust.stopped(log).why) == ("revoked", "revoked")
    assert "机器被偷，已报案" in officer.get(f"{HERE}540990101").text


@pytest.mark.parametrize("reason", ["", " ", "短", "长" * 201])
def test_nothing_is_stopped_without_a_reason(officer, reason):
    page = officer.post(f"{HERE}540990101/revoke", {"reason": reason}, expect=422)
    assert page.select(".errors") and source().state == "active"


def test_a_copied_machine_is_frozen_until_somebody_decides(officer, now):
    log = source().terminal
    actions.freeze(log, by="县平台", now=now)
    page = officer.get(f"{HERE}540990101")
    assert "两块硬盘" in page.text
    officer.post(f"{HERE}540990101/release", {"reason": "村里确认过了"})
    assert (source().state, trust.stopped(log)) == ("active", None)
    assert actions.freeze(log, by="县平台", now=now) is None  # it was decided; the other one lies aside from now on


def test_what_is_not_frozen_is_not_released(officer):
    before = state()
    officer.post(f"{HERE}540990101/release", {"reason": "试一试"}, expect=422)
    assert state() == before


def test_a_dead_machine_gets_a_code_for_another(officer):
    page = officer.post(f"{HERE}540990101/replace", {}, expect=200)
    assert "terminal enrol" in page.text and Pairing.get().restores == source().terminal
    assert pairing.listed()[0].restores


def test_a_village_that_is_not_there_is_not_found(officer):
    assert officer.get(f"{HERE}000000000", expect=404).status == 404
