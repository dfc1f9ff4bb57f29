"""A letter leads to its slip: by chance alone, for a minute, until somebody has its code."""

import re

import pytest

from terminal.errors import NotFound
from terminal.feedback import records, shown
from tests.feedback.letters import FORM, LAN, code_on, leads_to, letter, only_case, send


def test_a_letter_leads_to_its_slip_by_chance_alone(visit):
    answer = visit.post(FORM, letter(text="金丝雀"), content_type="multipart/form-data")
    assert re.fullmatch(r"/feedback/slip/[0-9a-f]{32}", leads_to(answer))
    assert answer.headers["Cache-Control"] == "no-store"
    page = visit.get(leads_to(answer))
    assert page.headers["Cache-Control"] == "no-store"
    assert "金丝雀" not in page.html


def test_a_slip_is_shown_again_until_somebody_has_its_code(visit):
    address = leads_to(visit.post(FORM, letter(), content_type="multipart/form-data"))
    assert code_on(visit.get(address)) == code_on(visit.get(address))
    (done,) = [form for form in visit.get(address).select("form") if form.get("action") == address]
    assert done.get("method") == "post"
    assert leads_to(visit.post(address)) == "/look/reset?to=/attract"
    gone = visit.get(address, 410)
    assert "已经擦掉" in gone.h1
    assert not gone.select(".code")
    assert gone.headers["Cache-Control"] == "no-store"


def test_after_a_minute_nobody_sees_the_slip_and_the_form_is_not_taken_twice(visit, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(shown, "slips", shown.Shown(ticks=lambda: now[0]))
    address = leads_to(visit.post(FORM, letter(), content_type="multipart/form-data"))
    now[0] += shown.SECONDS
    assert "已经擦掉" in visit.get(address, 410).h1
    assert leads_to(visit.post(FORM, letter(), content_type="multipart/form-data")) == address
    assert only_case()
    with pytest.raises(NotFound):
        records.one("F2026-0002")


@pytest.mark.parametrize("token", ["0" * 32, "x", "1234567890123456", "%00", "收据", "a" * 5000])
def test_an_address_nobody_was_given_shows_no_slip(visit, token):
    send(visit)
    page = visit.get(f"/feedback/slip/{token}", 410)
    assert "一分钟" in page
    assert not page.select(".code")


def test_a_slip_of_another_is_forgotten_by_nobody_who_guesses(visit):
    address = leads_to(visit.post(FORM, letter(), content_type="multipart/form-data"))
    visit.post(f"/feedback/slip/{'0' * 32}")
    assert code_on(visit.get(address))


def test_a_phone_goes_home_when_it_has_its_code(visit):
    address = leads_to(visit.post(FORM, letter(), content_type="multipart/form-data", environ_base=LAN))
    assert leads_to(visit.post(address, environ_base=LAN)) == "/"
