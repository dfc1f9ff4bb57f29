"""The desk takes, answers, approves and types in; wrong input stays in the form and is said at its place."""

import re

import pytest

from terminal import clock
from terminal.feedback import actions, records
from terminal.staff.rules import Role
from tests.feedback.office import ANSWER, PUBLIC, QUESTION, handed_in, opened, reply, written
from tests.feedback.seats import LIST, at, seated
from tests.feedback.test_cadre_key_in import KEYED
from tests.staff.people import make, sign_in
from tests.visit import Visit
from tests.world import SUNDAY, log_length

NASTY = '<script>alert(1)</script>=HYPERLINK("http://x")'
ANSWERED = {"text": ANSWER, "public": "yes", "question": QUESTION, "answer": PUBLIC}


@pytest.fixture
def desk(kiosk):
    return seated(kiosk, Role.CADRE)


@pytest.fixture
def second(kiosk):
    return seated(kiosk, Role.SUPERVISOR)


@pytest.fixture
def case(desk):
    """Accepted by who sits at the desk."""
    found = opened(day=SUNDAY)
    actions.accept(found.number, by=desk.me, now=clock.now())
    return records.one(found.number)


def test_the_whole_way_to_the_public_column(desk, second, kiosk):
    case = opened(day=SUNDAY)
    assert "村口的路灯坏了半个月" in desk.get(LIST)
    assert desk.get(at(case)).words("#do-accept h2") == ["受理"]
    desk.post(at(case, "accept"))
    desk.post(at(case, "hand-in"), {"revision": "0", **ANSWERED})
    assert "写的人自己不能核准" in desk.get(at(case))
    page = second.get(at(case))
    assert ANSWER in page and PUBLIC in page
    second.post(at(case, "approve"), {"seen": "1"})
    assert PUBLIC in Visit(kiosk).get(f"/feedback/{case.number}")
    assert "公开在信息反馈栏" in desk.get(f"{LIST}?show=answered")


def test_public_words_nobody_wrote_are_those_of_the_answer(desk, case):
    desk.post(at(case, "hand-in"), {"revision": "0", **ANSWERED, "answer": " "})
    assert records.one(case.number).draft.reply.answer == ANSWER


@pytest.mark.parametrize("show", ["open", "mine", "amber", "red", "answered", "merged", "nonsense"])
def test_every_list_opens_and_an_odd_one_is_the_usual(desk, case, show):
    assert desk.get(f"{LIST}?show={show}&page=9").h1 == "意见箱"


def test_a_row_says_what_when_and_by_when(desk, case):
    [says] = [words for words in desk.get(LIST).words(".todo .soft") if case.number in words]
    assert "11月22日收到，这台机器" in says and re.search(r"应在 \d+月\d+日 前答复（\d+ 个工作日）", says)


def test_a_lamp_is_a_word_and_a_sign(desk, case, monkeypatch):
    late = clock.Now.of(clock.now().at.replace(year=2027))
    clock.use(lambda: late)
    page = Visit(desk.app)
    sign_in(page, Role.CADRE, name="王秀英")
    assert any(words.startswith("晚了") for words in page.get(f"{LIST}?show=red").words(".tag--late"))


def test_a_list_longer_than_a_screen_is_turned(desk):
    for place in range(21):
        opened(f"{place:032x}", SUNDAY)
    assert len(desk.get(LIST).select(".todo li")) == 20
    assert len(desk.get(f"{LIST}?page=2").select(".todo li")) == 1


def test_the_first_page_of_the_desk_names_the_box(desk, case):
    assert "意见箱" in desk.get("/desk/").words("h2")


def test_a_supervisor_sees_what_waits_and_no_verbs_of_a_cadre(desk, second, case):
    assert second.get(at(case)).select("form.panel") == []
    handed_in(case, desk.me, reply(), day=SUNDAY)
    assert second.get(LIST).words(".tag--you") == ["等核准"]
    second.post(at(case, "answer"), {"revision": "1", **ANSWERED}, expect=403)


def test_who_only_keeps_the_accounts_sees_no_case(kiosk, case):
    admin = seated(kiosk, Role.ADMIN)
    admin.get(LIST, expect=403)
    admin.get(at(case), expect=403)


@pytest.mark.parametrize("path", ["F2099-0001", "F2099-0001/files/" + "0" * 64])
def test_an_unknown_case_is_not_found(desk, path):
    desk.get(LIST + path, expect=404)


def test_nothing_is_accepted_twice(desk, case):
    assert "已经由李秀英受理" in desk.post(at(case, "accept"), expect=422)


def test_whoever_keeps_out_of_it_does_not_see_it_again(desk, case):
    make(Role.CADRE, name="王秀英")
    given = {"to": "王秀英", "recused": "李秀英", "assign-reason": "说的是我家亲戚"}
    assert desk.post(at(case, "assign"), given).headers["Location"] == LIST
    desk.get(at(case), expect=404)
    assert case.number not in desk.get(LIST)


