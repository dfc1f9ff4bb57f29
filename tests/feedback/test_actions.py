"""A case from the slip to the answer, and everything that is refused on the way."""

from datetime import date

import pytest

from terminal.errors import NotFound, Refused
from terminal.feedback import actions, queries, records
from terminal.staff import actions as staff
from tests.feedback import office
from tests.feedback.office import FRIDAY, MONDAY, THURSDAY, TUESDAY, answered, opened, said, taken, talk
from tests.world import at, state

LOOKUP, OTHER = "a" * 32, "b" * 32
SCRIPT = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("http://x","点我")'


@pytest.fixture
def li(shiqiao):
    return office.cadre()


@pytest.fixture
def zhou(shiqiao):
    return office.supervisor()


@pytest.fixture
def chen(shiqiao):
    return office.cadre("陈国强")


def refused(act) -> str:
    """The sentences of a refusal, which leaves log and tables alone."""
    before = state()
    with pytest.raises(Refused) as wrong:
        act()
    assert state() == before
    return str(wrong.value)


def test_a_question_is_taken_answered_approved_and_rated(li, zhou):
    case = taken(li)
    assert (case.state, case.receiver, case.handler, case.due_on) == ("handling", "李秀英", "李秀英", THURSDAY)
    case = answered(case, li, zhou)
    assert (case.state, case.reply, case.answered_on, case.is_public) == ("answered", office.ANSWER, TUESDAY, False)
    actions.rate(LOOKUP, 1, now=at(FRIDAY))
    assert records.one(case.number).level == 1


def test_the_first_receiver_stays_when_another_handles_it(li, chen):
    case = taken(li)
    actions.assign(case.number, "陈国强", "他管路灯", by=li, now=at(MONDAY))
    case = records.one(case.number)
    assert (case.receiver, case.handler) == ("李秀英", "陈国强")


def test_nobody_takes_what_somebody_has_taken(li, chen):
    case = taken(li)
    assert "李秀英受理" in refused(lambda: actions.accept(case.number, by=chen, now=at(MONDAY)))


def test_who_keeps_out_of_it_no_longer_sees_it_nor_answers(li, chen):
    case = taken(li)
    change = {"recused": "李秀英", "reason": "说的是他家门口的灯", "by": chen, "now": at(MONDAY)}
    actions.assign(case.number, "陈国强", **change)
    with pytest.raises(NotFound):
        queries.case_for(li, case.number)
    assert queries.cases_for(li, MONDAY).rows == ()
    assert "回避" in refused(lambda: actions.draft_answer(case.number, office.reply(), 0, by=li, now=at(MONDAY)))
    assert "回避" in refused(lambda: actions.assign(case.number, "李秀英", by=chen, now=at(MONDAY)))


@pytest.mark.parametrize(
    ("to", "change", "complaint"),
    [
        pytest.param("路人甲", {}, "请选一位", id="nobody who works here"),
        pytest.param("周德明", {}, "请选一位", id="no cadre"),
        pytest.param("李秀英", {}, "本来就是", id="has it already"),
        pytest.param("陈国强", {"recused": "李秀英"}, "写明原因", id="keeping out without a reason"),
        pytest.param("陈国强", {"recused": "陈国强", "reason": "是他家的事"}, "回避", id="to whoever keeps out"),
    ],
)
def test_a_case_goes_only_to_somebody_who_may_handle_it(li, zhou, chen, to, change, complaint):
    case = taken(li)
    assert complaint in refused(lambda: actions.assign(case.number, to, **change, by=li, now=at(MONDAY)))


def test_what_is_missing_is_asked_once_and_supplied(li):
    case = taken(li)
    assert actions.ask(case.number, "请写是哪一盏灯。", by=li, now=at(MONDAY))
    assert queries.case_by_code(LOOKUP).asked == "请写是哪一盏灯。"
    actions.supply(LOOKUP, "桥头那一盏", now=at(TUESDAY))
    seen = queries.case_by_code(LOOKUP)
    assert (seen.state, seen.asked) == ("handling", "")
    assert records.one(case.number).steps[-1].words == "桥头那一盏"


