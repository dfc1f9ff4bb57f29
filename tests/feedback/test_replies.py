"""What is written waits for a second person, overwrites nobody, and names nobody in public."""

import pytest

from terminal.errors import NotFound, Refused
from terminal.feedback import actions, queries, records
from terminal.feedback.shapes import Clash
from terminal.journal.models import LogBody
from tests.feedback import office
from tests.feedback.office import FRIDAY, MONDAY, TUESDAY, answered, handed_in, reply, taken, written
from tests.world import at, state

IDENTITY = "11010519491231002X"
MOBILE = "13812345678"


@pytest.fixture
def li(shiqiao):
    return office.cadre()


@pytest.fixture
def chen(shiqiao):
    return office.cadre("陈国强")


@pytest.fixture
def zhou(shiqiao):
    return office.supervisor()


def refused(act) -> str:
    before = state()
    with pytest.raises(Refused) as wrong:
        act()
    assert state() == before
    return str(wrong.value)


def test_a_draft_is_no_line_of_the_log(li):
    case, before = taken(li), state()
    case = written(case, li, reply())
    assert state() == before
    assert (case.draft.reply.text, case.draft.revision, queries.case_by_code("a" * 32).reply) == (office.ANSWER, 1, "")


def test_the_same_words_saved_twice_are_one_revision(li):
    case = written(written(taken(li), li, reply()), li, reply())
    assert case.draft.revision == 1


def test_nobody_overwrites_what_another_saved(li, chen):
    case = written(taken(li), li, reply())
    actions.draft_answer(case.number, reply(text="陈写的"), 1, by=chen, now=at(TUESDAY))
    with pytest.raises(Clash) as clash:
        actions.draft_answer(case.number, reply(text="李又写的"), 1, by=li, now=at(TUESDAY))
    assert clash.value.theirs.reply.text == "陈写的"
    with pytest.raises(Clash):
        actions.hand_in(case.number, 1, by=li, now=at(TUESDAY))


def test_whoever_wrote_any_of_it_does_not_approve(li, chen, zhou):
    case = written(taken(li), li, reply())
    case = handed_in(case, chen, reply(text="陈改过的答复。"))
    for writer in (li, chen):
        assert "自己写的" in refused(
            lambda by=writer: actions.approve(case.number, case.draft.revision, by=by, now=at(TUESDAY))
        )
    actions.approve(case.number, case.draft.revision, by=zhou, now=at(TUESDAY))
    step = records.one(case.number).steps[-1]
    assert (step.kind, step.who, step.approved_by) == ("answer", "陈国强", "周德明")


def test_another_cadre_may_be_the_second_person(li, chen):
    assert answered(taken(li), li, chen).state == "answered"


def test_the_administrator_alone_approves_nothing(li):
    boss = office.people.make("admin")
    case = handed_in(taken(li), li)
    assert "不归您办" in refused(lambda: actions.approve(case.number, 1, by=boss, now=at(TUESDAY)))
    with pytest.raises(NotFound):
        queries.case_for(boss, case.number)


def test_what_is_handed_in_is_not_changed_under_the_second_persons_eyes(li, zhou):
    case = handed_in(taken(li), li)
    assert "等另一个人同意" in refused(lambda: actions.draft_answer(case.number, reply(), 1, by=li, now=at(TUESDAY)))
    assert "重新看一遍" in refused(lambda: actions.approve(case.number, 7, by=zhou, now=at(TUESDAY)))


def test_what_is_given_back_says_why_and_can_be_put_right(li, zhou):
    case = handed_in(taken(li), li)
    assert "为什么退回" in refused(lambda: actions.send_back(case.number, "改", 1, by=zhou, now=at(TUESDAY)))
    actions.send_back(case.number, "没说哪天修好", 1, by=zhou, now=at(TUESDAY))
    case = records.one(case.number)
    assert (case.draft.state, case.draft.note) == ("writing", "没说哪天修好")
    assert answered(case, li, zhou, reply(text="周五修好。")).reply == "周五修好。"


