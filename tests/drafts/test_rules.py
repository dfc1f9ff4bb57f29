"""Who signs for what, and every reason why a draft stays where it is."""

from datetime import date

import pytest

from terminal.drafts import rules
from terminal.drafts.rules import Signed
from terminal.text.days import Period

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("steps", "purpose", "wanted"),
    [
        pytest.param((), "publish", ("review",), id="nothing asked: still a second person"),
        pytest.param(("SC",), "publish", ("supervise",), id="supervisory committee"),
        pytest.param(("FG",), "publish", ("finance",), id="finance group"),
        pytest.param(("SC", "FG"), "publish", ("supervise", "finance"), id="both signatures"),
        pytest.param(("PN", "CR", "PM"), "publish", ("review",), id="content review"),
        pytest.param(("SC", "PM"), "publish", ("review", "supervise"), id="a list of people is looked at first"),
        pytest.param(("4议", "SC"), "publish", ("supervise",), id="four steps"),
        pytest.param(("township", "PM"), "publish", ("review", "approve"), id="the township agrees"),
        pytest.param(("SC", "PM"), "nil", ("supervise",), id="nothing happened shows nobody"),
        pytest.param(("CR",), "nil", ("review",), id="nothing happened, a second person all the same"),
        pytest.param(("SC", "FG"), "aside", ("approve",), id="does not apply"),
    ],
)
def test_the_catalogue_says_who_looks_at_it(steps, purpose, wanted):
    assert rules.tasks(steps, purpose) == wanted


def test_steps_are_taken_in_order():
    wanted = ("review", "supervise")
    assert rules.next_task(wanted, ()) == "review"
    assert rules.next_task(wanted, (Signed("review", 2),)) == "supervise"
    assert rules.next_task(wanted, (Signed("review", 2), Signed("supervise", 3))) is None


@pytest.mark.parametrize(
    ("task", "person", "roles", "signed", "others", "says"),
    [
        pytest.param("review", 1, {"cadre"}, (), True, "自己写的", id="author reviews"),
        pytest.param("supervise", 1, {"supervisor"}, (), False, "自己写的", id="author signs, nobody else there"),
        pytest.param("supervise", 2, {"cadre"}, (), True, "不归您签", id="cadre signs for the committee"),
        pytest.param("approve", 2, {"supervisor"}, (), True, "不归您签", id="committee signs for the township"),
        pytest.param(
            "supervise", 3, {"supervisor"}, (Signed("review", 3),), True, "另一个人", id="reviewer signs, others there"
        ),
        pytest.param(None, 3, {"supervisor"}, (), True, "不用再签", id="all is signed"),
    ],
)
def test_a_signature_that_does_not_count_is_refused(task, person, roles, signed, others, says):
    (problem,) = rules.why_not_sign(task, person, roles, 1, signed, others)
    assert says in problem.says


@pytest.mark.parametrize(
    ("task", "roles", "signed", "others"),
    [
        pytest.param("review", {"cadre"}, (), True, id="second cadre"),
        pytest.param("review", {"supervisor"}, (), True, id="supervisor reviews where only one cadre is"),
        pytest.param("supervise", {"supervisor"}, (Signed("review", 3),), False, id="the only supervisor does both"),
    ],
)
def test_a_signature_of_the_right_person_counts(task, roles, signed, others):
    assert rules.why_not_sign(task, 3, roles, 1, signed, others) == []


@pytest.mark.parametrize(
    ("text", "table", "purpose", "forms", "files", "says"),
    [
        pytest.param("", "", "publish", ("T",), 0, "正文是空的", id="empty"),
        pytest.param(" \n\t", "", "publish", ("T",), 0, "正文是空的", id="blanks only"),
        pytest.param("已办", "", "publish", ("T",), 0, "只有 2 个字", id="two characters"),
        pytest.param("章程全文见附件，请大家看。", "", "publish", ("D",), 0, "文件本身", id="file missing"),
        pytest.param("名单见附件，一共二十三户。", "", "publish", ("T",), 0, "没有附件", id="text names an attachment"),
        pytest.param("字" * 40_001, "", "publish", ("T",), 0, "最多", id="too long"),
        pytest.param("无", "", "nil", ("B",), 0, "原因", id="nothing happened, without a reason"),
        pytest.param("", "", "aside", ("B",), 0, "原因", id="does not apply, without a reason"),
    ],
)
def test_words_that_say_too_little_are_refused(text, table, purpose, forms, files, says):
    assert any(says in one.says for one in rules.why_not_words(text, table, purpose, forms, files))


