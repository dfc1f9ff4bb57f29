"""Every problem is said at once, each with its place."""

import pytest

from terminal.errors import Problem, Refused, refuse_if


def test_a_problem_says_where_it_is_when_it_knows():
    assert str(Problem("标题是空的。", "标题")) == "标题：标题是空的。"
    assert str(Problem("标题是空的。")) == "标题是空的。"


def test_no_problem_is_no_refusal():
    refuse_if([])
    refuse_if(iter(()))


def test_all_problems_are_refused_at_once():
    problems = [Problem("一。", "甲"), Problem("二。")]
    with pytest.raises(Refused) as refused:
        refuse_if(iter(problems))
    assert refused.value.problems == tuple(problems)
    assert str(refused.value) == "甲：一。\n二。"
