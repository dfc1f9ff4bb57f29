"""A whole file is read, or every reason why not is given with sheet and cell, all at once."""

from datetime import date

import pytest

from terminal.ledger.rules import why_not_import
from terminal.ledger.sheets.book import Signer
from terminal.ledger.sheets.reading import read
from tests.ledger.workbooks import T1, Rows, as_book, as_page, as_text, as_xlsx, changed, saved, without

MONTH = "2026-05"
BOOK: Rows = (
    ("石桥村2026年5月收支逐笔公开榜",),
    ("编制单位：石桥村股份经济合作社　账户：基本户　单位：元",),
    ("日期", "凭证号", "摘要", "科目", "收入", "支出", "余额", "经办人", "审批人"),
    ("", "", "上月结转", "", "", "", "12,300.50", "", ""),
    ("2026-05-06", "记-3", "电费", "管理费用", "", "286.40", "12,014.10", "李卫东", "陈国平"),
    ("2026-05-20", "记-4", "鱼塘租金", "经营收入", "5,000.00", "", "17,014.10", "王建国", "陈国平"),
    ("", "", "本月合计", "", "5,000.00", "286.40", "", "", ""),
    ("", "", "月末结余", "", "", "", "17,014.10", "", ""),
    ("村民委员会主任：陈国平　村务监督委员会主任：周德明　会计：刘秀英",),
)


def found(rows, period=MONTH, **kwargs):
    """Place and sentence of everything wrong."""
    reading = read(as_xlsx(rows), "5月.xlsx", period, **kwargs)
    return [(problem.where, problem.says) for problem in why_not_import(reading)]


def test_t1_is_read_to_the_fen():
    reading = read(as_xlsx(T1), "T1.xlsx", MONTH)
    (sheet,) = reading.sheets
    assert (sheet.opening_fen, sheet.closing_fen, len(sheet.lines)) == (1230050, 1701410, 2)
    assert why_not_import(reading) == []


def test_t2_a_closing_ten_fen_too_small_is_named_at_the_line_and_the_total():
    problems = found(changed(T1, (6, 6, "17,014.00"), (7, 6, "17,014.00")))
    assert [where for where, _ in problems] == ["收支!F6", "收支!F7"]
    assert all("少了 0.10" in says for _, says in problems)


def test_t3_columns_the_other_way_round_say_the_same():
    swapped = [row if len(row) < 6 else (*row[:3], row[4], row[3], row[5]) for row in T1]
    assert changed(swapped)[2][3] == "支出"
    ours, theirs = (read(as_xlsx(rows), "T3.xlsx", MONTH).sheets[0] for rows in (T1, swapped))
    assert [(line.direction, line.fen) for line in ours.lines] == [(line.direction, line.fen) for line in theirs.lines]


@pytest.mark.parametrize(
    ("period", "account_set", "problems"),
    [("2025-03", None, 2), ("2023-12", None, 0), ("2023-12", "2023", 2)],
    ids=["2004 accounts in 2025", "2004 accounts in 2023", "2004 accounts where a person chose 2023"],
)
def test_t4_t6_accounts_of_the_wrong_version_are_refused(period, account_set, problems):
    rows = [
        (f"石桥村{period[:4]}年{int(period[5:])}月收支",),
        ("日期", "摘要", "科目编码", "科目名称", "收入", "支出"),
        (f"{period}-06", "鱼塘租金", "511", "发包及上交收入", "5,000.00", ""),
        (f"{period}-08", "电费", "541", "管理费用", "", "286.40"),
    ]
    says = [problem.says for problem in read(as_xlsx(rows), "账.xlsx", period, account_set=account_set).problems]
    assert len(says) == problems and all(text.startswith("科目版本不一致") for text in says)


def test_t5_accounts_of_2023_are_welcome_in_2026():
    assert found(BOOK) == []


def test_t7_a_web_page_in_gb2312_named_xls_is_read_with_its_total():
    reading = read(as_page(T1, "gb2312"), "T7.xls", MONTH)
    (sheet,) = reading.sheets
    assert [stated.label for stated in sheet.stated] == ["合计"]
    assert why_not_import(reading) == []


