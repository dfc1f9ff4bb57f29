"""Whatever stands in a table, reading it ends in a sheet or in sentences."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from terminal.errors import Problem
from terminal.ledger.accounts import account_set
from terminal.ledger.rules import why_not_publish
from terminal.ledger.sheets import headers
from terminal.ledger.sheets.grid import Cell, Grid, Row, Unreadable, letters, with_merged
from terminal.ledger.sheets.reading import read_grid
from terminal.text.days import Period

NAMES = [name for names in headers.SYNONYMS.values() for name in names]
WORDS = [
    "合计",
    "上月结转",
    "本月累计",
    "月末结余",
    "过次页",
    "制表：刘秀英",
    "电费",
    "一、收入",
    "2026年5月收支",
    "现金",
    "单位：万元",
    "0",
    "-",
    "结转",
]
cells = some.one_of(
    some.sampled_from(NAMES + WORDS).map(Cell),
    some.text(max_size=8).map(Cell),
    some.floats(allow_nan=False, allow_infinity=False).map(lambda number: Cell(str(number), number=number)),
    some.integers(-(10**6), 10**6).map(lambda number: Cell(str(number), number=number)),
    some.dates(date(2025, 1, 1), date(2027, 1, 1)).map(lambda day: Cell(day.isoformat(), day=day)),
    some.just(Cell("", flaw="坏了。")),
    some.just(Cell("电费", copied=True)),
)
rows = some.lists(some.dictionaries(some.integers(1, 9), cells, min_size=1), max_size=12)
HEADERS = (
    ("日期", "凭证号", "摘要", "收入", "支出", "余额"),
    ("月", "日", "摘要", "借方", "贷方", "借/贷", "余额"),
    ("日期", "摘要", "科目", "借方", "贷方"),
    ("序号", "开支项目", "金额"),
)


@settings(deadline=None)
@given(some.sampled_from(HEADERS), rows, some.sampled_from(["现金收支", "2026年5月", "凭证", ""]))
def test_any_table_is_read_or_refused_with_whole_sentences(header, below, name):
    lines = [dict(enumerate(map(Cell, header), start=1)), *below]
    grid = Grid(name, tuple(Row(number, row) for number, row in enumerate(lines, start=1)))
    result = read_grid(grid, Period.read("2026-05"), account_set("2023"))
    problems = [result] if isinstance(result, Problem) else [*result[1].table.problems, *why_not_publish(result[0])]
    assert all(problem.says.endswith("。") and problem.where for problem in problems if name)


@pytest.mark.parametrize(("column", "said"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (16384, "XFD")])
def test_columns_have_the_letters_of_a_workbook(column, said):
    assert letters(column) == said


def test_a_merged_cell_is_shown_everywhere_but_marked():
    merged = with_merged({1: {1: Cell("5")}, 2: {2: Cell("x")}}, iter([(1, 1, 2, 2)]))
    assert merged[2][1] == Cell("5", copied=True) and merged[2][2] == Cell("x")


def test_merging_everything_is_refused():
    with pytest.raises(Unreadable, match="合并"):
        with_merged({1: {1: Cell("5")}}, iter([(1, 1, 1_048_576, 16_384)]))
