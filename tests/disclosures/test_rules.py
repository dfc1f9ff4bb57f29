"""Each reason why a text may not become public, alone and together."""

from datetime import date

import pytest

from terminal.disclosures import rules

DAY = date(2026, 11, 22)


def places(problems):
    return [problem.where for problem in problems]


def test_a_title_and_a_text_are_enough():
    assert rules.why_not_text("低保名单", "共 12 户。") == []


@pytest.mark.parametrize(
    ("title", "text", "where"),
    [
        pytest.param("", "正文", ["标题"], id="no title"),
        pytest.param(" \u3000", "正文", ["标题"], id="a title of blanks"),
        pytest.param("题" * 121, "正文", ["标题"], id="a title too long"),
        pytest.param("题\n目", "正文", ["标题"], id="a title on two lines"),
        pytest.param("标题", "", ["正文"], id="no text"),
        pytest.param("标题", "\n \t", ["正文"], id="a text of blanks"),
        pytest.param("", "", ["标题", "正文"], id="nothing at all"),
        pytest.param("题\n" * 100, "", ["标题", "标题", "正文"], id="everything wrong"),
    ],
)
def test_a_text_that_may_not_stand_is_named_with_every_reason(title, text, where):
    assert places(rules.why_not_text(title, text)) == where


def test_the_longest_title_and_summary_are_allowed():
    assert rules.why_not_text("题" * 120, "正文") == []
    assert rules.why_not_summary("概" * 300) == []
    assert places(rules.why_not_summary("概" * 301)) == ["内容概述"]


@pytest.mark.parametrize(
    ("created_on", "published_on", "where"),
    [
        pytest.param(DAY, DAY, [], id="today"),
        pytest.param(date(2026, 11, 23), date(2026, 11, 23), ["公开日期"], id="tomorrow"),
        pytest.param(date(2026, 11, 21), date(2026, 11, 20), ["成文日期"], id="made after it was published"),
        pytest.param(date(2026, 12, 2), date(2026, 12, 1), ["成文日期", "公开日期"], id="both"),
        pytest.param(date(26, 11, 22), DAY, ["成文日期"], id="a year of two figures"),
    ],
)
def test_days_are_in_order_and_not_in_the_future(created_on, published_on, where):
    assert places(rules.why_not_days(created_on, published_on, DAY)) == where


@pytest.mark.parametrize("reason", ["", "   ", "错了", "\n\n\n\n", "改 ."])
def test_a_change_says_why(reason):
    assert places(rules.why_not_change(reason, None)) == ["原因"]


def test_what_is_withdrawn_stays_as_it_is():
    assert rules.why_not_change("金额写错了", None) == []
    assert "已经撤下" in rules.why_not_change("金额写错了", DAY)[0].says
    assert len(rules.why_not_change("", DAY)) == 2


def test_the_same_again_is_no_publication():
    assert rules.same_text("甲", "乙", "甲", "丙") == []
    assert places(rules.same_text("甲", "乙", "甲", "乙")) == ["正文"]


def test_every_problem_is_a_whole_sentence():
    found = [
        *rules.why_not_text("", ""),
        *rules.why_not_days(date(2027, 1, 2), date(2027, 1, 1), DAY),
        *rules.why_not_summary("概" * 301),
        *rules.why_not_change("", DAY),
        *rules.same_text("", "", "", ""),
    ]
    assert all(problem.says.endswith("。") for problem in found)


@pytest.mark.parametrize(
    ("title", "text", "where"),
    [
        pytest.param("名单", "身份证 11010519491231002X", ["正文"], id="identity number"),
        pytest.param("名单", "凭证号 6222 0212 3456 7890 123", [], id="a number that fails the bank's check digit"),
        pytest.param("11010519491231002X 的申请", "正文", ["标题"], id="in the title"),
    ],
)
def test_numbers_that_are_never_public_enter_no_log(title, text, where):
    assert places(rules.why_not_text(title, text)) == where


def test_a_summary_may_not_name_a_number_either():
    assert places(rules.why_not_summary("身份证 11010519491231002X")) == ["内容概述"]


@pytest.mark.parametrize("number", ["11010519491231002X", "13800138000"], ids=["identity", "mobile"])
def test_what_is_public_at_once_repeats_no_number_of_anybody(number):
    said = f"他的号码是 {number}。"
    assert places(rules.why_not_withdraw(said, None)) == ["原因"]
    assert places(rules.why_not_object(said, said, DAY, DAY, DAY)) == ["异议", "处理"]


def test_a_correction_repeats_no_identity_number():
    assert places(rules.why_not_change("删去 11010519491231002X 这个号。", None)) == ["原因"]
    assert rules.why_not_change("值班电话改成 13800138000 了。", None) == []
