"""The first page of the desk says who one is, what is late, and what is due this month."""

from datetime import date

import pytest

from terminal import clock
from terminal.drafts import queries
from terminal.hall import cadre
from terminal.staff.desk import Line, Section
from tests.staff.people import sign_in
from tests.world import at, make_disclosure


def test_it_says_who_one_is_and_as_what(visit):
    sign_in(visit, "cadre", "admin")
    page = visit.get("/desk/")
    assert page.h1 == "11月要做的事"
    assert "李秀英（文书） · 村干部、管理员" in page


def test_what_is_late_stands_there_longest_first_and_counted(visit):
    sign_in(visit, "cadre")
    page = visit.get("/desk/")
    late = page.words(".todo li .tag--late")
    assert len(late) == cadre.MOST and late[0] == "晚了 311 天"
    assert page.words(".stat--late b") != ["0"]


def test_what_was_published_is_no_longer_late(visit):
    sign_in(visit, "cadre")
    before = int(visit.get("/desk/").words(".stat--late b")[0])
    make_disclosure()
    assert int(visit.get("/desk/").words(".stat--late b")[0]) == before - 1


def test_what_falls_due_this_month_says_how_many_days_are_left(visit):
    clock.use(lambda: at(date(2026, 1, 10)))
    sign_in(visit, "cadre")
    page = visit.get("/desk/")
    assert set(page.words(".todo .tag--soon")) == {"还有 5 天"}
    assert page.words(".stat--late b") == [] and page.words(".stat--soon .soft") == ["最近 1月15日"]


def test_the_last_day_is_said_to_be_today(visit):
    clock.use(lambda: at(date(2026, 1, 15)))
    sign_in(visit, "cadre")
    assert set(visit.get("/desk/").words(".todo .tag--soon")) == {"今天到期"}


def test_that_nothing_happened_is_one_tap_from_what_is_due(visit):
    me = sign_in(visit, "cadre")
    form = next(form for form in visit.get("/desk/").select(".todo form") if form.get("action") == "/desk/drafts/start")
    sent = {field.get("name"): field.get("value") for field in form.iter() if field.get("name")}
    assert sent["purpose"] == "nil" and sent["token"] == me.token
    visit.post("/desk/drafts/start", sent)
    draft = queries.one(1)
    assert (draft.purpose, draft.item, draft.content.period) == ("nil", sent["item"], sent["period"])


def test_who_may_not_write_has_no_button_to_begin(visit):
    sign_in(visit, "supervisor")
    assert not visit.get("/desk/").select(".todo form")


@pytest.mark.parametrize(("day", "said"), [(14, "1 day left"), (13, "2 days left")], ids=["one", "two"])
def test_one_day_is_one_day_in_english(visit, day, said):
    clock.use(lambda: at(date(2026, 1, day)))
    sign_in(visit, "cadre")
    visit.client.set_cookie("look", "day.normal.en")
    assert set(visit.get("/desk/").words(".todo .tag--soon")) == {said}


@pytest.mark.parametrize("role", ["cadre", "supervisor", "approver", "admin"])
def test_the_menu_shows_only_what_one_may_open(visit, role):
    sign_in(visit, role)
    assert ("/desk/people/" in visit.get("/desk/").links) is (role == "admin")


def test_other_rooms_add_their_sections_and_may_stay_silent(kiosk, visit):
    def waiting(visitor, today):
        return Section("等我处理", (Line("意见：路灯不亮", "11月23日 前答复", "/desk/", button="答复"),))

    kiosk.extensions["desk_sections"] = (waiting, lambda visitor, today: None)
    sign_in(visit, "cadre")
    page = visit.get("/desk/")
    assert page.words(".panel h2")[0] == "等我处理" and page.words(".todo .btn") == ["答复"]


def test_a_section_with_nothing_says_so(kiosk, visit):
    kiosk.extensions["desk_sections"] = (lambda visitor, today: Section("等我处理", empty="没有等您的事。"),)
    sign_in(visit, "cadre")
    assert "没有等您的事。" in visit.get("/desk/")