@pytest.mark.parametrize(
    ("text", "table", "purpose", "files"),
    [
        pytest.param("本季度补贴两人，都发了。", "", "publish", 0, id="words"),
        pytest.param("", "姓名\t金额\n李*发\t300.00", "publish", 0, id="table alone"),
        pytest.param("见附件", "", "publish", 1, id="file says it"),
        pytest.param("没有人误工", "", "nil", 0, id="nothing happened"),
    ],
)
def test_words_that_say_enough_pass(text, table, purpose, files):
    assert rules.why_not_words(text, table, purpose, ("T",), files) == []


@pytest.mark.parametrize(
    ("period", "kinds", "says"),
    [
        pytest.param("", ("Q",), "请选", id="none chosen"),
        pytest.param("2026-13", ("M",), "13", id="thirteenth month"),
        pytest.param("2026-10", ("Q",), "不按这样的期间", id="month for a quarterly item"),
        pytest.param("2027Q1", ("Q",), "还没到", id="future"),
        pytest.param("去年", ("Y",), "看不出", id="words"),
    ],
)
def test_a_wrong_period_is_refused(period, kinds, says):
    (problem,) = rules.why_not_period(period, kinds, TODAY)
    assert says in problem.says


def test_a_running_period_may_be_published_early():
    assert rules.why_not_period("2026Q4", ("Q",), TODAY) == []


@pytest.mark.parametrize(
    ("purpose", "reason", "says"),
    [
        pytest.param("publish", "", "到12月31日才结束", id="no reason"),
        pytest.param("publish", "急", "请写明为什么", id="one word"),
        pytest.param("nil", "没有人申请补贴", "还不能说“本期无发生”", id="nothing happened yet"),
    ],
)
def test_a_period_that_is_not_over_is_said_so(purpose, reason, says):
    (problem,) = rules.why_not_early(Period.read("2026Q4"), purpose, reason, TODAY)
    assert says in problem.says


def test_a_plan_may_be_public_early_with_a_reason_and_a_period_is_over_the_day_after():
    assert rules.why_not_early(Period.read("2026Q4"), "publish", "这一季的计划先让大家知道", TODAY) == []
    assert rules.why_not_early(Period.read("2026Q4"), "nil", "", date(2027, 1, 1)) == []


def test_a_title_about_another_period_is_noticed():
    assert "第二季度" in rules.other_period("2026年第二季度误工补贴", "2026Q3")[0].says
    assert rules.other_period("2026年第三季度误工补贴（第二季度的另列）", "2026Q3") == []
    assert rules.other_period("误工补贴公布", "2026Q3") == []


@pytest.mark.parametrize(
    ("said", "says"),
    [
        pytest.param([("提议", "", "")], "还没写日期", id="no day"),
        pytest.param([("提议", "2月30日", "")], "只到 28", id="no such day"),
        pytest.param([("提议", "2026-12-01", "")], "还没到", id="to come"),
        pytest.param([("提议", "2026-09-02", ""), ("商议", "2026-09-01", "")], "还早", id="backwards"),
    ],
)
def test_meetings_that_cannot_be_are_refused(said, says):
    assert says in rules.why_not_meetings(said, TODAY)[0].says


def test_four_steps_are_asked_for_in_order():
    assert len(rules.meetings(("4议", "SC"))) == 4
    assert rules.meetings(("SC", "FG")) == ()


@pytest.mark.parametrize(
    ("until", "notices", "says"),
    [
        pytest.param(TODAY, 1, "才满", id="still up today"),
        pytest.param(None, 2, "请选", id="which notice"),
    ],
)
def test_a_result_too_early_or_of_nothing_is_refused(until, notices, says):
    assert says in rules.why_not_result(until, notices, TODAY)[0].says


def test_a_result_after_the_notice_passes():
    assert rules.why_not_result(date(2026, 11, 21), 1, TODAY) == rules.why_not_result(None, 0, TODAY) == []


@pytest.mark.parametrize("day", [TODAY, date(2026, 11, 1), date(2027, 6, 1)], ids=["today", "past", "far away"])
def test_a_day_to_publish_that_makes_no_sense_is_refused(day):
    assert rules.why_not_schedule(day, TODAY)


@pytest.mark.parametrize(
    ("reason", "kinds"),
    [
        pytest.param("村里同意公开的", ("identity",), id="identity number"),
        pytest.param("他自己要求的", ("mobile", "bank"), id="bank number among others"),
        pytest.param("可以", ("mobile",), id="no real reason"),
    ],
)
def test_some_finds_stand_for_no_reason(reason, kinds):
    assert rules.why_not_overrule(reason, kinds)


def test_an_office_number_may_stand():
    assert rules.why_not_overrule("村委会值班电话", ("mobile",)) == []


def test_a_reason_to_let_a_number_stand_repeats_no_number():
    assert rules.why_not_overrule("他的号码是 13800138000", ("mobile",))


def test_what_is_not_listed_is_never_let_stand():
    assert rules.why_not_overrule("村委会值班电话", (rules.UNSEEN,))
