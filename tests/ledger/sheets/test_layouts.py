"""Every layout seen in villages is read line by line, or left out with a sentence that says what it is."""

import pytest

from terminal.ledger.rules import totals, why_not_import
from terminal.ledger.sheets.reading import read
from tests.ledger.sheets import layout_samples as samples
from tests.ledger.workbooks import as_page, as_text, as_xlsx

WRITERS = {"xlsx": as_xlsx, "csv": as_text, "page": as_page}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize(("name", "rows", "period", "sums"), samples.READABLE, ids=[one[0] for one in samples.READABLE])
def test_a_layout_with_lines_is_read_from_every_container(name, rows, period, sums, write):
    reading = read(write(rows), f"{name}.xlsx", period)
    assert [str(problem) for problem in reading.problems] == []
    (sheet,) = reading.sheets
    assert (totals(sheet.lines).income, totals(sheet.lines).expense) == sums
    if name in samples.ADDING_UP:
        assert [str(problem) for problem in why_not_import(reading)] == []
    else:
        assert {problem.says[:6] for problem in why_not_import(reading)} == {"没有写上期结", "没有写期末结"}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize(("name", "rows", "called"), samples.LEFT_OUT, ids=[one[0] for one in samples.LEFT_OUT])
def test_a_summary_is_left_out_by_its_name_and_says_what_is_needed(name, rows, called, write):
    reading = read(write(rows), f"{name}.xlsx", "2026-05")
    assert reading.sheets == ()
    (left,) = reading.left_out
    assert called in left.says and "没有导入" in left.says and "请传逐笔的账" in left.says
    (problem,) = reading.problems
    assert "没有找到2026年5月的账" in problem.says


def only(rows, period="2026-05"):
    reading = read(as_xlsx(rows), "账.xlsx", period)
    assert not reading.problems
    return reading.sheets[0]


def test_a_cash_book_takes_debit_as_income_and_splits_dates_and_vouchers():
    sheet = only(samples.L02)
    assert [(str(line.day), line.voucher, line.direction) for line in sheet.lines] == [
        ("2026-05-06", "记-1", "in"),
        ("2026-05-09", "记-2", "out"),
    ]
    assert (sheet.account, sheet.opening_fen, sheet.closing_fen) == ("现金", 100000, 291350)


def test_a_sheet_with_months_only_has_lines_without_a_day():
    assert [line.day for line in only(samples.L01).lines] == [None, None]


def test_a_voucher_says_its_day_number_and_account_around_the_table():
    (line,) = only(samples.L16).lines
    assert (str(line.day), line.voucher, line.account_name, line.direction) == (
        "2026-05-06",
        "记-3",
        "管理费用-电费",
        "out",
    )


def test_a_journal_counts_only_income_and_expense_accounts_and_says_so():
    sheet = only(samples.L15)
    assert [(line.account_code, line.direction) for line in sheet.lines] == [("513", "out"), ("501", "in")]
    assert any("2 行是现金" in notice for notice in sheet.notices)


def test_an_export_of_other_software_keeps_attachments_and_leaves_transfers_out():
    (line,) = only(samples.KIS).lines
    assert (line.attachments, line.voucher, line.account_code) == (2, "记-3", "513.01")


def test_debit_and_credit_of_nobody_knows_what_is_left_out():
    rows = (("总账 2026年5月",), *samples.L14[1:])
    (left,) = read(as_xlsx(rows), "账.xlsx", "2026-05").left_out
    assert "借方、贷方" in left.says


def test_debit_and_credit_of_a_named_income_account_are_read():
    rows = (
        ("明细账 2026年5月 科目：501经营收入",),
        ("日期", "凭证号", "摘要", "借方", "贷方", "方向", "余额"),
        ("5月20日", "4", "鱼塘租金", "", "5,000.00", "贷", "5,000.00"),
        ("5月31日", "9", "结转本年收益", "5,000.00", "", "平", ""),
    )
    (line,) = only(rows).lines
    assert (line.direction, line.fen) == ("in", 500000)


def test_an_amount_that_may_be_income_or_expense_is_left_out():
    rows = (("2026年5月明细",), ("日期", "摘要", "金额"), ("2026-05-06", "电费", "286.40"))
    (left,) = read(as_xlsx(rows), "账.xlsx", "2026-05").left_out
    assert "看不出是收入还是支出" in left.says


def test_a_column_may_say_income_or_expense_for_each_line():
    rows = (
        ("2026年5月明细",),
        ("日期", "摘要", "收/支", "金额"),
        ("2026-05-06", "电费", "支出", "286.40"),
        ("2026-05-07", "租金", "收入", "50"),
    )
    assert [line.direction for line in only(rows).lines] == ["out", "in"]
