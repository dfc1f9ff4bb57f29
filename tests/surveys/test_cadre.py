"""The desk writes a questionnaire, a second person publishes it, either ends it."""

import pytest

from terminal import clock
from terminal.journal.append import origin
from terminal.staff.rules import Role
from terminal.surveys import actions, queries
from tests.staff.people import make, sign_in
from tests.surveys.people import asked, handed_in, published
from tests.surveys.test_villager import later
from tests.world import log_length

NEW = "/desk/surveys/new"


def typed(token, **changes):
    usual = {
        "token": token,
        "shown": "2",
        "title": "村口广场怎么修",
        "why": "想听听大家先修什么。",
        "starts_on": "2026-11-22",
        "ends_on": "2026年12月5日",
        "publisher": "",
        "text-1": "广场先修哪一样？",
        "kind-1": "choice",
        "choices-1": "路灯\r\n\r\n 长凳 \r\n厕所",
        "text-2": "村里的垃圾收得怎么样？",
        "kind-2": "satisfaction",
        "choices-2": "",
    }
    return usual | {name.replace("_of_", "-"): value for name, value in changes.items()}


@pytest.fixture
def draft(kiosk):
    """What a cadre has written; the cadre is Li Xiuying."""
    return actions.save(asked(), by=make(Role.CADRE), now=clock.now())


def test_what_is_typed_becomes_a_draft_as_villagers_will_read_it(kiosk, visit):
    token = sign_in(visit, Role.CADRE).token
    visit.get(NEW)
    where = visit.post(NEW, typed(token)).headers["Location"]
    page = visit.get(where)
    assert page.h1 == "村口广场怎么修"
    for said in ("路灯", "长凳", "厕所", "非常满意", "自己写的问卷"):
        assert said in page
    assert page.select("form[action=/desk/surveys/drafts/1/publish]") == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"title": ""}, "还没写题目", id="no title"),
        pytest.param({"title": "广" * 300}, "最多 200 个字", id="endless title"),
        pytest.param({"why": "电 11010519491231002X"}, "身份证号", id="identity number"),
        pytest.param({"starts_on": "明天"}, "明天", id="no day"),
        pytest.param({"ends_on": "2026-02-30"}, "没有 30 日", id="no such day"),
        pytest.param({"starts_on": "2026-11-01"}, "已经过了", id="day gone by"),
        pytest.param({"text_of_1": "", "choices_of_1": "", "text_of_2": ""}, "至少写一个", id="no question"),
        pytest.param({"choices_of_1": "路灯"}, "2 到 6 个答案", id="one answer"),
        pytest.param({"text_of_1": ""}, "还没写第 1 题", id="answers without a question"),
    ],
)
def test_a_wrong_form_comes_back_as_it_was_typed(kiosk, visit, changes, says):
    token = sign_in(visit, Role.CADRE).token
    page = visit.post(NEW, typed(token, **changes), expect=422)
    assert says in page
    if "text_of_2" not in changes:
        assert 'value="村里的垃圾收得怎么样？"' in page.html
    assert queries.open_drafts() == ()


def test_script_and_formulas_are_only_words(kiosk, visit):
    token = sign_in(visit, Role.CADRE).token
    said = typed(token, title="<script>alert(1)</script>", why='=HYPERLINK("x")', choices_of_1="<b>甲\n=1+1")
    page = visit.get(visit.post(NEW, said).headers["Location"])
    assert page.h1 == "<script>alert(1)</script>"
    assert "=1+1" in page


def test_room_for_another_question_keeps_what_was_typed(kiosk, visit):
    token = sign_in(visit, Role.CADRE).token
    page = visit.post(NEW, typed(token, more="yes", title=""), expect=200)
    assert len(page.select("textarea")) == 4
    assert "广场先修哪一样？" in page.html
    full = visit.post(NEW, typed(token, more="yes", shown="999"), expect=200)
    assert len(full.select("textarea")) == 11
    assert "再加一题" not in full