def test_a_second_question_waits_for_a_second_person(li, zhou):
    case = taken(li)
    actions.ask(case.number, "请写是哪一盏灯。", by=li, now=at(MONDAY))
    actions.supply(LOOKUP, "桥头那一盏", now=at(MONDAY))
    assert actions.ask(case.number, "还要说从哪天坏的。", by=li, now=at(TUESDAY)) is None
    assert records.one(case.number).state == "handling"
    assert "自己写的" in refused(lambda: actions.approve(case.number, 1, by=li, now=at(TUESDAY)))
    actions.approve(case.number, 1, by=zhou, now=at(TUESDAY))
    case = records.one(case.number)
    assert (case.state, case.asks, case.steps[-1].approved_by) == ("asked", 2, "周德明")


def test_nobody_supplies_what_nobody_asked_for(li):
    taken(li)
    assert "没有要您补充" in refused(lambda: actions.supply(LOOKUP, "我再说两句", now=at(MONDAY)))


def test_a_case_is_extended_once_with_its_reason(li):
    case = taken(li)
    actions.extend(case.number, 2, "等电工从镇上来", by=li, now=at(THURSDAY))
    case = records.one(case.number)
    assert (case.due_on, case.first_due_on) == (date(2026, 11, 30), date(2026, 11, 30))
    again = refused(lambda: actions.extend(case.number, 1, "还是没来", by=li, now=at(THURSDAY)))
    assert "只能延长一次" in again


@pytest.mark.parametrize(
    ("days", "reason", "day", "complaint"),
    [
        pytest.param(1, "等电工来", FRIDAY, "已经过了", id="too late"),
        pytest.param(4, "等电工来", MONDAY, "最多延长 3", id="too long"),
        pytest.param(0, "等电工来", MONDAY, "最多延长 3", id="not at all"),
        pytest.param(1, "忙", MONDAY, "写明为什么", id="no reason"),
    ],
)
def test_an_extension_needs_time_left_and_a_reason(li, days, reason, day, complaint):
    case = taken(li)
    assert complaint in refused(lambda: actions.extend(case.number, days, reason, by=li, now=at(day)))


def test_somebody_not_satisfied_has_it_handled_once_more(li, zhou):
    case = answered(taken(li), li, zhou)
    actions.rate(LOOKUP, 4, ("unsolved",), now=at(FRIDAY))
    actions.reopen(case.number, "灯还是不亮，请电工再来", by=li, now=at(FRIDAY))
    case = records.one(case.number)
    assert (case.state, case.round, case.due_on) == ("handling", 1, date(2026, 12, 18))
    assert case.first_due_on == THURSDAY
    case = answered(case, li, zhou, office.reply(text="灯已经换了新的。"), day=date(2026, 11, 30))
    assert (case.first_answered_on, case.level) == (TUESDAY, 0)
    actions.rate(LOOKUP, 2, now=at(date(2026, 12, 1)))
    assert queries.case_by_code(LOOKUP).level == 2


def test_an_answer_is_rated_once(li, zhou):
    answered(taken(li), li, zhou)
    actions.rate(LOOKUP, 3, now=at(FRIDAY))
    assert "已经评价过" in refused(lambda: actions.rate(LOOKUP, 1, now=at(FRIDAY)))


@pytest.mark.parametrize(
    ("level", "reasons", "complaint"),
    [
        pytest.param(0, (), "点一个", id="nothing chosen"),
        pytest.param(6, (), "点一个", id="six of five"),
        pytest.param(5, ("<b>",), "列出的原因", id="a reason of one's own"),
    ],
)
def test_a_rating_is_one_of_five(li, zhou, level, reasons, complaint):
    answered(taken(li), li, zhou)
    assert complaint in refused(lambda: actions.rate(LOOKUP, level, reasons, now=at(FRIDAY)))


def test_nothing_is_rated_before_it_is_answered(li):
    taken(li)
    assert "还没有答复" in refused(lambda: actions.rate(LOOKUP, 1, now=at(FRIDAY)))


