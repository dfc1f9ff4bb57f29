"""The desk writes, hands in, publishes, corrects; wrong input stays in the form and is said at its place."""

from datetime import date

import pytest

from terminal import clock
from terminal.disclosures import queries as disclosures
from terminal.drafts import actions, queries
from terminal.journal.append import origin
from terminal.staff.rules import Role
from tests.drafts.office import NOW, TABLE, TYPED, WORDS, cadre, filled, handed_in, on, signed, supervisor, typed
from tests.staff.people import sign_in
from tests.visit import Visit
from tests.world import log_length, make_disclosure


def test_from_what_is_due_to_a_draft_in_two_taps(desk):
    make_disclosure(item="V-A09", title="2026年第二季度协助政府开展工作情况", period="2026Q2")
    page = desk.get("/desk/drafts/start?item=V-A09&period=2026Q3")
    assert "本期无发生" in page
    desk.post("/desk/drafts/start", {"item": "V-A09", "period": "2026Q3", "purpose": "publish"})
    form = desk.get("/desk/drafts/1")
    assert form.select("#field-title")[0].get("value") == "2026年第三季度协助政府开展工作情况"
    assert "李某\t300.00" in (form.select("#field-table")[0].text or "")


def test_every_page_of_writing_opens(desk, draft):
    for path in (
        "/desk/drafts/",
        "/desk/drafts/start",
        "/desk/drafts/start?item=V-D03&period=2026-99",
        f"/desk/drafts/{draft.id}",
        "/desk/",
    ):
        desk.get(path)


def test_the_whole_way_to_the_kiosk(desk, kiosk):
    desk.post("/desk/drafts/start", {"item": "V-A09", "period": "2026Q3", "purpose": "publish"})
    desk.post("/desk/drafts/1/submit", {"revision": "1", **TYPED})
    other = Visit(kiosk)
    token = sign_in(other, Role.SUPERVISOR).token
    assert WORDS in other.get("/desk/review/1")
    other.post("/desk/review/1/sign", {"token": token, "round": "1"})
    desk.post("/desk/drafts/1/publish")
    page = Visit(kiosk).get("/disclosures/2026-00001")
    assert WORDS in page and "监督委员会审核 周德明（主任）" in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"title": ""}, "还没写标题", id="no title"),
        pytest.param({"title": "字" * 201}, "最多 200 个字", id="endless title"),
        pytest.param({"text": "", "table": ""}, "正文是空的", id="empty"),
        pytest.param({"text": "他的电话是 13812345678，请打。"}, "手机号", id="mobile number"),
        pytest.param({"period": "2026-13"}, "13", id="thirteenth month"),
        pytest.param({"created_on": "不知道"}, "看不出是哪一天", id="no day"),
    ],
)
def test_wrong_words_come_back_as_typed_with_what_is_wrong(desk, draft, changes, says):
    page = desk.post(f"/desk/drafts/{draft.id}/submit", typed(draft, **changes), expect=422)
    assert says in page.text
    assert page.select(".errors")
    assert (page.select("#field-text")[0].text or "").strip("\n") == changes.get("text", WORDS)


def test_markup_is_shown_as_text(desk, draft):
    wild = "<script>alert(1)</script> <b>粗</b> {% raw %} [点这里](http://x)"
    desk.post(f"/desk/drafts/{draft.id}", typed(draft, text=wild, title="<i>标题</i>"))
    page = desk.get(f"/desk/drafts/{draft.id}")
    assert "<script>alert" not in page.html and page.select("#field-text")[0].text.strip("\n") == wild


def test_a_second_cadre_on_an_old_page_sees_both_texts(desk, draft):
    old = typed(draft, text="我这边写的另一段话，也很长。")
    other = cadre("陈国平")
    actions.save(
        draft.id,
        draft.content.__class__(title="陈国平的标题", text="陈国平写的话。"),
        draft.revision,
        by=other,
        now=NOW,
    )
    page = desk.post(f"/desk/drafts/{draft.id}", old, expect=409)
    assert "陈国平写的话。" in page.text and page.select("#field-text")[0].text.strip("\n") == old["text"]
    revision = page.select("input[name=revision]")[0].get("value")
    desk.post(f"/desk/drafts/{draft.id}", {**old, "revision": revision})
    assert queries.one(draft.id).content.text == old["text"]


