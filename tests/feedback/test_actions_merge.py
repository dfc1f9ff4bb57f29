"""Two cases that ask the same get one answer, and each code opens it."""

import pytest

from terminal.errors import NotFound, Refused
from terminal.feedback import actions, queries, records
from tests.feedback import office
from tests.feedback.office import FRIDAY, MONDAY, answered, opened, taken
from tests.world import at, state

LOOKUP, OTHER = "a" * 32, "b" * 32


@pytest.fixture
def li(shiqiao):
    return office.cadre()


@pytest.fixture
def zhou(shiqiao):
    return office.supervisor()


def refused(act) -> str:
    """The sentences of a refusal, which leaves log and tables alone."""
    before = state()
    with pytest.raises(Refused) as wrong:
        act()
    assert state() == before
    return str(wrong.value)


def test_both_codes_of_a_merged_case_open_the_same_reply_and_rate_it(li, zhou):
    first = taken(li)
    second = opened(OTHER, text="路灯不亮")
    actions.merge(second.number, first.number, by=li, now=at(MONDAY))
    answered(records.one(first.number), li, zhou)
    seen = queries.case_by_code(OTHER)
    assert (seen.reply, seen.speaks, seen.may_rate) == (office.ANSWER, first.number, True)
    actions.rate(OTHER, 5, now=at(FRIDAY))
    assert (queries.case_by_code(OTHER).level, queries.case_by_code(LOOKUP).level) == (5, 0)
    actions.reopen(first.number, "第二位说还是不亮", by=li, now=at(FRIDAY))


def test_a_case_merged_on_takes_its_own_followers_with_it(li):
    first, second, third = taken(li), opened(OTHER), opened("c" * 32)
    actions.merge(third.number, second.number, by=li, now=at(MONDAY))
    actions.merge(second.number, first.number, by=li, now=at(MONDAY))
    assert records.one(third.number).merged_into == first.number
    assert [one.number for one in records.one(first.number).same] == [second.number, third.number]


def test_a_private_answer_takes_nobody_else_in(li, zhou):
    first = answered(taken(li), li, zhou)
    second = opened(OTHER)
    assert "只给本人看" in refused(lambda: actions.merge(second.number, first.number, by=li, now=at(FRIDAY)))


def test_a_case_does_not_merge_into_itself_or_into_nothing(li):
    case = taken(li)
    assert "不能并到自己" in refused(lambda: actions.merge(case.number, case.number, by=li, now=at(MONDAY)))
    with pytest.raises(NotFound):
        actions.merge(case.number, "F2026-9999", by=li, now=at(MONDAY))
