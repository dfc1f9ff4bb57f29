"""Two charts of accounts use the same codes for different things; code and name decide together."""

import pytest

from terminal.errors import Refused
from terminal.ledger.accounts import Said, account_set, for_period, which_set
from terminal.text.days import Period

T4 = [("501", "经营收入"), ("511", "发包及上交收入"), ("541", "管理费用")]
T5 = [("501", "经营收入"), ("511", "经营支出"), ("513", "管理费用")]


def refusal(*pairs, period=None):
    with pytest.raises(Refused) as refused:
        which_set(pairs, Period.read(period) if period else None)
    return refused.value.problems


@pytest.mark.parametrize(
    ("version", "kinds"),
    [
        pytest.param("2004", (13, 7, 4, 1, 9), id="34 accounts of 2004"),
        pytest.param("2023", (19, 8, 4, 1, 10), id="42 accounts of 2023"),
    ],
)
def test_a_chart_has_every_official_account_once(version, kinds):
    accounts = account_set(version).accounts
    counted = [sum(account.kind == kind for account in accounts) for kind in ("asset", "liability", "equity", "cost")]
    assert (*counted, sum(account.kind in ("income", "expense") for account in accounts)) == kinds
    assert len({account.code for account in accounts}) == len(accounts) == len({account.name for account in accounts})


@pytest.mark.parametrize("version", ["2004", "2023"])
def test_income_and_expense_have_a_direction_and_nothing_else_has(version):
    wanted = {"income": "in", "expense": "out"}
    assert all(account.direction == wanted.get(account.kind) for account in account_set(version).accounts)
    assert all(account.plain for account in account_set(version).accounts)


@pytest.mark.parametrize(
    ("period", "version"), [("2023-12", "2004"), ("2023", "2004"), ("2024-01", "2023"), ("2026Q3", "2023")]
)
def test_the_chart_follows_the_period(period, version):
    assert for_period(Period.read(period)).version == version


@pytest.mark.parametrize(("pairs", "version"), [pytest.param(T4, "2004", id="T4"), pytest.param(T5, "2023", id="T5")])
def test_codes_and_names_together_tell_the_version(pairs, version):
    assert which_set(pairs).version == version


@pytest.mark.parametrize(
    ("code", "in_2004", "in_2023"),
    [("502", "out", "in"), ("511", "in", "out"), ("521", "in", "out"), ("503", None, "in"), ("541", "out", None)],
)
def test_the_same_code_means_opposite_things(code, in_2004, in_2023):
    said = [account_set(version).by_code(code) for version in ("2004", "2023")]
    assert [account and account.direction for account in said] == [in_2004, in_2023]


@pytest.mark.parametrize(
    ("code", "name", "means"),
    [
        ("501", "经营收入", "501"),
        ("", "经营收入-鱼塘租金", "501"),
        ("501001", "鱼塘租金", "501"),
        ("513.01", "办公费", "513"),
        ("５０１", "经营收入", "501"),
        ("401", "生产（劳务）成本", "401"),
        ("101", "现金", "101"),
        ("514", "", "514"),
        ("514", "公益性支出", None),
        ("511", "发包及上交收入", None),
        ("50101", "管理费用", None),
        ("6602", "管理费用", None),
        ("", "发包及上交收入", None),
    ],
)
def test_a_code_and_a_name_match_one_account_of_2023_or_none(code, name, means):
    account = account_set("2023").match(code, name)
    assert (account.code if account else None) == means


def test_a_2004_name_in_a_2025_period_is_refused():
    (problem,) = refusal(Said("511", "发包及上交收入", "收支!D7"), ("501", "经营收入"), period="2025-03")
    assert problem.says.startswith("科目版本不一致")
    assert problem.where == "收支!D7"


def test_accounts_of_both_versions_in_one_file_are_all_named():
    assert len(refusal(("541", "管理费用"), ("514", "公益支出"), ("501", "经营收入"))) == 2


@pytest.mark.parametrize("pair", [("511", "管理费用"), ("6602.01", "办公费"), ("999", "没有的")])
def test_a_code_that_is_not_called_so_in_any_version_is_refused(pair):
    (problem,) = refusal(pair)
    assert problem.says.startswith("科目版本不一致")


def test_names_of_the_village_say_nothing_about_the_version():
    assert which_set([("", "路灯电费"), ("", "")]).version == "2023"
    assert which_set([("161", "无形资产")], Period.read("2020-01")).version == "2004"
