"""Old Excel files are read like new ones: the same lines, the same things left out and said."""

import io
from datetime import date

import pytest
import xlwt

from terminal.ledger.rules import why_not_import
from terminal.ledger.sheets.container import open_file
from terminal.ledger.sheets.reading import read
from tests.ledger.workbooks import T1, as_xls, as_xlsx, changed, write_xls

IDENTITY = "11010519491231002X"


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def opened(rows=T1, spoil=None):
    book = xlwt.Workbook()
    sheet = write_xls(book, "收支", rows)
    if spoil:
        spoil(book, sheet)
    return open_file(saved(book), "账.xls")


def test_an_old_workbook_says_what_the_new_one_says():
    old, new = read(as_xls(T1), "5月.xls", "2026-05"), read(as_xlsx(T1), "5月.xlsx", "2026-05")
    assert old == new and why_not_import(old) == []


def test_a_difference_is_named_with_sheet_and_cell():
    (problem,) = why_not_import(read(as_xls(changed(T1, (7, 6, 17014.0))), "5月.xls", "2026-05"))
    assert (problem.where, "少了 0.10" in problem.says) == ("收支!F7", True)


def test_numbers_days_and_words_come_as_what_they_are():
    (grid,) = opened([["鱼塘", 12.5, 3, date(2026, 5, 6), 0.25]]).grids
    cells = grid.rows[0].cells
    assert [cells[place].text for place in (1, 2, 3, 4, 5)] == ["鱼塘", "12.5", "3", "2026-05-06", "0.25"]
    assert (cells[3].number, cells[4].day) == (3, date(2026, 5, 6))


def test_a_merged_cell_is_shown_in_all_its_places_but_counts_once():
    (grid,) = opened([], lambda _book, sheet: (sheet.write_merge(0, 0, 0, 2, "标题"), sheet.write(1, 0, "x"))).grids
    assert [cell.copied for cell in grid.rows[0].cells.values()] == [False, True, True]


def test_hidden_rows_columns_and_sheets_are_listed_and_not_read():
    def hide(book, sheet):
        sheet.row(4).hidden = True
        sheet.col(5).hidden = True
        write_xls(book, "底稿", T1).visibility = 1

    found = opened(T1, hide)
    assert [problem.where for problem in found.left_out] == ["收支!A5", "收支!F1", "底稿"]
    (grid,) = found.grids
    assert 5 not in {row.number for row in grid.rows}
    assert all(6 not in row.cells for row in grid.rows)


def test_a_formula_that_went_wrong_says_so_in_its_cell():
    rows = changed(T1, (5, 5, ""))
    (problem, *_) = read(saved(_with_error(rows)), "5月.xls", "2026-05").problems
    assert problem.where == "收支!E5" and "公式出错了" in problem.says


def _with_error(rows):
    book = xlwt.Workbook()
    sheet = write_xls(book, "收支", rows)
    sheet.row(4).set_cell_error(4, 0x07)
    return book


def test_a_formula_that_was_never_calculated_is_no_amount():
    def formula(_book, sheet):
        sheet.write(4, 4, xlwt.Formula("100+186.4"))

    book = xlwt.Workbook()
    sheet = write_xls(book, "收支", changed(T1, (5, 5, "")))
    formula(book, sheet)
    (problem, *_) = read(saved(book), "5月.xls", "2026-05").problems
    assert problem.where.endswith("5") and "没有金额" in problem.says


def test_a_cell_in_the_far_corner_is_refused_in_words():
    says = opened(T1, lambda _book, sheet: sheet.write(65535, 255, 1)).says
    assert says == "" or "不像账本" in says


@pytest.mark.parametrize("where", ["row", "column", "sheet"])
def test_a_number_of_a_person_where_nobody_looks_has_the_file_sent_back(where):
    def hide(book, sheet):
        sheet.row(4).hidden = where == "row"
        sheet.col(2).hidden = where == "column"
        sheet.visibility = where == "sheet"
        write_xls(book, "收支二", T1)

    says = opened(changed(T1, (5, 3, f"电费 {IDENTITY}")), hide).says
    assert says.startswith("“收支”隐藏的") and "身份证号" in says and IDENTITY not in says


@pytest.mark.parametrize("cut", [600, 1500, 3000])
def test_a_file_cut_off_is_broken_and_harms_nobody(cut):
    assert "坏了" in open_file(as_xls(T1)[:cut], "账.xls").says


def test_macros_are_refused():
    data = as_xls(T1) + "_VBA_PROJECT".encode("utf-16-le")
    assert "宏" in open_file(data, "账.xls").says
