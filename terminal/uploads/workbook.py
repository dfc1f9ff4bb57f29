"""Workbooks (.xlsx) as attachments: every cell with its place, those nobody sees, and what hangs beside the cells."""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from terminal.text.blocks import Block
from terminal.text.words import tidy
from terminal.uploads import archive
from terminal.uploads.apart import Unreadable
from terminal.uploads.shapes import Part, Upload

MOST_CELLS = 200_000
MOST_COLUMNS = 256
MOST_ROWS = 100_000
HEAD_WITHIN = 15
THINNEST = 0.5  # characters wide, points high
EMPTY = "这个表格是空的。请看看是不是传错了文件。"
TOO_MANY = "这个表格的格子太多了（超过 20 万个）。请只留要公开的那几张表再传。"
NOT_TEXT = re.compile(r"xl/(?:styles|theme/.*|calcChain|metadata)\.xml|\[Content")
PLACES = (
    (re.compile(r"omments"), "批注"),
    (re.compile(r"xl/persons/"), "作者名单"),
    (re.compile(r"sharedStrings"), "删掉后留下的字"),
    (re.compile(r"externalLinks"), "引用的别的文件"),
    (re.compile(r"pivotCache"), "透视表的底数"),
    (re.compile(r"xl/(?:drawings|charts|diagrams)"), "图形和图表"),
)
_TOGETHER = frozenset(("comment", "si", "threadedComment", "p"))
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


class Parser(WorkSheetParser):  # type: ignore[misc]  # openpyxl comes without types
    """Remembers formulas beside the values they gave."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.formulas: list[str] = []

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        formula = element.find(FORMULA_TAG)
        if formula is not None and formula.text:
            self.formulas.append(formula.text)
        return cell


def open_workbook(data: bytes) -> Upload:
    """The cells and the hidden parts of a workbook. Raises Unreadable; anything else it raises means a broken file."""
    opened = archive.check_office(data)
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    blocks: list[Block] = []
    shown: list[Part] = []
    hidden: list[Part] = []
    room = MOST_CELLS
    for sheet in book.worksheets:
        cells, formulas, hidden_rows, hidden_columns = _read(sheet, room)
        room -= len(cells)
        is_visible = sheet.sheet_state == "visible"
        head_row, heads = _heads(cells)
        for (row, column), text in cells.items():
            out_of_sight = _out_of_sight(is_visible, row in hidden_rows, column in hidden_columns)
            place = f"{sheet.title}!{get_column_letter(column)}{row}{out_of_sight}"
            (hidden if out_of_sight else shown).append(
                Part(place, text, heads.get(column, "") if row > head_row else "")
            )
        hidden += [Part(f"{sheet.title}的公式", formula) for formula in formulas]
        if is_visible:
            seen = {
                (row, column): text
                for (row, column), text in cells.items()
                if row not in hidden_rows and column not in hidden_columns
            }
            blocks += _blocks(sheet.title, seen)
    if not shown:
        raise Unreadable(EMPTY)
    hidden += _beside(opened, {part.text for part in (*shown, *hidden)})
    text = "\n".join(part.text for part in shown)
    return Upload(kind="xlsx", text=text, blocks=tuple(blocks), shown=tuple(shown), hidden=tuple(dict.fromkeys(hidden)))


def _out_of_sight(is_visible: bool, in_hidden_row: bool, in_hidden_column: bool) -> str:
    if not is_visible:
        return "（隐藏的表）"
    return "（隐藏的行）" if in_hidden_row else "（隐藏的列）" if in_hidden_column else ""


Cells = dict[tuple[int, int], str]


def _read(sheet: Any, room: int) -> tuple[Cells, list[str], set[int], set[int]]:
    """All cells of one sheet, its formulas, and which rows and columns are hidden."""
    book = sheet.parent
    cells: Cells = {}
    with sheet._get_source() as source:
        parser = Parser(
            source, sheet._shared_strings, data_only=True, epoch=book.epoch,
            date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,
        )  # fmt: skip
        for number, raw in parser.parse():
            for cell in raw:
                if text := say(cell["value"]):
                    cells[number, cell["column"]] = text
            if len(cells) > room or (number > MOST_ROWS and any((number, cell["column"]) in cells for cell in raw)):
                raise Unreadable(TOO_MANY)
    if any(column > MOST_COLUMNS for _, column in cells):
        raise Unreadable(TOO_MANY)
    rows = {int(number) for number, look in parser.row_dimensions.items() if _is_hidden(look)}
    spans = [look for look in parser.column_dimensions.values() if _is_hidden(look)]
    columns = {at for look in spans for at in range(int(look["min"]), min(int(look["max"]), MOST_COLUMNS) + 1)}
    return cells, parser.formulas, rows, columns


def say(value: Any) -> str:
    """What a cell holds, as a reader sees it; whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**63:
        return str(int(value))
    return tidy(str(value)).strip()


def _is_hidden(look: dict[str, str]) -> bool:
    """Hidden by name, or so narrow that nothing of it can be seen."""
    return look.get("hidden") in ("1", "true") or float(look.get("width", look.get("ht", THINNEST))) < THINNEST


def _heads(cells: Cells) -> tuple[int, dict[int, str]]:
    """The fullest of the first rows that holds words only: its number (0 when there is none), and what it calls the columns."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in cells.items():
        if len(rows) < HEAD_WITHIN or row in rows:
            rows.setdefault(row, {})[column] = text
    words = {row: said for row, said in rows.items() if len(said) > 1 and not any(map(_has_figures, said.values()))}
    best = max(words, key=lambda row: len(words[row]), default=0)
    return best, words.get(best, {})


def _has_figures(text: str) -> bool:
    return sum(map(str.isdecimal, text)) * 2 > len(text)


def _blocks(title: str, cells: Cells) -> Iterator[Block]:
    """A visible sheet as a heading, the lines above its head, and a table."""
    if not cells:
        return
    yield Block("heading", text=title, level=2)
    columns = sorted({column for _, column in cells})
    head, _ = _heads(cells)
    numbers = sorted({row for row, _ in cells})
    for row in numbers:
        if row < head:
            yield Block("paragraph", text=" ".join(cells[row, column] for column in columns if (row, column) in cells))
    below = [tuple(cells.get((row, column), "") for column in columns) for row in numbers if row >= head]
    names = below[0] if head else tuple(get_column_letter(column) for column in columns)
    yield Block("table", head=names, rows=tuple(below[1:] if head else below))


def _beside(opened: Any, known: set[str]) -> Iterator[Part]:
    """What hangs beside the cells: comments, shapes, headers and footers, lists, leftovers, properties."""
    for name in opened.namelist():
        if not archive.is_xml(name) or NOT_TEXT.match(name):
            continue
        where = archive.where(name, PLACES, "表格以外的内容")
        tree = _without_rows(opened, name) if _SHEET.fullmatch(name) else archive.parse(opened.read(name))
        yield from _unknown(where, archive.sayings(tree, _TOGETHER), known)


def _unknown(where: str, said: Iterable[str], known: set[str]) -> Iterator[Part]:
    for text in map(tidy, said):
        if text and text not in known and any(map(str.isalnum, text)):
            yield Part(where, text)


def _without_rows(opened: Any, name: str) -> Any:
    """A sheet's tree without its cells, which may be too many for one tree."""
    from xml.etree import ElementTree

    with opened.open(name) as source:
        tree = None
        for event, element in ElementTree.iterparse(source, events=("start", "end")):
            tree = element if tree is None else tree
            if event == "end" and archive.local(element.tag) in ("row", "c"):
                element.clear()
        return tree