def test_a_draft_is_changed_and_must_be_read_again(draft, visit):
    token = sign_in(visit, Role.CADRE, name="陈国平").token
    page = visit.get(f"/desk/surveys/drafts/{draft}/edit")
    assert 'value="广场先修哪一样？"' in page.html
    visit.post(f"/desk/surveys/drafts/{draft}/edit", typed(token, title="广场修不修"))
    (kept,) = queries.open_drafts()
    assert (kept.content.title, kept.revision) == ("广场修不修", 2)
    assert kept.writer_name.startswith("陈国平")


def test_a_second_person_publishes_it(draft, visit):
    token = sign_in(visit, Role.SUPERVISOR).token
    assert "等另一个人发布" in visit.get("/desk/surveys/")
    page = visit.get(f"/desk/surveys/drafts/{draft}")
    revision = page.select("input[name=revision]")[0].get("value")
    where = visit.post(f"/desk/surveys/drafts/{draft}/publish", {"token": token, "revision": revision})
    assert where.headers["Location"] == "/desk/surveys/1"
    assert visit.get("/desk/surveys/1").h1 == "村口广场怎么修"
    assert "村口广场怎么修" in visit.get("/surveys/")
    visit.get(f"/desk/surveys/drafts/{draft}", expect=303)


@pytest.mark.parametrize("revision", ["0", "2", "", "x"])
def test_an_older_reading_publishes_nothing(draft, visit, revision):
    token = sign_in(visit, Role.SUPERVISOR).token
    before = log_length()
    data = {"token": token, "revision": revision}
    assert "又改过" in visit.post(f"/desk/surveys/drafts/{draft}/publish", data, expect=422)
    assert log_length() == before


def test_a_supervisor_does_not_write(kiosk, visit):
    token = sign_in(visit, Role.SUPERVISOR).token
    visit.get(NEW, expect=403)
    visit.post(NEW, typed(token), expect=403)


def test_a_draft_is_dropped_once(draft, visit):
    token = sign_in(visit, Role.CADRE, name="陈国平").token
    visit.post(f"/desk/surveys/drafts/{draft}/drop", {"token": token})
    assert queries.open_drafts() == ()
    assert "已经办完了" in visit.post(f"/desk/surveys/drafts/{draft}/drop", {"token": token}, expect=422)
    visit.get(f"/desk/surveys/drafts/{draft}/edit", expect=303)


def test_while_it_is_open_the_desk_sees_how_many_and_nothing_else(kiosk, visit):
    number = published()
    handed_in(number, (1, 1), (1, 1), (1, 1), (2, 5))
    sign_in(visit, Role.CADRE)
    page = visit.get(f"/desk/surveys/{number}")
    assert "收到 4 份" in page
    assert "%" not in page


def test_it_is_ended_early_with_a_reason_and_the_counts_are_there(kiosk, visit):
    number = published()
    handed_in(number, (1, 1), (1, 1), (2, 5))
    token = sign_in(visit, Role.CADRE).token
    address = f"/desk/surveys/{number}/close"
    assert "为什么提前结束" in visit.post(address, {"token": token, "reason": ""}, expect=422)
    visit.post(address, {"token": token, "reason": "钱另有安排，不修了。"})
    page = visit.get(f"/desk/surveys/{number}")
    assert "钱另有安排" in page
    assert "66.7%" in page
    assert "11月22日 提前结束" in visit.get(f"/surveys/{number}")
    assert "钱另有安排" in visit.get(f"/surveys/{number}?page=3")
    assert "已经结束" in visit.post(address, {"token": token, "reason": "再来一次。"}, expect=422)


def test_the_first_page_of_a_new_day_takes_the_counts_into_the_log(kiosk, visit):
    number = published()
    visit.get("/")
    handed_in(number, (1, 1), (1, 1), (2, 5))
    later(days=1)
    before = log_length()
    visit.get("/")
    assert log_length() == before + 1
    assert queries.waiting(queries.one(origin(), number)) is None