def test_writers_take_their_words_back_without_a_reason(li):
    case = handed_in(taken(li), li)
    actions.send_back(case.number, "", 1, by=li, now=at(TUESDAY))
    assert records.one(case.number).draft.state == "writing"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        pytest.param({"text": "  "}, "答复还是空的", id="no answer"),
        pytest.param({"text": "长" * 10_001}, "最多 10000", id="too long"),
        pytest.param({"text": f"已转给 {IDENTITY}"}, "身份证号", id="identity number"),
        pytest.param({"text": f"请打 {MOBILE}"}, "手机号（138****5678）", id="mobile number"),
        pytest.param({"public": True, "question": ""}, "公开的问题还是空的", id="no question"),
        pytest.param({"public": True, "answer": ""}, "公开的答复还是空的", id="no public answer"),
        pytest.param({"public": True, "answer": f"{MOBILE}来电"}, "手机号", id="mobile number in public"),
        pytest.param({"public": True, "question": "孙桂兰家的灯"}, "写信人", id="the writer's name"),
        pytest.param({"public": True, "question": "0990-555 0123 问"}, "写信人", id="the writer's telephone"),
        pytest.param({"public": True, "question": office.WORDS}, "一字不差", id="word for word"),
    ],
)
def test_a_reply_that_shows_too_much_is_not_handed_in(li, change, complaint):
    case = written(taken(li, name="孙桂兰", phone="0990 5550123"), li, reply(**change))
    assert complaint in refused(lambda: actions.hand_in(case.number, 1, by=li, now=at(TUESDAY)))


def test_masking_takes_out_numbers_and_the_writer(li, zhou):
    shown = {"public": True, "text": f"打 {MOBILE}", "question": "孙桂兰问：灯？", "answer": f"卡号 {IDENTITY} 的人修"}
    case = written(taken(li, name="孙桂兰"), li, reply(**shown))
    revision = actions.mask(case.number, 1, by=li, now=at(TUESDAY))
    said = records.one(case.number).draft.reply
    assert (said.text, said.question, said.answer) == ("打 138****5678", "孙**问：灯？", "卡号 （不公开） 的人修")
    actions.hand_in(case.number, revision, by=li, now=at(TUESDAY))


def test_the_offices_own_number_may_stand_with_a_reason(li, zhou):
    case = written(taken(li), li, reply(public=True, answer=f"请打村里电话 {MOBILE}"))
    assert "写明为什么" in refused(lambda: actions.overrule(case.number, "answer", 0, "是", by=li, now=at(TUESDAY)))
    actions.overrule(case.number, "answer", 0, "这是村委会值班电话", by=li, now=at(TUESDAY))
    actions.hand_in(case.number, 1, by=li, now=at(TUESDAY))
    actions.approve(case.number, 1, by=zhou, now=at(TUESDAY))
    assert MOBILE in records.one(case.number).answer


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        pytest.param(f"身份证 {IDENTITY}", "不能写进去", id="identity number"),
        pytest.param("孙桂兰家的灯", "写的人是谁", id="the writer's name"),
        pytest.param("路灯", "已经改过", id="nothing there"),
    ],
)
def test_what_is_never_shown_is_not_overruled(li, words, complaint):
    case = written(taken(li, name="孙桂兰"), li, reply(public=True, answer=words))
    assert complaint in refused(
        lambda: actions.overrule(case.number, "answer", 0, "大家都知道", by=li, now=at(TUESDAY))
    )


def test_an_answer_becomes_public_with_its_approval(li, zhou):
    case = answered(taken(li), li, zhou, reply(public=True))
    assert (case.is_public, case.index_no) == (True, "54990123MA0SQ8001X/2026-00001")
    assert queries.case_by_code("a" * 32).path == f"/feedback/{case.number}"


def test_a_private_answer_becomes_public_later_with_a_second_person(li, zhou):
    case = answered(taken(li), li, zhou)
    assert "还是空的" in refused(lambda: actions.publish(case.number, "", "", by=li, now=at(FRIDAY)))
    actions.publish(case.number, office.QUESTION, office.PUBLIC, by=li, now=at(FRIDAY))
    assert not records.one(case.number).is_public
    actions.approve(case.number, 1, by=zhou, now=at(FRIDAY))
    assert records.one(case.number).is_public
    assert "已经公开" in refused(
        lambda: actions.publish(case.number, office.QUESTION, office.PUBLIC, by=li, now=at(FRIDAY))
    )