def test_what_is_typed_is_kept_every_few_seconds(desk, draft):
    path = f"/desk/drafts/{draft.id}/autosave"
    page = desk.post(path, typed(draft, text="写到一半的话"), fragment=True, expect=200)
    assert queries.one(draft.id).content.text == "写到一半的话"
    assert page.select("input[name=revision]")[0].get("value") == str(queries.one(draft.id).revision)
    stale = desk.post(path, {**TYPED, "revision": "1"}, fragment=True, expect=200)
    assert "还没存上" in stale.text and queries.one(draft.id).content.text == "写到一半的话"


def test_one_tap_masks_in_place_and_keeps_what_was_typed(desk, draft):
    text = "值班电话 13812345678，有事请打。"
    desk.post(f"/desk/drafts/{draft.id}/submit", typed(draft, text=text), expect=422)
    desk.post(f"/desk/drafts/{draft.id}/mask", typed(draft, text=text, title="改过的标题", spot="text:0"))
    content = queries.one(draft.id).content
    assert (content.text, content.title) == ("值班电话 138****5678，有事请打。", "改过的标题")


def test_letting_a_number_stand_needs_a_reason(desk, draft):
    text = "值班电话 13812345678，有事请打。"
    path = f"/desk/drafts/{draft.id}/overrule"
    desk.post(path, typed(draft, text=text, spot="text:0"), expect=422)
    desk.post(path, typed(draft, text=text, spot="text:0", **{"why-text:0": "村委会的值班电话"}))
    assert queries.one(draft.id).allowed[0].reason == "村委会的值班电话"


def test_a_reason_that_is_too_short_stays_in_its_field(desk, draft):
    spotted = typed(draft, text="村委会值班电话 13800138000，白天都有人接。")
    page = desk.post(f"/desk/drafts/{draft.id}/overrule", {**spotted, "spot": "text:0", "why-text:0": "公"}, expect=422)
    assert page.select("input[name='why-text:0']")[0].get("value") == "公"


@pytest.mark.parametrize("spot", ["", "text", "text:x", "../:1", "text:99"], ids=repr)
def test_a_tap_on_nothing_is_said_calmly(desk, draft, spot):
    desk.post(f"/desk/drafts/{draft.id}/mask", typed(draft, spot=spot), expect=422)


def test_a_form_sent_after_signing_out_keeps_its_words_and_no_secret(desk, draft):
    desk.post("/desk/logout")
    sent = typed(draft, text="写了半天的一段话，不能丢。") | {"password": "a secret nobody may see"}
    page = desk.post(f"/desk/drafts/{draft.id}", sent, expect=403)
    assert "已经退出了" in page.text and page.select("textarea")
    assert "写了半天的一段话，不能丢。" in page.html and "a secret nobody" not in page.html
    assert queries.one(draft.id).content.text == WORDS


def test_a_fault_at_the_desk_wears_the_face_of_the_desk(visit, desk):
    sign_in(visit, Role.SUPERVISOR, name="周德明")
    for path, status in (("/desk/drafts/1", 403), ("/desk/nowhere", 404)):
        page = visit.get(path, expect=status)
        assert page.select("[data-face=desk]") and not page.select(".dock")


def test_an_open_draft_of_nobody_is_nothing(desk):
    desk.get("/desk/drafts/99", expect=404)
    desk.post("/desk/drafts/99/submit", TYPED, expect=404)


def test_without_the_token_nothing_happens(desk, draft):
    desk.post(f"/desk/drafts/{draft.id}/drop", {"token": "x"}, expect=403)
    assert queries.one(draft.id).state == "writing"


def test_a_supervisor_does_not_write(visit):
    token = sign_in(visit, Role.SUPERVISOR).token
    draft = filled(cadre())
    visit.get(f"/desk/drafts/{draft.id}", expect=403)
    visit.post(f"/desk/drafts/{draft.id}", {"token": token, **TYPED}, expect=403)


