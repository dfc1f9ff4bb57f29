"""A sheet is published when it adds up to the fen; otherwise every reason is given."""

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from terminal.errors import Problem
from terminal.ledger.accounts import account_set
from terminal.ledger.rules import Share, Totals, by_category, totals, why_not_import, why_not_publish
from terminal.ledger.sheets.book import Line, Reading, Sheet, Stated, why_not_one_line
from terminal.text.days import Period

MAY = Period.read("2026-05")


def line(direction, fen, *, day=6, month=5, voucher="", summary="电费", balance=None, account="", where=""):
    return Line(
        summary=summary,
        direction=direction,
        fen=fen,
        day=day and date(2026, month, day),
        voucher=voucher,
        balance_fen=balance,
        account_name=account,
        where=where,
    )


def sheet(*lines, **changes):
    said = {"opening_fen": 1000, "closing_fen": 1000 + totals(lines).net, "closing_where": "收支!F9", **changes}
    return Sheet(name="收支", period=MAY, account_set="2023", lines=lines, **said)


def places(problems):
    return [problem.where for problem in problems]


amounts = some.integers(min_value=-(10**9), max_value=10**9).filter(bool)


@settings(deadline=None)
@given(some.lists(some.tuples(some.sampled_from(["in", "out"]), amounts), min_size=1), some.integers(-(10**9), 10**9))
def test_a_sheet_that_adds_up_may_be_published(moves, opening):
    lines, balance = [], opening
    for direction, fen in moves:
        balance += fen if direction == "in" else -fen
        lines.append(line(direction, fen, balance=balance))
    assert why_not_publish(sheet(*lines, opening_fen=opening, closing_fen=balance), opening) == []


@settings(deadline=None)
@given(some.lists(amounts, min_size=1, max_size=9), some.integers(min_value=1, max_value=10**6))
def test_a_closing_that_is_off_by_anything_is_refused(moves, error):
    good = sheet(*(line("in", fen) for fen in moves))
    (problem,) = why_not_publish(msgspec.structs.replace(good, closing_fen=good.closing_fen + error))
    assert "收支对不上" in problem.says and problem.where == "收支!F9"


def test_a_slip_is_named_once_whether_it_is_carried_on_or_not():
    carried = [line("out", 100, balance=balance, where=f"E{balance}") for balance in (900, 700, 600)]
    corrected = [line("out", 100, balance=balance, where=f"E{balance}") for balance in (900, 810, 700)]
    assert places(why_not_publish(sheet(*carried))) == ["E700"]
    assert places(why_not_publish(sheet(*corrected))) == ["E810"]


@pytest.mark.parametrize(
    ("printed", "swapped"),
    [(29640, []), (26940, [True]), (92640, [True]), (29641, [False]), (24690, [False]), (2964, [False])],
)
def test_two_swapped_digits_are_recognised(printed, swapped):
    problems = why_not_publish(sheet(line("in", 28640, balance=printed)))
    assert ["写反" in problem.says for problem in problems] == swapped


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"opening_fen": None}, "没有写上期结余", id="no opening"),
        pytest.param({"closing_fen": None}, "没有写期末结余", id="no closing"),
        pytest.param({"closing_fen": 0}, "收支对不上", id="a wrong closing"),
    ],
)
def test_a_sheet_without_true_ends_is_refused(changes, says):
    (problem,) = why_not_publish(sheet(line("in", 5), **changes))
    assert says in problem.says


def test_an_empty_sheet_that_says_nothing_is_refused_and_a_quiet_month_is_not():
    assert why_not_publish(sheet()) == []
    assert len(why_not_publish(sheet(opening_fen=None, closing_fen=None))) == 3


def test_a_break_with_the_period_before_names_both_figures():
    (problem,) = why_not_publish(sheet(line("in", 5), opening_where="收支!F4"), previous_closing_fen=900)
    assert "9.00" in problem.says and "10.00" in problem.says and problem.where == "收支!F4"


@pytest.mark.parametrize(
    ("kind", "since", "income", "refused"),
    [
        pytest.param("total", 0, 300, False, id="total of the sheet"),
        pytest.param("total", 1, 200, False, id="total since the last one"),
        pytest.param("total", 1, 250, True, id="wrong total"),
        pytest.param("subtotal", 1, 200, False, id="subtotal since the last one"),
        pytest.param("subtotal", 1, 300, True, id="subtotal of more than its part"),
        pytest.param("cumulative", 0, 9999, False, id="cumulative of months that are not here"),
        pytest.param("total", 0, None, False, id="total that is not printed"),
    ],
)
def test_printed_totals_are_recomputed(kind, since, income, refused):
    stated = Stated(kind=kind, label="合计", count=2, since=since, income_fen=income, where="收支!D8")
    problems = why_not_publish(sheet(line("in", 100), line("in", 200), stated=(stated,)))
    assert places(problems) == ["收支!D8"] * refused


def test_a_cumulative_total_is_checked_when_the_year_begins_here():
    stated = Stated(kind="cumulative", label="本年累计", count=1, income_fen=99, where="D8")
    january = msgspec.structs.replace(sheet(line("in", 100, month=1), stated=(stated,)), period=Period.read("2026-01"))
    assert places(why_not_publish(january)) == ["D8"]


