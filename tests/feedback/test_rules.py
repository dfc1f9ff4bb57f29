"""Every reason why not, without a database."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from terminal.feedback import rules
from terminal.feedback.shapes import CATEGORIES, CHANNELS, Case, Draft, Reply, Same, Talk

DAY = date(2026, 11, 23)
CASE = Case(
    obj="A" * 26,
    number="F2026-0001",
    category="inquiry",
    about="",
    text="村口的路灯什么时候修？",
    name="",
    phone="",
    attachments=(),
    channel="kiosk",
    received_on=DAY,
    opened_on=DAY,
    deadlines="2026.1",
    due_on=date(2026, 11, 26),
    first_due_on=date(2026, 11, 26),
    legal_due_on=None,
    provisional=False,
    state="handling",
    receiver="李秀英",
    handler="李秀英",
    recused=(),
    asks=0,
    extended=0,
    round=0,
    reply="",
    answered_on=None,
    first_answered_on=None,
    level=0,
    talked=False,
    question="",
    answer="",
    published_on=None,
    index_no="",
    withdrawn_why="",
    merged_into="",
    merged_on=None,
    registered_late=False,
)
DONE = replace(CASE, state="answered", answered_on=DAY, first_answered_on=DAY)
WAITING = Draft(
    id=1,
    number=CASE.number,
    purpose="answer",
    state="waiting",
    revision=3,
    reply=Reply(text="周五修好。"),
    author=1,
    author_name="李秀英",
    saved_by="李秀英",
    saved_at=datetime(2026, 11, 23, tzinfo=UTC),
    writers=("李秀英",),
)


def said(problems) -> str:
    assert all(problem.says.endswith(("。", "？", "！")) for problem in problems)
    return "\n".join(map(str, problems))


@pytest.mark.parametrize("category", CATEGORIES)
def test_everything_but_a_report_may_be_said_to_the_village(category):
    found = rules.why_not_open(category, "灯坏了", "", "kiosk", "village")
    assert bool(found) == (category == "report")
    assert not rules.why_not_open(category, "灯坏了", "", "kiosk", "township")


@pytest.mark.parametrize(
    "about", ["/disclosures/2026-1", "/disclosures/2026-00001/versions", "//evil", "/ledger/lines/9", "x", "/ledger/"]
)
def test_a_case_is_about_a_disclosure_or_a_line_or_nothing(about):
    assert "填得不对" in said(rules.why_not_open("inquiry", "灯", about, "kiosk", "village"))


@given(st.text(), st.text(), st.text(), st.sampled_from(["village", "street"]))
def test_any_words_are_judged_and_never_break_the_judge(category, text, about, unit):
    found = rules.why_not_open(category, text, about, "kiosk", unit)
    assert all(problem.says for problem in found)
    assert bool(found) or (category in CATEGORIES and text.strip())


def test_all_problems_are_told_at_once():
    assert len(rules.why_not_open("gossip", " ", "x", "pigeon", "village")) == 4


@pytest.mark.parametrize("channel", CHANNELS)
def test_only_what_comes_to_the_desk_is_typed_in_there(channel):
    assert bool(rules.why_not_key_in(channel, "village", DAY, DAY)) == (channel in ("kiosk", "phone", "hotline"))


def test_complaints_and_reports_are_private_unless_somebody_decides():
    assert {one for one in CATEGORIES if rules.private_by_default(one)} == {"complaint", "report"}


@pytest.mark.parametrize(
    ("case", "complaint"),
    [
        pytest.param(replace(CASE, state="received"), "没有人受理", id="nobody took it"),
        pytest.param(DONE, "已经答复", id="answered"),
        pytest.param(replace(CASE, state="merged", merged_into="F2026-0007"), "F2026-0007", id="merged"),
        pytest.param(replace(CASE, recused=("李秀英",)), "回避", id="keeps out"),
    ],
)
def test_some_cases_are_not_touched(case, complaint):
    for found in (
        rules.why_not_touch(case, "李秀英"),
        rules.why_not_ask(case, "缺什么呢", "李秀英"),
        rules.why_not_extend(case, 1, 3, "等电工来", "李秀英", DAY),
    ):
        assert complaint in said(found)


def test_an_open_case_is_touched_by_anybody_else():
    assert not rules.why_not_touch(replace(CASE, recused=("李秀英",)), "陈国强")


@pytest.mark.parametrize(
    ("today", "is_late"),
    [pytest.param(CASE.due_on, False, id="on the day"), pytest.param(date(2026, 11, 27), True, id="after")],
)
def test_an_extension_comes_before_the_day_has_passed(today, is_late):
    assert bool(rules.why_not_extend(CASE, 3, 3, "等电工来", "李秀英", today)) is is_late


def test_nobody_is_asked_twice_at_once():
    asked = replace(CASE, state="asked", asks=1)
    assert "还没补来" in said(rules.why_not_ask(asked, "还缺一样", "李秀英"))
    assert rules.needs_second_to_ask(asked)
    assert not rules.needs_second_to_ask(CASE)


@pytest.mark.parametrize(
    ("draft", "name", "roles", "seen", "complaint"),
    [
        pytest.param(WAITING, "李秀英", {"cadre"}, 3, "自己写的", id="the writer"),
        pytest.param(WAITING, "王建国", {"admin"}, 3, "不归您", id="no second person"),
        pytest.param(WAITING, "周德明", {"supervisor"}, 2, "刚才有人改过", id="changed meanwhile"),
        pytest.param(replace(WAITING, state="writing"), "周德明", {"supervisor"}, 3, "没有在等", id="not handed in"),
        pytest.param(WAITING, "赵立新", {"approver"}, 3, "回避", id="keeps out"),
    ],
)
def test_the_second_person_is_another(draft, name, roles, seen, complaint):
    case = replace(CASE, recused=("赵立新",))
    assert complaint in said(rules.why_not_approve(draft, case, name, roles, seen))


@pytest.mark.parametrize("role", ["cadre", "supervisor", "approver"])
def test_the_second_person_may_be_any_of_three(role):
    assert not rules.why_not_approve(WAITING, CASE, "另一个人", {role}, 3)


def test_nothing_is_closed_without_an_answer():
    assert "空的" in said(rules.why_not_reply(CASE, " \n", False, "", ""))


def test_a_public_question_by_somebody_named_is_in_other_words():
    named = replace(CASE, name="孙桂兰")
    assert "一字不差" in said(rules.why_not_column(named, CASE.text, "修好了。"))
    assert not rules.why_not_column(CASE, CASE.text, "修好了。")


@pytest.mark.parametrize(
    ("answered", "level", "wanted", "complaint"),
    [
        pytest.param(False, 0, 1, "还没有答复", id="no answer"),
        pytest.param(True, 2, 1, "已经评价", id="rated"),
        pytest.param(True, 0, 9, "点一个", id="nine of five"),
    ],
)
def test_a_rating_is_given_once_to_an_answer(answered, level, wanted, complaint):
    assert complaint in said(rules.why_not_rate(answered, level, wanted, ()))


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_only_the_last_two_levels_open_a_case_again(level):
    case = replace(DONE, level=level)
    assert bool(rules.why_not_reopen(case, "再去看一次", "李秀英")) == (level < 4)
    talk = Talk(day=DAY, present="李秀英", said="谈过了", outcome="understood")
    assert bool(rules.why_not_talk(case, talk, DAY)) == (level < 4)


def test_somebody_else_with_the_same_question_may_be_the_one_not_satisfied():
    case = replace(DONE, level=1, same=(Same("F2026-0002", "灯不亮", 5),))
    assert not rules.why_not_reopen(case, "再去看一次", "李秀英")


@pytest.mark.parametrize(
    ("case", "into", "complaint"),
    [
        pytest.param(DONE, replace(CASE, obj="B"), "已经办完", id="what is done"),
        pytest.param(CASE, CASE, "自己", id="into itself"),
        pytest.param(CASE, replace(CASE, obj="B", state="merged", merged_into="F2026-0003"), "F2026-0003", id="merged"),
        pytest.param(CASE, replace(DONE, obj="B"), "只给本人看", id="private"),
        pytest.param(replace(CASE, category="report"), replace(CASE, obj="B"), "单独办", id="a report"),
        pytest.param(CASE, replace(CASE, obj="B", recused=("李秀英",)), "回避", id="keeps out of the other"),
    ],
)
def test_some_cases_are_not_merged(case, into, complaint):
    assert complaint in said(rules.why_not_merge(case, into, "李秀英"))


def test_a_case_merges_into_an_open_one_and_into_a_public_answer():
    assert not rules.why_not_merge(CASE, replace(CASE, obj="B"), "李秀英")
    assert not rules.why_not_merge(CASE, replace(DONE, obj="B", published_on=DAY), "李秀英")


@pytest.mark.parametrize("kind", ["identity", "bank", "writer"])
def test_no_reason_lets_a_person_be_seen(kind):
    assert rules.why_not_overrule(kind, "大家都知道是谁，没关系")