@pytest.mark.parametrize(
    ("verb", "typed", "says", "field"),
    [
        pytest.param("assign", {"to": "没有这个人"}, "请选一位村里的办理人", "to", id="given to nobody"),
        pytest.param(
            "assign", {"to": "李秀英", "recused": "周德明"}, "请写明原因", "assign-reason", id="recused without reason"
        ),
        pytest.param("ask", {"missing": " "}, "缺什么还是空的", "missing", id="asked nothing"),
        pytest.param("extend", {"days": "999", "extend-reason": "要等工程队"}, "最多延长", "days", id="too long"),
        pytest.param("extend", {"days": "abc", "extend-reason": "要等工程队"}, "最多延长", "days", id="no number"),
        pytest.param("extend", {"days": "2", "extend-reason": ""}, "为什么要延长", "extend-reason", id="no reason"),
        pytest.param("merge", {"into": ""}, "还没选并到哪一件", "into", id="merged into nothing"),
        pytest.param("merge", {"into": "F2026-0001"}, "不能并到自己", "into", id="merged into itself"),
        pytest.param("hand-in", {"text": "", "public": "no"}, "答复还是空的", "text", id="no answer"),
        pytest.param(
            "hand-in",
            {"text": "好", "public": "yes", "question": ""},
            "公开的问题还是空的",
            "question",
            id="no question",
        ),
        pytest.param("answer", {"text": "字" * 20_001}, "最多 20000 个字", "text", id="endless answer"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(desk, case, verb, typed, says, field):
    before = log_length()
    page = desk.post(at(case, verb), {"revision": "0", **typed}, expect=422)
    assert says in page.words(f"#wrong-{field}")[0]
    assert log_length() == before


def test_merging_into_what_is_not_there_is_not_found(desk, case):
    desk.post(at(case, "merge"), {"into": "F2099-0001"}, expect=404)


def test_another_case_speaks_for_one_that_says_the_same(desk, case):
    other = opened("b" * 32, SUNDAY)
    assert [one.get("value") for one in desk.get(at(case)).select("#field-into option")] == ["", other.number]
    desk.post(at(case, "merge"), {"into": other.number})
    assert f"这一件并到了 {other.number}" in desk.get(at(case))


def test_a_second_question_waits_for_another_person(desk, second, case):
    desk.post(at(case, "ask"), {"missing": "请写是哪一盏灯。"})
    actions.supply("a" * 32, "桥头那一盏。", now=clock.now())
    desk.post(at(case, "ask"), {"missing": "再写写是哪天坏的。"})
    assert records.one(case.number).asks == 1
    assert "再写写是哪天坏的。" in second.get(at(case))
    second.post(at(case, "approve"), {"seen": "1"})
    assert records.one(case.number).asks == 2


def test_a_second_question_sent_back_stands_in_its_field_again(desk, second, case):
    desk.post(at(case, "ask"), {"missing": "请写是哪一盏灯。"})
    actions.supply("a" * 32, "桥头那一盏。", now=clock.now())
    desk.post(at(case, "ask"), {"missing": "再写写是哪天坏的。"})
    second.post(at(case, "back"), {"seen": "1", "back-reason": "不用问，去看看"})
    page = desk.get(at(case))
    assert page.select("#field-missing")[0].text == "再写写是哪天坏的。" and "不用问，去看看" in page


def test_it_is_put_off_once_and_not_after_its_day(desk, case):
    desk.post(at(case, "extend"), {"days": "2", "extend-reason": "要等工程队来"})
    assert "要等工程队来" in desk.get(at(case))
    again = {"days": "2", "extend-reason": "还要再等一等"}
    assert "只能延长一次" in desk.post(at(case, "extend"), again, expect=422)


def test_the_writer_may_not_approve(desk, case):
    handed_in(case, desk.me, reply(), day=SUNDAY)
    assert "自己写的不能自己同意" in desk.post(at(case, "approve"), {"seen": "1"}, expect=422)
    assert records.one(case.number).state == "handling"


def test_what_changed_meanwhile_is_not_approved(desk, second, case):
    handed_in(case, desk.me, reply(), day=SUNDAY)
    assert "刚才有人改过" in second.post(at(case, "approve"), {"seen": "7"}, expect=422)


def test_it_goes_back_with_a_reason_and_not_without(desk, second, case):
    handed_in(case, desk.me, reply(), day=SUNDAY)
    assert second.post(at(case, "back"), {"seen": "1", "back-reason": ""}, expect=422).select("#wrong-back-reason")
    second.post(at(case, "back"), {"seen": "1", "back-reason": "写明是哪一天"})
    assert "写明是哪一天" in desk.get(at(case))


def test_two_who_write_at_once_see_both(desk, case):
    other = make(Role.CADRE, name="王秀英")
    written(case, other, reply(text="我先写的。"), SUNDAY)
    page = desk.post(at(case, "answer"), {"revision": "0", **ANSWERED, "text": "我后写的。"}, expect=409)
    assert page.select("#field-text")[0].text == "我后写的。" and "我先写的。" in page
    assert [one.get("value") for one in page.select("input[name=revision]")] == ["1"]
    desk.post(at(case, "answer"), {"revision": "1", **ANSWERED, "text": "我后写的。"})
    assert records.one(case.number).draft.reply.text == "我后写的。"


def test_personal_data_is_masked_with_one_tap(desk, case):
    typed = {**ANSWERED, "answer": "请打电话 13812345678 找老李。"}
    assert "电话" in desk.post(at(case, "hand-in"), {"revision": "0", **typed}, expect=422)
    page = desk.get(at(case))
    assert "13812345678" not in "".join(page.words(".finds"))
    desk.post(at(case, "mask"), {"revision": "1", **typed})
    assert "13812345678" not in records.one(case.number).draft.reply.answer


def test_a_number_may_stay_with_a_reason_and_not_without(desk, case):
    typed = {"revision": "1", **ANSWERED, "answer": "请打电话 13812345678 找老李。", "spot": "answer:0"}
    desk.post(at(case, "answer"), {**typed, "revision": "0"})
    assert desk.post(at(case, "overrule"), typed, expect=422).select("#field-why-answer-0")
    desk.post(at(case, "overrule"), {**typed, "why-answer-0": "这是村里的值班电话"})
    assert records.one(case.number).draft.finds == ()
    assert "没看清是哪一处" in desk.post(at(case, "overrule"), {**typed, "spot": "x"}, expect=422)


def test_a_complaint_is_private_unless_somebody_decides_and_the_page_says_why(desk):
    case = opened(day=SUNDAY, category="complaint", text="老王不讲理。")
    desk.post(at(case, "accept"))
    page = desk.get(at(case))
    assert page.select("input[name=public][value=no]")[0].get("checked") is not None
    assert "投诉里常写到具体的人" in page


def test_an_answer_given_privately_may_be_made_public_and_taken_down(desk, second, case):
    desk.post(at(case, "hand-in"), {"revision": "0", **ANSWERED, "public": "no"})
    second.post(at(case, "approve"), {"seen": "1"})
    assert desk.get(at(case)).select("#field-answer")[0].text == ANSWER
    desk.post(at(case, "publish"), {"question": QUESTION, "answer": PUBLIC})
    second.post(at(case, "approve"), {"seen": "1"})
    assert records.one(case.number).is_public
    assert desk.post(at(case, "unpublish"), {"unpublish-reason": ""}, expect=422).select("#wrong-unpublish-reason")
    desk.post(at(case, "unpublish"), {"unpublish-reason": "写错了地方"})
    assert not records.one(case.number).is_public


def test_who_was_not_satisfied_is_talked_with_and_it_is_handled_again(desk, second, case):
    desk.post(at(case, "hand-in"), {"revision": "0", **ANSWERED})
    second.post(at(case, "approve"), {"seen": "1"})
    actions.rate("a" * 32, 5, ("slow",), now=clock.now())
    assert desk.get(at(case)).words("form.panel h2")[0] == "记一次约谈"
    talked = {"day": "2026-11-22", "present": "李秀英", "said": "一起去看了。", "outcome": "understood"}
    assert desk.post(at(case, "talk"), {**talked, "day": "没谈"}, expect=422).select("#wrong-day")
    assert desk.post(at(case, "talk"), {**talked, "outcome": "x"}, expect=422).select("#wrong-outcome")
    desk.post(at(case, "talk"), talked)
    desk.post(at(case, "reopen"), {"reopen-reason": "灯又坏了，再修"})
    assert records.one(case.number).round == 1
    assert "应在" in desk.get(at(case)) and "重新答复" in desk.get(LIST)


def test_script_and_formula_in_every_field_are_only_text(desk, second):
    desk.post(f"{LIST}new", {**KEYED, "text": NASTY, "name": "<b>张三</b>", "phone": "=1+1"}, expect=200)
    case = records.one("F2026-0001")
    desk.post(at(case, "accept"))
    desk.post(at(case, "ask"), {"missing": NASTY})
    desk.post(at(case, "extend"), {"days": "1", "extend-reason": NASTY})
    nasty = {"text": NASTY, "public": "yes", "question": NASTY + "?", "answer": NASTY}
    desk.post(at(case, "hand-in"), {"revision": "0", **nasty})
    for page in (desk.get(LIST), desk.get(at(case)), second.get(at(case))):
        assert "<script>alert" not in page.html
    second.post(at(case, "back"), {"seen": "1", "back-reason": NASTY})
    page = desk.get(at(case))
    assert page.text.count("alert(1)") >= 4 and "<script>alert" not in page.html
    wrong = desk.post(
        at(case, "assign"), {name: NASTY for name in ("to", "note", "recused", "assign-reason")}, expect=422
    )
    assert "<script>alert" not in wrong.html
