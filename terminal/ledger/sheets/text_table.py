"""Text tables (.csv, .txt): encoding and separator are found out, never asked for."""

import codecs
import csv
import io
import re

from terminal.ledger.sheets import headers
from terminal.ledger.sheets.grid import MOST_CELLS, MOST_COLUMNS, Cell, Grid, Opened, Row, Unreadable

SEPARATORS = ",\t;，；|"
LOOKED_AT = 40
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
DECLARED = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{3,20})", re.ASCII)


def decode(data: bytes) -> str:
    """The text of the file: byte order mark, declared charset, UTF-8, GB18030, in this order. Raises Unreadable."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decoded(data, [encoding])
    said = DECLARED.search(data[:4096])
    declared = said[1].decode().lower() if said else ""
    chinese = declared.startswith("gb") or declared == "hz-gb-2312"
    return _decoded(data, ["gb18030", "utf-8"] if chinese else ["utf-8", "gb18030"])


def _decoded(data: bytes, encodings: list[str]) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("这个文件里的字认不出来，可能坏了，也可能不是表格。请用表格软件打开，另存为 .xlsx 再传。")


def open_text(text: str, name: str) -> Opened:
    """The one table of a text file. Raises Unreadable."""
    if not text.strip():
        raise Unreadable("这个文件是空的。请看看是不是传错了文件。")
    return Opened((Grid(name, tuple(_rows(text, _separator(text))), is_text=True),))


def _separator(text: str) -> str:
    """The separator under which a header row is understood best; the commonest one when none is."""
    sample = text.splitlines()[:LOOKED_AT]
    return max(SEPARATORS, key=lambda mark: (max(_understood(line, mark) for line in sample), _even(sample, mark)))


def _understood(line: str, separator: str) -> int:
    return headers.hits(part.strip(' "') for part in line.split(separator))


def _even(sample: list[str], separator: str) -> int:
    return sum(line.count(separator) >= 2 for line in sample)


def _rows(text: str, separator: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    room = MOST_CELLS
    begin = 1
    try:
        for fields in reader:
            cells = {column: Cell(field.strip()) for column, field in enumerate(fields, start=1) if field.strip()}
            room -= len(cells)
            if room < 0 or max(cells, default=0) > MOST_COLUMNS:
                raise Unreadable("这个文件的格子太多了，不像账本。请只留要公开的账再传。")
            if cells:
                rows.append(Row(begin, cells))
            begin = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(f"第 {begin} 行的引号没有成对，后面的内容分不开。请改好这一行再传。") from error
    return rows
