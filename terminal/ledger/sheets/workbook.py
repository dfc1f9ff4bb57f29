"""Excel workbooks (.xlsx) to grids, streamed; hidden sheets, rows and columns are listed, not read."""

import io
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from terminal.errors import Problem
from terminal.ledger.sheets.grid import (
    MOST_CELLS,
    MOST_COLUMNS,
    Cell,
    Grid,
    Opened,
    Row,
    Unreadable,
    a_column_is_hidden,
    a_row_is_hidden,
    a_sheet_is_hidden,
    number_cell,
    refuse_too_large,
    with_merged,
)
from terminal.uploads.archive import look_inside

MOST_SEEN = 500_000  # cells, those with nothing but a look included
NO_VALUE = "这一格是公式，没有算好的数。请在表格软件里打开，保存一次再传。"
TOO_BIG = "这个文件解开以后太大了，不像账本。请只留要公开的那几张表，另存为 .xlsx 再传。"
SAVE_AS = "请用表格软件打开，另存为 .xlsx 再传。"
OTHER_KINDS = (
    ("word/", f"这是 Word 文档，不是表格。请把账做成表格，{SAVE_AS[1:]}"),
    ("ppt/", "这是演示文稿，不是表格。请传 .xlsx 表格。"),
    ("content.xml", f"这是 .ods 表格。{SAVE_AS}"),
    ("xl/workbook.bin", f"这是 .xlsb 表格。{SAVE_AS}"),
)


class LedgerParser(WorkSheetParser):  # type: ignore[misc]  # openpyxl comes without types
    """Tells a formula that was never calculated from an empty cell; gives up on a sheet that is no ledger at once."""

    seen = 0
    col_counter: int
    title: str

    def parse_cell(self, element: Any) -> dict[str, Any]:
        self.seen += 1
        if self.seen > MOST_SEEN:
            raise Unreadable(TOO_BIG)
        cell: dict[str, Any] = super().parse_cell(element) if len(element) else self._empty(element)
        if cell["value"] is None:
            is_formula = element.find(FORMULA_TAG) is not None
            if is_formula and element.get("t") != "str":  # "str": calculated, and the result is ""
                cell["data_type"] = "f"
        elif cell["column"] > MOST_COLUMNS:
            refuse_too_large(self.title, cell["row"], cell["column"], 0)
        return cell

    def _empty(self, element: Any) -> dict[str, Any]:
        """A cell that has a look and nothing in it; some programs write 16,384 of them into every row."""
        place = element.get("r")
        self.col_counter = coordinate_to_tuple(place)[1] if place else self.col_counter + 1
        return {"row": self.row_counter, "column": self.col_counter, "value": None, "data_type": "n"}


def open_workbook(data: bytes) -> Opened:
    """All visible sheets of an .xlsx file. Raises Unreadable; anything else it raises means a broken file."""
    check_archive(data)
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    grids: list[Grid] = []
    left_out: list[Problem] = []
    room = MOST_CELLS
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            left_out.append(a_sheet_is_hidden(sheet.title))
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
        parser = LedgerParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        parser.title = sheet.title
        for number, raw in parser.parse():
            cells = {
                cell["column"]: read_cell(cell) for cell in raw if cell["value"] is not None or cell["data_type"] == "f"
            }
            if not cells:
                continue
            room -= len(cells)
            refuse_too_large(sheet.title, number, max(cells), room)
            if _is_hidden(parser.row_dimensions.get(str(number), {})):
                hidden_rows.append(number)
            else:
                rows[number] = cells
    hidden_columns = _hidden_columns(parser)
    merged = parser.merged_cells.mergeCell if parser.merged_cells else ()
    rows = with_merged(rows, ((area.min_row, area.min_col, area.max_row, area.max_col) for area in merged))
    shown = tuple(Row(number, _without(cells, hidden_columns)) for number, cells in sorted(rows.items()))
    used = {column for cells in rows.values() for column in cells}
    left_out = [a_row_is_hidden(sheet.title, number) for number in hidden_rows]
    left_out += [a_column_is_hidden(sheet.title, column) for column in sorted(hidden_columns & used)]
    return Grid(sheet.title, shown), left_out


def read_cell(raw: dict[str, Any]) -> Cell:
    """What openpyxl read, as text plus number or day."""
    value = raw["value"]
    if raw["data_type"] == "f":
        return Cell("", flaw=NO_VALUE)
    if isinstance(value, float | int) and not isinstance(value, bool):
        return number_cell(value)
    if raw["data_type"] == "e" or (isinstance(value, str) and value in ERROR_CODES):
        return Cell(str(value), flaw=f"这一格显示的是“{value}”，公式出错了。请改好再传。")
    if isinstance(value, bool):
        return Cell(str(value).upper(), flaw="这一格是“是/否”，不是数字。请改好再传。")
    if isinstance(value, datetime):
        return Cell(value.date().isoformat(), day=value.date())
    if isinstance(value, date):
        return Cell(value.isoformat(), day=value)
    return Cell(str(value).strip())


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true")


def _hidden_columns(parser: WorkSheetParser) -> frozenset[int]:
    spans = [span for span in parser.column_dimensions.values() if _is_hidden(span)]
    return frozenset(
        column for span in spans for column in range(int(span["min"]), min(int(span["max"]), MOST_COLUMNS) + 1)
    )


def _without(cells: dict[int, Cell], columns: frozenset[int]) -> dict[int, Cell]:
    return {column: cell for column, cell in cells.items() if column not in columns}
