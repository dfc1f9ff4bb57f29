"""The workbook of a year, read back as people's programs read it."""

import io
from decimal import Decimal

import openpyxl
import pytest

from terminal.ledger.carrying.workbook import workbook
from tests.ledger.carrying.books import FORMULA, MOST, book


@pytest.fixture(scope="module")
def pages():
    return openpyxl.load_workbook(io.BytesIO(workbook("石桥村", 2026, [book()])))


def rows(page) -> list[tuple]:
    return [tuple(cell for cell in row) for row in page.iter_rows(min_row=3, values_only=True)]


def test_it_has_the_tables_of_the_rule_each_with_its_title_and_unit(pages):
    assert pages.sheetnames == ["收支汇总", "分类汇总", "收入明细", "支出明细"]
    assert [page["A1"].value for page in pages] == [
        "石桥村2026年收支汇总表",
        "石桥村2026年收支分类汇总表",
        "石桥村2026年收入明细表",
        "石桥村2026年支出明细表",
    ]
    assert {page["A2"].value for page in pages} == {"单位：元"}


def fen(cell) -> int:
    """What a spreadsheet shows with two decimals."""
    return int(round(Decimal(repr(cell)) * 100))


def test_amounts_are_numbers_exact_to_the_fen(pages):
    overview = rows(pages["收支汇总"])
    assert [fen(cell) for cell in overview[1][2:6]] == [0, MOST, 1, MOST - 1]
    assert [fen(cell) for cell in overview[2][2:6]] == [0, MOST, 1, MOST - 1]
    assert pages["收支汇总"]["D4"].data_type == "n" and pages["收支汇总"]["D4"].number_format == "#,##0.00"


def test_every_line_stands_once_on_its_side_and_the_sums_are_figures(pages):
    income, spent = rows(pages["收入明细"]), rows(pages["支出明细"])
    assert [(row[4], fen(row[6])) for row in income[1:-1]] == [(FORMULA, MOST)]
    assert [(row[2], row[4], fen(row[6])) for row in spent[1:-1]] == [(None, "鱼塘租金", 1)]
    assert (income[-1][1], fen(income[-1][6]), fen(spent[-1][6])) == ("合计", MOST, 1)


def test_words_that_look_like_a_formula_stay_words(pages):
    cell = pages["收入明细"]["E4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (FORMULA, "s", True)


def test_a_category_has_a_column_for_each_month_and_nothing_where_none_is_public(pages):
    heads, *found = rows(pages["分类汇总"])
    october = heads.index("10月")
    assert [(row[2], fen(row[october])) for row in found] == [
        ("经营收入", MOST),
        ("合计", MOST),
        ("管理费用", 1),
        ("合计", 1),
    ]
    assert {row[heads.index("9月")] for row in found} == {None}