def test_t8_wan_is_multiplied_and_said():
    rows = (
        ("石桥村2026年度收入情况  单位：万元",),
        ("日期", "摘要", "金额"),
        ("2026-03-01", "总收入", 180),
    )
    reading = read(as_xlsx(rows), "T8.xlsx", "2026")
    assert reading.sheets[0].lines[0].fen == 180000000
    assert any("万元" in notice for notice in reading.notices)


def test_t9_totals_inside_the_sheet_are_checked_month_by_month():
    rows = (
        ("村级支出情况 2026年第二季度",),
        ("日期", "凭证号", "摘要", "金额"),
        ("2026-04-12", "1", "路灯电费", "286.40"),
        ("", "", "本月合计", "286.40"),
        ("2026-05-08", "1", "路灯电费", "301.00"),
        ("", "", "本月合计", "300.00"),
    )
    reading = read(as_xlsx(rows), "T9.xlsx", "2026Q2")
    assert [line.fen for line in reading.sheets[0].lines] == [28640, 30100]
    wrong = [problem for problem in why_not_import(reading) if "本月合计" in problem.says]
    assert [(problem.where, "应是 301.00" in problem.says) for problem in wrong] == [("收支!D6", True)]


def test_t10_a_blank_balance_is_computed():
    assert found(changed(BOOK, (5, 7, ""))) == []
    assert found(changed(BOOK, (5, 7, ""), (6, 7, ""))) == []


def test_people_account_and_title_are_kept():
    (sheet,) = read(as_xlsx(BOOK), "账.xlsx", MONTH).sheets
    assert (sheet.title, sheet.account, sheet.name) == ("石桥村2026年5月收支逐笔公开榜", "基本户", "收支")
    assert sheet.signers == (
        Signer("村民委员会主任", "陈国平"),
        Signer("村务监督委员会主任", "周德明"),
        Signer("会计", "刘秀英"),
    )
    assert (sheet.lines[0].handler, sheet.lines[0].approver, sheet.lines[0].day) == (
        "李卫东",
        "陈国平",
        date(2026, 5, 6),
    )


@pytest.mark.parametrize(
    "said",
    [
        "2026年5月6日",
        "2026.5.6",
        "2026/5/6",
        "2026-05-06",
        "20260506",
        date(2026, 5, 6),
        46148,
        20260506,
        "5月6日",
        "２０２６年５月６日",
    ],
    ids=str,
)
def test_days_are_understood_however_they_are_written(said):
    (sheet,) = read(as_xlsx(changed(BOOK, (5, 1, said))), "账.xlsx", MONTH).sheets
    assert sheet.lines[0].day == date(2026, 5, 6)


@pytest.mark.parametrize("said", [286.4, "286.40", "¥286.40", "２８６．４０", "￥286.4元", "286.40 "], ids=str)
def test_amounts_are_understood_however_they_are_written(said):
    assert found(changed(BOOK, (5, 6, said))) == []


def test_red_entries_keep_their_side_and_are_said():
    rows = changed(
        BOOK, (5, 6, "(286.40)"), (5, 7, "12,586.90"), (6, 7, "17,586.90"), (7, 6, "-286.40"), (8, 7, "17,586.90")
    )
    reading = read(as_xlsx(rows), "账.xlsx", MONTH)
    assert why_not_import(reading) == []
    assert (reading.sheets[0].lines[0].direction, reading.sheets[0].lines[0].fen) == ("out", -28640)
    assert any("红字" in notice and "收支!F5" in notice for notice in reading.notices)


