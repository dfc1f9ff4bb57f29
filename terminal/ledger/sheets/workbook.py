"""Excel workbooks (.xlsx) to grids, streamed; hidden sheets, rows and columns are listed, not read."""

import io
import math
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from terminal.errors import Problem
from terminal.ledger.sheets.grid import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Grid,
    Opened,
    Row,
    Unreadable,
    letters,
    with_merged,
)
from terminal.uploads.archive import look_inside

LARGEST_EXACT = 2**53
NO_VALUE = "这一格是公式，没有算好的数。请在表格软件里打开，保存一次再传。"
TOO_BIG = "这个文件解开以后太大了，不像账本。请只留要公开的那几张表，另存为 .xlsx 再传。"
SAVE_AS = "请用表格软件打开，另存为 .xlsx 再传。"
OTHER_KINDS = (
    ("word/", f"这是 Word 文档，不是表格。请把账做成表格，{SAVE_AS[1:]}"),
    ("ppt/", "这是演示文稿，不是表格。请传 .xlsx 表格。"),
    ("content.xml", f"这是 .ods 表格。{SAVE_AS}"),
    ("xl/workbook.bin", f"这是 .xlsb 表格。{SAVE_AS}"),
)


class FormulaAware(WorkSheetParser):  # type: ignore[misc]  # openpyxl comes without types
    """Tells a formula that was never calculated from an empty cell."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        is_formula = element.find(FORMULA_TAG) is not None
        if (
            is_formula and cell["value"] is None and element.get("t") != "str"
        ):  # "str": calculated, and the result is ""
            cell["data_type"] = "f"
        return cell


def open_workbook(data: bytes) -> Opened:
    """All visible sheets of an .xlsx file. Raises Unreadable; anything else it raises means a broken file."""
    check_archive(data)
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    grids: list[Grid] = []
    left_out: list[Problem] = []
    room = MOST_CELLS
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            left_out.append(Problem(f"“{sheet.title}”是隐藏的表，没有导入。要导入的话，请取消隐藏再传。", sheet.title))
            continue
        grid, hidden = read_sheet(sheet, room)
        room -= sum(len(row.cells) for row in grid.rows)
        grids.append(grid)
        left_out += hidden
    return Opened(tuple(grids), tuple(left_out))


def check_archive(data: bytes) -> None:
    """Looks at the list of contents before anything is unpacked."""
    names = look_inside(data, TOO_BIG)
    if "xl/workbook.xml" not in names:
        kinds = [says for start, says in OTHER_KINDS if any(name.startswith(start) for name in names)]
        raise Unreadable(kinds[0] if kinds else f"这是压缩包或者别的文件，不是表格。{SAVE_AS}")
    if any(name.startswith("xl/vbaProject") for name in names):
        raise Unreadable("这个表格里带有宏（小程序），为了安全不能导入。请另存为不带宏的 .xlsx 再传。")
    if any(name.startswith("xl/externalLinks/") for name in names):
        raise Unreadable("这个表格引用了别的文件里的数，看不到原数。请把这些格子改成数值，另存为 .xlsx 再传。")


def read_sheet(sheet: ReadOnlyWorksheet, room: int) -> tuple[Grid, list[Problem]]:
    """One sheet of at most `room` cells, and what was hidden in it."""
    book = sheet.parent
    rows: dict[int, dict[int, Cell]] = {}
    hidden_rows: list[int] = []
    with sheet._get_source() as source:
        parser = FormulaAware(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, raw in parser.parse():
            cells = {
                cell["column"]: read_cell(cell) for cell in raw if cell["value"] is not None or cell["data_type"] == "f"
            }
            if not cells:
                continue
            room -= len(cells)
            _check_size(sheet.title, number, max(cells), room)
            if _is_hidden(parser.row_dimensions.get(str(number), {})):
                hidden_rows.append(number)
            else:
                rows[number] = cells
    hidden_columns = _hidden_columns(parser)
    merged = parser.merged_cells.mergeCell if parser.merged_cells else ()
    rows = with_merged(rows, ((area.min_row, area.min_col, area.max_row, area.max_col) for area in merged))
    shown = tuple(Row(number, _without(cells, hidden_columns)) for number, cells in sorted(rows.items()))
    used = {column for cells in rows.values() for column in cells}
    return Grid(sheet.title, shown), _what_was_hidden(sheet.title, hidden_rows, sorted(hidden_columns & used))


def read_cell(raw: dict[str, Any]) -> Cell:
    """What openpyxl read, as text plus number or day."""
    value = raw["value"]
    if raw["data_type"] == "f":
        return Cell("", flaw=NO_VALUE)
    if raw["data_type"] == "e" or (isinstance(value, str) and value in ERROR_CODES):
        return Cell(str(value), flaw=f"这一格显示的是“{value}”，公式出错了。请改好再传。")
    if isinstance(value, bool):
        return Cell(str(value).upper(), flaw="这一格是“是/否”，不是数字。请改好再传。")
    if isinstance(value, datetime):
        return Cell(value.date().isoformat(), day=value.date())
    if isinstance(value, date):
        return Cell(value.isoformat(), day=value)
    if isinstance(value, int | float):
        return _read_number(value)
    return Cell(str(value).strip())


def _read_number(value: int | float) -> Cell:
    if not math.isfinite(value) or abs(value) >= LARGEST_EXACT:
        return Cell(str(value))
    whole = int(value)
    return Cell(str(whole) if whole == value else repr(value), number=whole if whole == value else value)


def _check_size(title: str, row: int, column: int, room: int) -> None:
    if row > MOST_ROWS or column > MOST_COLUMNS:
        raise Unreadable(
            f"“{title}”的 {letters(column)}{row} 格里也写了东西，表格大得不像账本。请删掉那一格，另存为 .xlsx 再传。"
        )
    if room < 0:
        raise Unreadable("这个表格的格子太多了（超过 20 万个）。请只留要公开的那几张表，另存为 .xlsx 再传。")


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true")


def _hidden_columns(parser: WorkSheetParser) -> frozenset[int]:
    spans = [span for span in parser.column_dimensions.values() if _is_hidden(span)]
    return frozenset(
        column for span in spans for column in range(int(span["min"]), min(int(span["max"]), MOST_COLUMNS) + 1)
    )


def _without(cells: dict[int, Cell], columns: frozenset[int]) -> dict[int, Cell]:
    return {column: cell for column, cell in cells.items() if column not in columns}


def _what_was_hidden(title: str, rows: list[int], columns: list[int]) -> list[Problem]:
    found = [Problem(f"第 {row} 行是隐藏的，没有导入。要导入的话，请取消隐藏再传。", f"{title}!A{row}") for row in rows]
    found += [
        Problem(f"{letters(column)} 列是隐藏的，没有导入。要导入的话，请取消隐藏再传。", f"{title}!{letters(column)}1")
        for column in columns
    ]
    return found
