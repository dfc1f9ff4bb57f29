"""Pairing at the desk: a wrong code, a county nobody reaches, and a request that waits for a stick are said in sentences."""

import pytest

from terminal.staff.rules import Role
from terminal.sync import enrolment
from terminal.sync.models import Granted
from tests.staff.people import sign_in

HERE = "/desk/bundles/enrol"


@pytest.fixture
def admin(visit):
    visit.token = sign_in(visit, Role.ADMIN).token
    return visit


def test_the_page_asks_for_a_code(admin):
    page = admin.get(HERE)
    assert page.select("input[name=code]") and page.select("input[name=address]")


@pytest.mark.parametrize("code", ["", "7K2M", "七千二百", "sync-pair/1 http://x y", "x" * 400])
def test_what_is_no_code_is_said_at_its_field(admin, settings, code):
    page = admin.post(HERE, {"token": admin.token, "code": code, "address": "http://127.0.0.1:9"}, expect=422)
    assert page.select(".errors") and enrolment.waiting(settings.data) is None


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "nowhere", "file:///etc/passwd", "http://[", "ftp://x"])
def test_a_county_nobody_reaches_is_said_in_a_sentence(admin, address):
    page = admin.post(HERE, {"token": admin.token, "code": "7K2M-9QXW-4D3F", "address": address}, expect=422)
    assert page.select(".errors") and Granted.select().count() == 0


def test_without_an_address_the_request_waits_for_a_stick(admin, settings):
    admin.post(HERE, {"token": admin.token, "code": "7K2M-9QXW-4D3F", "address": ""})
    assert enrolment.waiting(settings.data) and "U 盘" in admin.get(HERE).text
    admin.post(f"{HERE}/drop", {"token": admin.token})
    assert enrolment.waiting(settings.data) is None


def test_a_stick_that_is_gone_is_said_in_a_sentence(admin):
    admin.post(HERE, {"token": admin.token, "code": "7K2M-9QXW-4D3F", "address": ""})
    assert admin.post(f"{HERE}/stick", {"token": admin.token, "stick": "gone"}, expect=422).select(".errors")