@pytest.mark.parametrize(
    ("change", "where", "says"),
    [
        pytest.param((5, 1, "2026-13-06"), "收支!A5", "没有 13 月", id="no such month"),
        pytest.param((5, 1, "2026-04-30"), "收支!A5", "不在2026年5月里", id="a day of another month"),
        pytest.param((5, 1, "上旬"), "收支!A5", "看不出是哪一天", id="no day at all"),
        pytest.param((5, 1, 5.1), "收支!A5", "看不准是哪一天", id="a day that lost its zero"),
        pytest.param((5, 6, "286.405"), "收支!F5", "多于两位", id="three decimals"),
        pytest.param((5, 6, 286.405), "收支!F5", "不是整分", id="a number with three decimals"),
        pytest.param((5, 6, "2.864E2"), "收支!F5", "科学记数法", id="exponent"),
        pytest.param((5, 6, "28,6.40"), "收支!F5", "逗号", id="a separator in the wrong place"),
        pytest.param((5, 6, date(2026, 5, 6)), "收支!F5", "却是日期", id="a day in a column of money"),
        pytest.param((5, 6, True), "收支!F5", "是/否", id="a yes in a column of money"),
        pytest.param((5, 6, "=1+1"), "收支!F5", "公式", id="a formula that was never calculated"),
        pytest.param((5, 6, "#REF!"), "收支!F5", "#REF!", id="a broken formula"),
        pytest.param((5, 6, ""), "收支!E5", "没有金额", id="neither income nor expense"),
        pytest.param((5, 5, "1.00"), "收支!E5", "都填了", id="income and expense"),
        pytest.param((5, 3, ""), "收支!C5", "没有写摘要", id="no summary"),
        pytest.param((5, 7, "12,041.10"), "收支!G5", "像是两个数字写反了", id="two digits swapped in a balance"),
        pytest.param((7, 5, "5,000.01"), "收支!E7", "“本月合计”的收入应是 5,000.00", id="a wrong total of income"),
        pytest.param((7, 6, "268.40"), "收支!F7", "“本月合计”的支出应是 286.40", id="a wrong total of expense"),
        pytest.param((8, 7, "17,014.00"), "收支!G8", "收支对不上", id="a wrong closing"),
        pytest.param((5, 4, "514 管理费用"), "收支!D5", "科目版本不一致", id="code and name that do not agree"),
        pytest.param((5, 4, "发包及上交收入"), "收支!D5", "科目版本不一致", id="an account of 2004"),
        pytest.param((5, 3, "补助王某 11010519491231002X"), "收支!C5", "身份证号（110…）", id="an identity number"),
        pytest.param((5, 8, "李卫东 13800138000"), "收支!H5", "手机号（138…）", id="a mobile number"),
        pytest.param(
            (2, 1, "账户：6217 0012 3456 7890 123"), "收支!A2", "长号码（621…）", id="a bank account in the head"
        ),
        pytest.param((6, 2, "记-3"), "收支!B6", "凭证号 记-3 用了两次", id="a voucher number on two days"),
    ],
)
def test_one_mistake_is_named_with_its_cell(change, where, says):
    problems = found(changed(BOOK, change))
    assert [place for place, said in problems if says in said] == [where]
    assert all(said.endswith("。") for _, said in problems)
    assert len(problems) == 1, problems


def test_all_mistakes_are_named_at_once():
    rows = changed(
        BOOK,
        (5, 1, "2026-02-30"),
        (5, 6, "286.405"),
        (6, 5, "五千"),
        (6, 8, "13800138000"),
        (9, 1, "会计：110105194912310021"),
    )
    assert [where for where, _ in found(rows)] == ["收支!A5", "收支!F5", "收支!H6", "收支!E6", "收支!A9"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        pytest.param(without(BOOK, 4), "没有写上期结余", id="no opening"),
        pytest.param(
            [row for row in changed(BOOK, (5, 7, ""), (6, 7, "")) if "月末结余" not in row],
            "没有写期末结余",
            id="no closing",
        ),
        pytest.param(BOOK[:4], "没有写期末结余", id="cut off after the opening"),
        pytest.param(without(BOOK, 5), "应是 17,300.50", id="a line torn out"),
        pytest.param((*BOOK[:5], BOOK[4], *BOOK[5:]), "应是 11,727.70", id="a line twice"),
        pytest.param(without(BOOK, 3), "没有找到2026年5月的账", id="no header"),
        pytest.param(changed(BOOK, (1, 1, "石桥村2026年4月收支")), "没有找到2026年5月的账", id="another month"),
        pytest.param([("",)], "没有找到2026年5月的账", id="nothing"),
    ],
)
def test_an_incomplete_sheet_is_refused_with_the_reason(rows, says):
    assert any(says in said for _, said in found(rows))


