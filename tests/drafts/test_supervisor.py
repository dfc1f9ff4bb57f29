"""Those who check read what was handed in, sign it or give it back; each sees what is theirs."""

import pytest

from terminal.drafts import actions, queries
from terminal.staff.rules import Role
from tests.drafts.office import NOW, WORDS, cadre, filled, handed_in, signed, supervisor
from tests.staff.people import sign_in


@pytest.fixture
def draft(kiosk):
    return handed_in(cadre())


@pytest.fixture
def desk(visit, draft):
    """A supervisor at the desk; `desk.post` sends the token along."""
    me = sign_in(visit, Role.SUPERVISOR)
    plain = visit.post
    visit.post = lambda path, data=None, **options: plain(path, {"token": me.token, **(data or {})}, **options)
    visit.me = me.person
    return visit


def test_what_waits_stands_on_the_first_page_and_in_the_menu(desk, draft):
    assert "误工补贴公布" in desk.get("/desk/")
    page = desk.get("/desk/review/")
    assert page.words(".todo b") == ["误工补贴公布"] and page.words(".side .n") == ["1"]


def test_signing_is_one_tap_and_done_once(desk, draft):
    page = desk.get(f"/desk/review/{draft.id}")
    assert WORDS in page and "同意，签字" in page.text
    desk.post(f"/desk/review/{draft.id}/sign", {"round": "1"})
    assert queries.one(draft.id).state == "ready"
    desk.post(f"/desk/review/{draft.id}/sign", {"round": "1"}, expect=422)


@pytest.mark.parametrize("round_", ["", "0", "2", "x"], ids=["none", "before", "after", "no number"])
def test_a_page_that_is_out_of_date_signs_nothing(desk, draft, round_):
    page = desk.post(f"/desk/review/{draft.id}/sign", {"round": round_}, expect=422)
    assert "重新看一遍" in page.text and queries.one(draft.id).state == "review"


def test_giving_back_needs_a_reason_and_keeps_what_was_typed(desk, draft):
    page = desk.post(f"/desk/review/{draft.id}/return", {"round": "1", "reason": "改"}, expect=422)
    assert page.select("#field-reason")[0].text.strip() == "改"
    desk.post(f"/desk/review/{draft.id}/return", {"round": "1", "reason": "张*的金额不对"})
    assert queries.one(draft.id).returned.note == "张*的金额不对"


def test_what_came_back_tells_its_writer_why(visit, kiosk):
    token = sign_in(visit, Role.CADRE)
    draft = handed_in(token.person)
    actions.send_back(draft.id, "张*的金额不对", draft.round, by=supervisor(), now=NOW)
    assert "张*的金额不对" in visit.get(f"/desk/drafts/{draft.id}") and "退回来了" in visit.get("/desk/").text


def test_the_writer_sees_why_there_is_no_button(visit, kiosk):
    draft = handed_in(sign_in(visit, Role.CADRE).person)
    page = visit.get(f"/desk/review/{draft.id}")
    assert "自己写的不能自己审" in page.text and "同意，签字" not in page.text


def test_a_supervisor_publishes_nothing(desk, draft):
    signed(draft, desk.me)
    assert "现在公布" not in desk.get(f"/desk/review/{draft.id}").text
    desk.post(f"/desk/drafts/{draft.id}/publish", expect=403)


def test_what_is_still_written_is_not_shown(desk):
    draft = filled(cadre("陈国平"), period="2026Q2")
    desk.get(f"/desk/review/{draft.id}", expect=404)
    desk.get("/desk/review/99", expect=404)


def test_a_text_made_long_ago_and_many_on_one_day_are_pointed_out(desk, monkeypatch):
    monkeypatch.setattr("terminal.drafts.checks.BURST", 0)
    draft = handed_in(cadre("陈国平"), period="2026Q2", created_on="2026-06-30")
    page = desk.get(f"/desk/review/{draft.id}")
    assert "成文日期是 2026-06-30" in page.text and "集中公布" in page.text


def test_the_township_sees_what_is_the_townships(visit, kiosk):
    other = handed_in(cadre())
    sign_in(visit, Role.APPROVER)
    assert "乡镇审核" not in visit.get(f"/desk/review/{other.id}").words("h2")
