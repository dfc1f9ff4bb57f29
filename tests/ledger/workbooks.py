"""Small ledgers as rows of cells, and the files bookkeepers would send them in."""

import html
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import xlwt
from openpyxl import Workbook

Cells = Sequence[Any]
Rows = Sequence[Cells]

T1: Rows = (
    ("柳河镇石桥村2026年05月财务公开榜",),
    ("编制单位：石桥村", "", "", "", "", "单位：元"),
    ("月", "凭证号", "摘要", "收入", "支出", "余额"),
    ("", "", "上月结转", "", "", "12,300.50"),
    ("5", "记-3", "电费", "", "286.40", "12,014.10"),
    ("5", "记-4", "鱼塘租金", "5,000.00", "", "17,014.10"),
    ("合  计", "", "", "5,000.00", "286.40", "17,014.10"),
    ("制表：柳河镇会计服务中心", "", "", "张榜日期：2026年6月5日"),
)


def changed(rows: Rows, *changes: tuple[int, int, Any]) -> Rows:
    """The rows with cells replaced: (row number, column number, value), both from 1."""
    copy = [list(row) for row in rows]
    for row, column, value in changes:
        copy[row - 1] += [""] * (column - len(copy[row - 1]))
        copy[row - 1][column - 1] = value
    return copy


def without(rows: Rows, *numbers: int) -> Rows:
    return [row for number, row in enumerate(rows, start=1) if number not in numbers]


def as_book(sheets: dict[str, Rows], merged: Iterable[str] = ()) -> Workbook:
    """A workbook; `merged` are ranges of the first sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if value == "" else value for value in row])
    for area in merged:
        book.worksheets[0].merge_cells(area)
    return book


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_xlsx(rows: Rows, name: str = "收支", merged: Iterable[str] = ()) -> bytes:
    return saved(as_book({name: rows}, merged))


def as_text(rows: Rows, separator: str = ",", encoding: str = "utf-8") -> bytes:
    def field(value: Any) -> str:
        text = value.isoformat() if isinstance(value, date) else str(value)
        return f'"{text}"' if separator in text else text

    return "\r\n".join(separator.join(field(value) for value in row) for row in rows).encode(encoding)


def as_page(rows: Rows, encoding: str = "utf-8") -> bytes:
    """A web table as old programs save it under the name .xls."""

    def cell(value: Any) -> str:
        return f"<td>{html.escape(str(value)).replace('  ', '&nbsp;&nbsp;')}</td>"

    body = "".join(f"<tr>{''.join(cell(value) for value in row)}</tr>" for row in rows)
    head = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}"></head>'
    return f"{head}<body><table border=1>{body}</table></body></html>".encode(encoding)


def as_xls(rows: Rows, name: str = "收支", encoding: str = "utf-8") -> bytes:
    """The workbook of an old Excel (BIFF 8)."""
    book = xlwt.Workbook(encoding=encoding)
    write_xls(book, name, rows)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def write_xls(book: xlwt.Workbook, name: str, rows: Rows) -> xlwt.Worksheet:
    """One more sheet of an old workbook."""
    sheet = book.add_sheet(name)
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value != "":
                sheet.write(number, column, value, *([day] if isinstance(value, date) else []))
    return sheet