def test_a_closing_row_may_be_missing_when_balances_are_printed():
    assert found(without(BOOK, 8)) == []


def test_a_blank_opening_is_zero_because_zero_is_printed_as_a_blank():
    rows = changed(BOOK, (4, 7, ""), (5, 7, "-286.40"), (6, 7, "4,713.60"), (8, 7, "4,713.60"))
    assert found(rows) == []
    assert any("收支对不上" in says for _, says in found(changed(BOOK, (4, 7, ""))))


def test_merged_cells_stand_for_every_place_they_cover():
    rows = [
        ("石桥村收支逐笔公开榜", "", "", "", "", "", ""),
        ("2026年", "", "凭证", "摘要", "金额", "", ""),
        ("月", "日", "号", "", "收入", "支出", "余额"),
        ("", "", "", "上月结转", "", "", 100),
        (5, 6, 3, "电费", "", 10, 90),
        ("", "", "", "水费", "", 20, 70),
        ("合计", "", "", "", "", 30, 70),
    ]
    merged = ("A1:G1", "A2:B2", "D2:D3", "E2:G2", "A5:A6", "B5:B6", "C5:C6", "A7:D7")
    reading = read(as_xlsx(rows, merged=merged), "账.xlsx", MONTH)
    assert why_not_import(reading) == []
    assert [(str(line.day), line.voucher) for line in reading.sheets[0].lines] == [("2026-05-06", "3")] * 2


def test_the_header_may_be_printed_again_on_the_next_page():
    assert found((*BOOK[:5], BOOK[2], *BOOK[5:])) == []


def test_hidden_sheets_rows_and_columns_are_listed_and_not_read():
    book = as_book({"收支": BOOK, "草稿": BOOK, "科目余额表": (("期初余额", "期末余额", "科目"),)})
    book["草稿"].sheet_state = "hidden"
    book["收支"].row_dimensions[5].hidden = True
    book["收支"].column_dimensions["H"].hidden = True
    reading = read(saved(book), "账.xlsx", MONTH)
    assert [problem.where for problem in reading.left_out] == ["收支!A5", "收支!H1", "草稿", "科目余额表"]
    assert [line.handler for line in reading.sheets[0].lines] == [""]
    assert any("应是" in problem.says for problem in why_not_import(reading))


def test_several_accounts_in_one_book_are_several_sheets_and_other_months_are_left_out():
    other = changed(BOOK, (1, 1, "石桥村2026年4月收支"))
    book = as_book({"基本户": BOOK, "现金": changed(BOOK, (2, 1, "账户：现金")), "4月": other})
    reading = read(saved(book), "账.xlsx", MONTH)
    assert [sheet.account for sheet in reading.sheets] == ["基本户", "现金"]
    assert [(problem.where, "2026年4月" in problem.says) for problem in reading.left_out] == [("4月", True)]
    assert why_not_import(reading, {"基本户": 1230050, "现金": 1230051})[0].where == "现金!G4"


def test_text_that_begins_like_a_formula_stays_text():
    rows = changed(BOOK, (5, 3, "@电费"), (6, 3, "+租金"))
    assert [line.summary for line in read(as_text(rows), "账.csv", MONTH).sheets[0].lines] == ["@电费", "+租金"]


def test_columns_nobody_knows_are_said():
    (notice,) = read(as_xlsx(changed(BOOK, (3, 10, "天气"))), "账.xlsx", MONTH).notices
    assert "天气" in notice


def test_a_text_table_is_named_by_line():
    problems = read(as_text(changed(BOOK, (5, 6, "很多"))), "账.csv", MONTH).problems
    assert [problem.where for problem in problems] == ["第 5 行"]