def test_a_report_at_the_township_is_answered_privately_only(li, zhou):
    case = written(taken(li, category="report"), li, reply(public=True))
    assert "举报不公开" in refused(lambda: actions.hand_in(case.number, 1, by=li, now=at(TUESDAY)))


def test_what_is_taken_down_leaves_no_words_in_the_column(li, zhou):
    case = answered(taken(li), li, zhou, reply(public=True))
    assert "为什么撤下" in refused(lambda: actions.unpublish(case.number, "撤", by=li, now=at(FRIDAY)))
    actions.unpublish(case.number, "名字没有遮住", by=li, now=at(FRIDAY))
    assert queries.published("路灯").rows == queries.published().rows == ()
    with pytest.raises(NotFound):
        queries.public_one(case.number)
    actions.publish(case.number, office.QUESTION, office.PUBLIC, by=li, now=at(FRIDAY))
    actions.approve(case.number, 1, by=zhou, now=at(FRIDAY))
    assert records.one(case.number).index_no == case.index_no


def test_nothing_is_written_for_what_nobody_has_taken(li):
    case = office.opened()
    assert "没有人受理" in refused(lambda: actions.draft_answer(case.number, reply(), 0, by=li, now=at(MONDAY)))
    assert "没有正在写" in refused(lambda: actions.mask(case.number, 0, by=li, now=at(MONDAY)))


def test_what_is_answered_is_not_answered_again(li, zhou):
    case = answered(taken(li), li, zhou)
    assert "已经答复" in refused(lambda: actions.draft_answer(case.number, reply(), 0, by=li, now=at(FRIDAY)))


def test_a_second_question_does_not_push_aside_an_answer_being_written(li, zhou):
    case = taken(li)
    actions.ask(case.number, "哪一盏？", by=li, now=at(MONDAY))
    actions.supply("a" * 32, "桥头那盏", now=at(MONDAY))
    written(case, li, reply(text="写了一半"))
    actions.ask(case.number, "坏了几天？", by=li, now=at(TUESDAY))
    assert records.one(case.number).draft.purpose == "ask"
    actions.send_back(case.number, "不用再问，去看看就知道", 1, by=zhou, now=at(TUESDAY))
    assert records.one(case.number).draft.reply.text == "写了一半"


def test_a_late_publication_that_shows_somebody_is_kept_to_be_masked(li, zhou):
    case = answered(taken(li, name="孙桂兰"), li, zhou)
    assert not actions.publish(case.number, "孙桂兰问路灯", office.PUBLIC, by=li, now=at(FRIDAY))
    draft = records.one(case.number).draft
    assert (draft.state, [find.kind for find in draft.finds]) == ("writing", ["writer"])
    revision = actions.mask(case.number, draft.revision, by=li, now=at(FRIDAY))
    actions.hand_in(case.number, revision, by=li, now=at(FRIDAY))
    actions.approve(case.number, revision, by=zhou, now=at(FRIDAY))
    assert queries.published().rows[0].question == "孙**问路灯"


def test_what_was_let_stand_in_public_is_in_the_log_with_its_reason(li, zhou):
    case = written(taken(li), li, reply(public=True, answer=f"请打 {MOBILE}"))
    actions.overrule(case.number, "answer", 0, "这是村委会值班电话", by=li, now=at(TUESDAY))
    actions.hand_in(case.number, 1, by=li, now=at(TUESDAY))
    actions.approve(case.number, 1, by=zhou, now=at(TUESDAY))
    body = LogBody.select().order_by(LogBody.seq.desc()).first().body
    assert '"reason":"这是村委会值班电话"' in body


def test_a_case_answered_once_more_is_public_once_more_under_its_number(li, zhou):
    case = answered(taken(li), li, zhou, reply(public=True))
    actions.rate("a" * 32, 5, now=at(FRIDAY))
    actions.reopen(case.number, "再去看一次", by=li, now=at(FRIDAY))
    again = answered(records.one(case.number), li, zhou, reply(public=True, answer="又换了一盏。"), day=FRIDAY)
    assert (again.index_no, again.answer) == (case.index_no, "又换了一盏。")
