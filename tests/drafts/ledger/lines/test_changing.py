"""Rows put right at the desk: what is left of a file's reading after them, without the file being touched."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from terminal.drafts.ledger.lines import changing
from terminal.drafts.ledger.lines.changing import changed, entries, row_number
from terminal.drafts.ledger.lines.shapes import Cells, Edit
from terminal.ledger import identities
from terminal.ledger.rules import why_never
from terminal.ledger.sheets.book import Line, Reading, Sheet, Stated, Unread
from terminal.text.days import Period

MAY = Period.read("2026-05")


def line(row: int, what: str, out: int, balance: int | None = None, **more) -> Line:
    places = {"where": f"收支!E{row}", "day_where": f"收支!A{row}", "balance_where": f"收支!F{row}"}
    return Line(summary=what, direction="out", fen=out, balance_fen=balance, **places, **more)


SHEET = Sheet(
    name="收支",
    period=MAY,
    account_set="2023",
    opening_fen=100_00,
    opening_where="收支!F4",
    lines=(line(5, "电费", 10_00, 90_00), line(7, "水费", 20_00, 60_00)),
    unread=(
        Unread(number=6, said={"summary": "纸张", "expense": "拾元"}, cells={"summary": "收支!C6", "money": "收支!E6"}),
    ),
    gaps=(1,),
    stated=(Stated(kind="total", label="合计", count=2, expense_fen=40_00, balance_fen=60_00, where="收支!F8"),),
    closing_fen=60_00,
    closing_where="收支!F8",
)
READING = Reading(sheets=(SHEET,), problems=(changing.Problem("“拾元”不是金额。", "收支!E6"),))


def edit(key: str, now: Cells | None, was: Cells | None = None, behind: str = "") -> Edit:
    place = changing.added_place(key) if key.startswith("a") else f"第 {key} 行"
    return Edit(key=key, behind=behind, place=place, was=was, now=now, by="李秀英", at=datetime(2026, 6, 1, tzinfo=UTC))


def after(*edits: Edit) -> Sheet:
    return changed(READING, edits).sheets[0]


PAPER = Cells(summary="纸张", expense=10_00)


@pytest.mark.parametrize(
    ("where", "number"),
    [
        pytest.param("收支!G6", 6, id="a cell"),
        pytest.param("收支!AB12", 12, id="a far column"),
        pytest.param("第 7 行", 7, id="a line of a text"),
        pytest.param("别的表!G6", 0, id="another sheet"),
        pytest.param("收支", 0, id="the sheet itself"),
        pytest.param("", 0, id="nowhere"),
    ],
)
def test_a_place_names_its_row(where, number):
    assert row_number(where, "收支") == number


def test_rows_stand_in_the_order_of_the_file():
    assert [(one.key, one.kind) for one in entries(SHEET)] == [
        ("4", "printed"),
        ("5", "line"),
        ("6", "unread"),
        ("7", "line"),
        ("8", "printed"),
    ]


def test_without_changes_the_reading_is_the_very_same():
    assert changed(READING, ()) is READING


def test_a_row_nobody_could_read_becomes_a_line_and_its_problem_is_gone():
    found = changed(READING, [edit("6", PAPER)])
    sheet = found.sheets[0]
    assert (found.problems, sheet.gaps, [one.summary for one in sheet.lines]) == ((), (), ["电费", "纸张", "水费"])
    assert sheet.stated[0].count == 3 and identities.of_sheet(sheet) == []


def test_a_problem_outside_the_row_stays():
    both = replace(READING, problems=(*READING.problems, changing.Problem("另一处", "收支!E7")))
    assert [one.says for one in changed(both, [edit("6", PAPER)]).problems] == ["另一处"]


def test_a_changed_amount_is_checked_at_once():
    sheet = after(edit("6", PAPER), edit("5", Cells(summary="电费", expense=11_00, balance=90_00)))
    assert "收支!F5" in [one.where for one in identities.of_sheet(sheet)]


def test_a_line_that_was_forgotten_is_added_where_it_belongs():
    sheet = after(edit("a1", PAPER, behind="5"), edit("a2", PAPER, behind="a1"), edit("6", None))
    assert [one.where or one.summary for one in sheet.lines] == ["收支!E5", "加的第 1 笔", "加的第 2 笔", "收支!E7"]
    assert [one.key for one in entries(sheet)] == ["4", "5", "a1", "a2", "7", "8"]


def test_a_line_behind_nothing_stands_first():
    assert after(edit("a1", PAPER)).lines[0].summary == "纸张"


def test_a_dropped_line_comes_back_to_its_place():
    whole = entries(SHEET)[1].cells
    sheet = after(edit("5", None, whole), edit("5", whole))
    assert [one.summary for one in sheet.lines] == ["电费", "水费"]


def test_printed_balances_can_be_put_right_and_the_closing_goes_with_its_row():
    sheet = after(edit("8", Cells(summary="合计", expense=40_00, balance=61_00)), edit("4", Cells(balance=101_00)))
    assert (sheet.opening_fen, sheet.closing_fen, sheet.stated[0].balance_fen) == (101_00, 61_00, 61_00)


def test_the_closing_of_a_sheet_that_ends_with_a_line_is_that_lines_balance():
    bare = replace(SHEET, stated=(), closing_where="收支!E7")
    assert changed(replace(READING, sheets=(bare,)), [edit("7", None)]).sheets[0].closing_fen == 90_00


def test_an_account_written_at_the_desk_belongs_to_the_chart_of_the_month():
    wrong = Cells(summary="租金", income=5_00, account="511 发包及上交收入")
    found = changed(READING, [edit("6", wrong)])
    assert [(one.where, "科目版本不一致" in one.says) for one in found.problems] == [("收支!E6", True)]


def test_a_day_of_another_month_is_said_beside_the_row_that_was_added():
    sheet = after(edit("a1", replace(PAPER, day=datetime(2026, 6, 1).date()), behind="5"))
    assert "加的第 1 笔日期" in [one.where for one in why_never(sheet)]


def test_red_entries_are_noticed_also_when_they_were_typed():
    sheet = after(edit("a1", Cells(summary="冲回", expense=-5_00), behind="5"))
    assert any("加的第 1 笔 是红字" in one for one in sheet.notices)


@pytest.mark.parametrize(
    ("cells", "kind", "where"),
    [
        pytest.param(Cells(expense=1), "line", ["摘要"], id="no words"),
        pytest.param(Cells(summary="电费"), "line", ["收入"], id="no amount"),
        pytest.param(Cells(summary="电费", income=1, expense=1), "line", ["收入"], id="both amounts"),
        pytest.param(Cells(), "printed", [], id="a total that is not printed"),
        pytest.param(PAPER, "line", [], id="all well"),
    ],
)
def test_what_may_not_stand_in_a_row(cells, kind, where):
    found = changing.why_not_cells(cells, kind)
    assert [one.where for one in found] == where


def test_code_and_name_of_an_account_are_parted():
    assert [changing.parted(said) for said in ("513 管理费用", "管理费用", "513", "")] == [
        ("513", "管理费用"),
        ("", "管理费用"),
        ("513", ""),
        ("", ""),
    ]