def test_a_talk_is_recorded_and_no_longer_owed(li, zhou):
    case = answered(taken(li), li, zhou)
    actions.rate(LOOKUP, 5, now=at(THURSDAY))
    assert [row.number for row in queries.desk(li, FRIDAY).dissatisfied] == [case.number]
    actions.talk(case.number, talk(), by=li, now=at(FRIDAY))
    assert queries.desk(li, FRIDAY).dissatisfied == ()
    step = records.one(case.number).steps[-1]
    assert (step.kind, step.day, step.more) == ("talk", FRIDAY, "satisfied")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        pytest.param({"day": date(2026, 12, 30)}, "还没到", id="tomorrow"),
        pytest.param({"day": MONDAY}, "答复以后", id="before the answer"),
        pytest.param({"present": " "}, "谁去谈的", id="nobody there"),
        pytest.param({"said": ""}, "空的", id="nothing said"),
        pytest.param({"outcome": "great"}, "怎么样", id="no such end"),
    ],
)
def test_a_talk_says_when_who_what_and_how_it_ended(li, zhou, change, complaint):
    case = answered(taken(li), li, zhou)
    actions.rate(LOOKUP, 5, now=at(THURSDAY))
    assert complaint in refused(lambda: actions.talk(case.number, talk(**change), by=li, now=at(FRIDAY)))


def test_the_satisfied_are_left_in_peace(li, zhou):
    case = answered(taken(li), li, zhou)
    actions.rate(LOOKUP, 1, now=at(FRIDAY))
    assert "不用记约谈" in refused(lambda: actions.talk(case.number, talk(), by=li, now=at(FRIDAY)))
    assert "不用重新办理" in refused(lambda: actions.reopen(case.number, "再办一次试试", by=li, now=at(FRIDAY)))


@pytest.mark.parametrize("words", [pytest.param(SCRIPT, id="script"), pytest.param(FORMULA, id="formula")])
def test_script_and_formula_stay_text_in_every_field(li, zhou, words):
    name = f"赵{words}"[:20]
    slip = actions.key_in(said(channel="visit", text=words, name=name, phone=words[:30]), MONDAY, by=li, now=at(MONDAY))
    actions.accept(slip.number, by=li, now=at(MONDAY))
    lookup = office.lookup_of(slip.code)
    actions.ask(slip.number, words, by=li, now=at(MONDAY))
    actions.supply(lookup, words, now=at(MONDAY))
    actions.extend(slip.number, 1, words, by=li, now=at(MONDAY))
    wanted = office.reply(public=True, text=words, question=f"问：{words}", answer=words)
    case = answered(records.one(slip.number), li, zhou, wanted)
    actions.rate(lookup, 5, now=at(FRIDAY))
    actions.talk(case.number, talk(said=words, present=words), by=li, now=at(FRIDAY))
    actions.reopen(case.number, words, by=li, now=at(FRIDAY))
    case = records.one(case.number)
    assert {step.words for step in case.steps if step.words} == {words, f"问：{words}"}
    assert (case.text, case.name, case.reply, case.answer) == (words, name, words, words)


def test_open_cases_go_to_the_office_when_their_person_leaves(li, chen):
    open_one, done = taken(li), opened(OTHER)
    actions.merge(done.number, open_one.number, by=li, now=at(MONDAY))
    boss = office.people.make("admin")
    assert boss and staff.disable(li, by="测试", now=at(TUESDAY)) == 1
    case = records.one(open_one.number)
    assert (case.handler, case.receiver) == ("", "李秀英")
    assert "交回办公室" in case.steps[-1].words


def test_what_is_not_there_is_not_found(li):
    for act in (actions.accept, lambda number, **more: actions.ask(number, "什么", **more)):
        with pytest.raises(NotFound):
            act("F2026-0001", by=li, now=at(MONDAY))
    with pytest.raises(NotFound):
        actions.rate("f" * 32, 1, now=at(MONDAY))
