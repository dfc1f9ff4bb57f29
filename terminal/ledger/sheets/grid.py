"""A table of any container as rows of cells; sparse, because people leave most of a sheet empty."""

import math
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

import msgspec

from terminal.errors import Problem
from terminal.uploads.apart import Unreadable

LARGEST_FILE = 10 * 2**20
MOST_CELLS = 200_000
MOST_COLUMNS = 256
MOST_ROWS = 100_000
LARGEST_EXACT = 2**53


class Cell(msgspec.Struct, frozen=True, array_like=True, gc=False):  # there are many, and none refers to another
    """What one cell shows. `flaw` says why its value cannot be used; `copied` marks the rest of a merged cell."""

    text: str
    number: int | float | None = None
    day: date | None = None
    flaw: str = ""
    copied: bool = False


EMPTY = Cell("")


class Row(msgspec.Struct, frozen=True, array_like=True):
    """One row with something in it; number and columns count from 1."""

    number: int
    cells: dict[int, Cell]

    def cell(self, column: int | None) -> Cell:
        return self.cells.get(column, EMPTY) if column else EMPTY

    def texts(self) -> list[str]:
        """What stands in the row from left to right, merged cells once."""
        return [cell.text for _, cell in sorted(self.cells.items()) if cell.text and not cell.copied]


class Grid(msgspec.Struct, frozen=True):
    """One sheet, web table or text file; `heading` is what stood around a web table."""

    name: str
    rows: tuple[Row, ...]
    is_text: bool = False
    heading: str = ""

    def where(self, row: Row, column: int | None = None) -> str:
        """“收支!D7”, or “第 7 行” in a text file."""
        if self.is_text:
            return f"第 {row.number} 行"
        return f"{self.name}!{letters(column or 1)}{row.number}"


class Opened(msgspec.Struct, frozen=True):
    """A file taken apart: its tables, and the sheets, rows and columns that were hidden in it."""

    grids: tuple[Grid, ...] = ()
    left_out: tuple[Problem, ...] = ()
    says: str = ""


@lru_cache(maxsize=MOST_COLUMNS)
def letters(column: int) -> str:
    """1 -> "A", 27 -> "AA"."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def with_merged(
    rows: dict[int, dict[int, Cell]], merged: Iterator[tuple[int, int, int, int]]
) -> dict[int, dict[int, Cell]]:
    """Shows a merged cell in every place it covers (first row, first column, last row, last column)."""
    budget = MOST_CELLS
    for top, left, bottom, right in merged:
        cell = rows.get(top, {}).get(left)
        if cell is None:
            continue
        copy = Cell(cell.text, cell.number, cell.day, cell.flaw, copied=True)
        for number in range(top, bottom + 1):
            for column in range(left, min(right, MOST_COLUMNS) + 1):
                budget -= 1
                if budget < 0:
                    raise Unreadable("合并的单元格太多了，不像账本。请取消没用的合并，另存为 .xlsx 再传。")
                if number in rows:
                    rows[number].setdefault(column, copy)
    return rows


def number_cell(value: int | float) -> Cell:
    """A number as its cell shows it; one that nobody can hold exactly is text."""
    if not math.isfinite(value) or abs(value) >= LARGEST_EXACT:
        return Cell(str(value))
    whole = int(value)
    return Cell(str(whole) if whole == value else repr(value), number=whole if whole == value else value)


def refuse_too_large(title: str, row: int, column: int, room: int) -> None:
    """Raises Unreadable for a cell far away from any ledger, and when `room` is used up."""
    if row > MOST_ROWS or column > MOST_COLUMNS:
        raise Unreadable(
            f"“{title}”的 {letters(column)}{row} 格里也写了东西，表格大得不像账本。请删掉那一格，另存为 .xlsx 再传。"
        )
    if room < 0:
        raise Unreadable("这个表格的格子太多了（超过 20 万个）。请只留要公开的那几张表，另存为 .xlsx 再传。")


def a_sheet_is_hidden(title: str) -> Problem:
    return Problem(f"“{title}”是隐藏的表，没有导入。要导入的话，请取消隐藏再传。", title)


def a_row_is_hidden(title: str, row: int) -> Problem:
    return Problem(f"第 {row} 行是隐藏的，没有导入。要导入的话，请取消隐藏再传。", f"{title}!A{row}")


def a_column_is_hidden(title: str, column: int) -> Problem:
    name = letters(column)
    return Problem(f"{name} 列是隐藏的，没有导入。要导入的话，请取消隐藏再传。", f"{title}!{name}1")