class TestPublic:
    """What is public: three days apart, corrected, withdrawn, objected to."""

    @pytest.fixture
    def number(self, desk):
        make_disclosure(item="V-A09", created_on=date(2026, 10, 1))
        return "2026-00001"

    def test_three_days_that_are_not_the_same_stand_apart(self, desk, number):
        page = desk.get(f"/desk/published/{number}")
        assert "2026年10月1日" in page and "登记" in page and "发布时间" in page

    def test_correcting_begins_with_the_public_text(self, desk, number):
        desk.post(f"/desk/published/{number}/revise")
        assert queries.one(1).content.text == "" and "李某" in queries.one(1).content.table

    def test_withdrawing_asks_for_a_reason(self, desk, number):
        before = log_length()
        desk.post(f"/desk/published/{number}/withdraw", {"reason": "错"}, expect=422)
        assert log_length() == before
        desk.post(f"/desk/published/{number}/withdraw", {"reason": "公开错了地方"})
        assert disclosures.one(origin(), number).withdrawn_why == "公开错了地方"

    def test_an_objection_to_no_notice_is_refused(self, desk, number):
        sent = {"received_on": "2026-11-01", "gist": "金额不对", "outcome": "查过了，没有错"}
        desk.post(f"/desk/published/{number}/objections", sent, expect=422)

    def test_an_objection_and_its_answer_are_read_by_everybody(self, desk, kiosk):
        make_disclosure(item="V-D03", period="", text="拟发展张某为党员。", is_notice=True, published_on=NOW.today)
        sent = {"received_on": "2026-11-22", "gist": "他没来开会", "outcome": "查了签到表，来了"}
        desk.post("/desk/published/2026-00001/objections", sent)
        assert "他没来开会（查了签到表，来了）" in Visit(kiosk).get("/disclosures/2026-00001").text

    @pytest.mark.parametrize("path", ["", "/revise", "/withdraw", "/objections"])
    def test_what_was_never_public_is_not_there(self, desk, path):
        address = f"/desk/published/2026-09999{path}"
        (desk.post if path else desk.get)(
            address, expect=404, **({"data": {"received_on": "2026-11-01"}} if path else {})
        )


def test_on_its_day_it_comes_out_with_the_first_page_anybody_opens(desk, kiosk):
    draft = signed(handed_in(desk.me), supervisor())
    desk.post(f"/desk/drafts/{draft.id}/schedule", {"publish_on": "2026-11-25"})
    assert queries.one(draft.id).publish_on == date(2026, 11, 25)
    clock.use(lambda: on(date(2026, 11, 25)))
    assert WORDS in Visit(kiosk).get("/disclosures/2026-00001")


@pytest.mark.parametrize("day", ["", "昨天", "2026-11-22", "2027-11-22"], ids=["none yet", "words", "today", "far"])
def test_a_day_that_cannot_be_is_not_kept(desk, day):
    draft = signed(handed_in(desk.me), supervisor())
    expect = 303 if day == "" else 422
    desk.post(f"/desk/drafts/{draft.id}/schedule", {"publish_on": day}, expect=expect)
    assert queries.one(draft.id).publish_on is None


def test_dropping_is_asked_for_once(desk, draft):
    assert desk.get(f"/desk/drafts/{draft.id}").select("details form[action$=drop]")


@pytest.mark.parametrize(("item", "period"), [("V-A09", "2026Q3")], ids=["quarterly"])
def test_the_last_period_that_is_over_is_chosen_already(desk, item, period):
    (chosen,) = desk.get(f"/desk/drafts/start?item={item}").select("#field-period option[selected]")
    assert chosen.get("value") == period


def test_a_quarter_that_is_not_over_asks_why_it_is_public_now(desk):
    draft = filled(desk.me, period="2026Q4")
    sent = {"revision": str(draft.revision), "period": "2026Q4", "title": "误工补贴公布", "text": WORDS, "table": TABLE}
    page = desk.post(f"/desk/drafts/{draft.id}/submit", sent, expect=422)
    assert "2026年第四季度到12月31日才结束" in page.text and page.select("#field-reason")
    again = sent | {"revision": str(queries.one(draft.id).revision), "reason": "本季的人员名单先定下来了"}
    desk.post(f"/desk/drafts/{draft.id}/submit", again)
    assert "提前公开" in desk.get(f"/desk/review/{draft.id}").text
