"""The header is found under every name and in every shape, and not where there is none."""

import pytest

from terminal.ledger.sheets import headers
from terminal.ledger.sheets.grid import Cell, Grid, Row


def grid(*rows):
    cells = [{column: Cell(text) for column, text in enumerate(row, start=1) if text} for row in rows]
    return Grid("收支", tuple(Row(number, row) for number, row in enumerate(cells, start=1) if row))


@pytest.mark.parametrize(
    ("field", "name"), [(field, name) for field, names in headers.SYNONYMS.items() for name in names]
)
def test_every_name_of_a_column_is_known(field, name):
    spaced = "\u3000".join(name)
    assert headers.hits([spaced, f"{name}："]) == 1
    assert headers.hits([f"{name}（元）"]) == 1


@pytest.mark.parametrize("text", ["收入（元）", "收入(万元)", "收 入：", "收入（单位：元）", "收\xa0入"])
def test_a_unit_is_not_part_of_the_name(text):
    assert headers.name_of(text) == "收入"


def test_a_header_below_titles_is_found():
    header = headers.find(grid(["财务公开榜"], ["单位：元"], ["日期", "摘要", "收入", "支出"], ["5.1", "电费"]))
    assert (header.last, header.columns) == (2, {"date": 1, "summary": 2, "income": 3, "expense": 4})


def test_a_header_of_two_rows_is_put_together_and_keeps_the_year():
    header = headers.find(
        grid(["2026年", "", "凭证", "", "摘要", "金额"], ["月", "日", "字", "号", "", "收入", "支出", "余额"])
    )
    assert header.year == 2026 and header.last == 1
    assert header.columns == {
        "month": 1, "day": 2, "voucher_word": 3, "voucher": 4, "summary": 5, "income": 6, "expense": 7, "balance": 8,
    }  # fmt: skip


def test_the_best_name_wins_and_the_other_column_is_reported():
    header = headers.find(grid(["日期", "项目", "摘要", "金额"]))
    assert header.columns["summary"] == 3 and header.unknown == ("项目",)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["姓名", "电话", "住址"]], id="a list of people"),
        pytest.param([["日期", "摘要", "备注"]], id="no money"),
        pytest.param([["摘要", "金额"]], id="too little"),
        pytest.param([[f"第{n}行"] for n in range(20)] + [["日期", "摘要", "收入"]], id="too far down"),
        pytest.param([], id="nothing"),
    ],
)
def test_what_is_no_header_is_not_taken_for_one(rows):
    assert headers.find(grid(*rows)) is None
