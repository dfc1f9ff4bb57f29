"""Old Excel workbooks (.xls, BIFF 2 to 8) to grids; hidden sheets, rows and columns are listed, not read."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import xlrd
from xlrd.book import Book
from xlrd.sheet import Sheet
from xlrd.xldate import XLDateError, xldate_as_datetime

from terminal.errors import Problem
from terminal.ledger.sheets.grid import (
    MOST_CELLS,
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
from terminal.ledger.sheets.values import personal

MACROS = "_VBA_PROJECT".encode("utf-16-le")


def open_old(data: bytes) -> Opened:
    """All visible sheets of an .xls file. Raises Unreadable; anything else it raises means a broken file."""
    if MACROS in data:
        raise Unreadable("这个表格里带有宏（小程序），为了安全不能导入。请另存为不带宏的 .xlsx 再传。")
    book = _opened(data)
    grids: list[Grid] = []
    left_out: list[Problem] = []
    room = MOST_CELLS
    for sheet in book.sheets():
        _refuse_personal(sheet, {note.text for note in sheet.cell_note_map.values()}, "批注")
        if sheet.visibility:
            _refuse_personal(sheet, _texts(sheet, book, range(sheet.nrows)), "隐藏的表")
            left_out.append(a_sheet_is_hidden(sheet.name))
            continue
        grid, hidden = _read_sheet(sheet, book, room)
        room -= sum(len(row.cells) for row in grid.rows)
        grids.append(grid)
        left_out += hidden
    return Opened(tuple(grids), tuple(left_out))


def _opened(data: bytes) -> Book:
    """The workbook; one from before Unicode that does not say its code page is taken as Chinese."""
    with Path(os.devnull).open("w") as nowhere:  # the library talks on standard output, where our answer goes
        try:
            return xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=nowhere)
        except UnicodeDecodeError:
            return xlrd.open_workbook(
                file_contents=data, formatting_info=True, logfile=nowhere, encoding_override="gb18030"
            )
        except xlrd.XLRDError as refused:
            if "encrypted" in str(refused).lower():
                raise Unreadable("这个文件加了密码，打不开。请去掉密码再传。") from None
            raise


def _read_sheet(sheet: Sheet, book: Book, room: int) -> tuple[Grid, list[Problem]]:
    """One sheet of at most `room` cells, and what was hidden in it."""
    hidden_columns = {place + 1 for place, info in sheet.colinfo_map.items() if info.hidden}
    rows: dict[int, dict[int, Cell]] = {}
    hidden_rows: list[int] = []
    used: set[int] = set()
    for place in range(sheet.nrows):
        cells = dict(_cells(sheet, place, book))
        if not cells:
            continue
        room -= len(cells)
        refuse_too_large(sheet.name, place + 1, max(cells), room)
        info = sheet.rowinfo_map.get(place)
        if info is not None and info.hidden:
            _refuse_personal(sheet, {cell.text for cell in cells.values()}, "隐藏的行")
            hidden_rows.append(place + 1)
            continue
        rows[place + 1] = cells
        used |= cells.keys()
    unseen = {cells[column].text for cells in rows.values() for column in hidden_columns & cells.keys()}
    _refuse_personal(sheet, unseen, "隐藏的列")
    merged = ((top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)
    rows = with_merged(rows, merged)
    shown = (
        Row(number, {column: cell for column, cell in cells.items() if column not in hidden_columns})
        for number, cells in sorted(rows.items())
    )
    left_out = [a_row_is_hidden(sheet.name, number) for number in hidden_rows]
    left_out += [a_column_is_hidden(sheet.name, column) for column in sorted(hidden_columns & used)]
    return Grid(sheet.name, tuple(shown)), left_out


def _texts(sheet: Sheet, book: Book, places: Iterable[int]) -> set[str]:
    return {cell.text for place in places for _column, cell in _cells(sheet, place, book)}


def _refuse_personal(sheet: Sheet, texts: Iterable[str], place: str) -> None:
    """Nobody checks what nobody sees, so a file with somebody's number in such a place is not kept at all."""
    if says := next(filter(None, map(personal, texts)), None):
        raise Unreadable(f"“{sheet.name}”{place}{says.removeprefix('这')}")


def _cells(sheet: Sheet, place: int, book: Book) -> Iterator[tuple[int, Cell]]:
    for column, (kind, value) in enumerate(zip(sheet.row_types(place), sheet.row_values(place), strict=True), start=1):
        if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) and value != "":
            yield column, _cell(kind, value, book)


def _cell(kind: int, value: str | float, book: Book) -> Cell:
    if kind == xlrd.XL_CELL_ERROR:
        shown = xlrd.error_text_from_code.get(int(value), "#?")
        return Cell(shown, flaw=f"这一格显示的是“{shown}”，公式出错了。请改好再传。")
    if kind == xlrd.XL_CELL_BOOLEAN:
        return Cell("TRUE" if value else "FALSE", flaw="这一格是“是/否”，不是数字。请改好再传。")
    if isinstance(value, str):
        return Cell(value.strip())
    if kind == xlrd.XL_CELL_DATE and (day := _day(value, book)):
        return Cell(day.date().isoformat(), day=day.date())
    return number_cell(value)


def _day(serial: float, book: Book) -> datetime | None:
    """None for a bare time of day, or a number that only looks like a date."""
    if serial < 1:
        return None
    try:
        return xldate_as_datetime(serial, book.datemode)
    except (XLDateError, ValueError, OverflowError):
        return None