def test_a_balance_in_the_middle_is_checked():
    stated = Stated(kind="balance", label="本月结余", count=1, balance_fen=1099, where="F5")
    assert places(why_not_publish(sheet(line("in", 100), line("in", 1), stated=(stated,)))) == ["F5"]


def test_nothing_is_said_about_sums_that_miss_an_unreadable_row():
    stated = Stated(kind="total", label="合计", count=1, income_fen=500)
    assert why_not_publish(sheet(line("in", 100, balance=1500), closing_fen=1500, gaps=(0,), stated=(stated,))) == []


@pytest.mark.parametrize(("day", "month", "refused"), [(1, 5, 0), (31, 5, 0), (30, 4, 1), (1, 6, 1), (None, 5, 0)])
def test_a_line_outside_the_period_is_refused(day, month, refused):
    assert len(why_not_publish(sheet(line("in", 1, day=day, month=month, where="D5")))) == refused


@pytest.mark.parametrize(
    ("second", "refused"),
    [
        pytest.param({"day": 6}, False, id="two lines of one voucher"),
        pytest.param({"day": 7}, True, id="the same number on another day"),
    ],
)
def test_a_voucher_number_belongs_to_one_voucher(second, refused):
    problems = why_not_publish(
        sheet(line("in", 1, voucher="记-3"), line("in", 2, voucher="记-3", where="D6", **second))
    )
    assert places(problems) == ["D6"] * refused


def test_a_voucher_number_that_comes_back_later_is_refused():
    lines = [line("in", 1, voucher=number, summary=number) for number in ("记-3", "记-4", "记-3")]
    (problem,) = why_not_publish(sheet(*lines))
    assert "记-3 用了两次" in problem.says


def test_a_line_of_nothing_or_without_a_summary_is_refused():
    assert len(why_not_publish(sheet(line("in", 0), line("in", 5, summary=" ")))) == 2


@pytest.mark.parametrize(
    ("income", "expense", "says"),
    [(1, None, ""), (0, 1, ""), (-1, None, ""), (1, 1, "都填了"), (None, None, "没有金额"), (0, 0, "没有金额")],
)
def test_a_line_is_exactly_one_of_income_and_expense(income, expense, says):
    assert says in why_not_one_line(income, expense) and bool(says) == bool(why_not_one_line(income, expense))


def test_everything_against_a_file_comes_together():
    unread = Problem("这一格看不清。", "收支!A1")
    one = msgspec.structs.replace(sheet(line("in", 1), closing_fen=0), account="基本户")
    problems = why_not_import(Reading(sheets=(one,), problems=(unread,)), {"基本户": 7})
    assert problems[0] == unread
    assert [problem.says[:5] for problem in problems[1:]] == ["和上期接不", "收支对不上"]


@pytest.mark.parametrize(("accounts", "refused"), [(("基本户", "现金"), 0), (("基本户", "基本户"), 1), (("", ""), 1)])
def test_two_sheets_of_one_account_are_refused(accounts, refused):
    sheets = tuple(msgspec.structs.replace(sheet(line("in", 1)), account=account) for account in accounts)
    assert len(why_not_import(Reading(sheets=sheets))) == refused


def test_totals_count_red_entries_with_their_sign():
    moved = totals([line("in", 500), line("out", 300), line("out", -100)])
    assert moved == Totals(500, 200, 1, 2)
    assert moved.net == 300


def test_categories_are_accounts_largest_first_income_before_expense():
    shares = by_category(
        [
            line("out", 100, account="管理费用-办公费"),
            line("out", 200, account="管理费用-电费"),
            line("out", 900, account="公益支出"),
            line("in", 10, account="经营收入"),
            line("in", 30),
            line("out", 50, account="路灯"),
        ],
        account_set("2023"),
    )
    assert [(share.direction, share.name, share.fen, share.count) for share in shares] == [
        ("in", "未分类", 30, 1),
        ("in", "经营收入", 10, 1),
        ("out", "公益支出", 900, 1),
        ("out", "管理费用", 300, 2),
        ("out", "路灯", 50, 1),
    ]
    assert [share.code for share in shares] == ["", "501", "514", "513", ""]
    assert shares[2].plain and shares[2].of_fen == 1250


@pytest.mark.parametrize(
    ("fen", "of", "per_mille", "percent"),
    [
        (1, 3, 333, "33.3"),
        (2, 3, 667, "66.7"),
        (1, 2000, 1, "0.1"),
        (3, 2000, 2, "0.2"),
        (5, 0, 0, "0.0"),
        (-1, 2, -500, "-50.0"),
    ],
)
def test_a_share_is_rounded_half_up(fen, of, per_mille, percent):
    share = Share(direction="in", name="经营收入", fen=fen, of_fen=of, count=1)
    assert (share.per_mille, share.percent) == (per_mille, percent)


@settings(deadline=None)
@given(
    some.lists(
        some.tuples(some.sampled_from(["in", "out"]), some.sampled_from(["经营收入", "管理费用", "", "别的"]), amounts)
    )
)
def test_categories_lose_no_fen(moves):
    lines = [line(direction, fen, account=account) for direction, account, fen in moves]
    shares = by_category(lines, account_set("2023"))
    assert sum(share.fen for share in shares if share.direction == "in") == totals(lines).income
    assert sum(share.count for share in shares) == len(lines)
