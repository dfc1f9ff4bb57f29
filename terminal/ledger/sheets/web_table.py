"""Web pages saved as .xls: every innermost table is a grid, the words before it are its heading."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import tinyhtml5

from terminal.errors import Problem
from terminal.ledger.sheets import headers
from terminal.ledger.sheets.grid import (
    MOST_CELLS,
    MOST_COLUMNS,
    Cell,
    Grid,
    Opened,
    Row,
    Unreadable,
    a_row_is_hidden,
    with_merged,
)

NOT_SHOWN = ("script", "style", "template")
SMALL = 3


def open_page(text: str) -> Opened:
    """The tables of a page. Raises Unreadable when there is none or they are too large."""
    # Bytes, because the parser takes a short string for the name of a file.
    page = tinyhtml5.parse(text.encode(), namespace_html_elements=False, override_encoding="utf-8")
    grids: list[Grid] = []
    left_out: list[Problem] = []
    heading: list[str] = []
    room = MOST_CELLS
    for element, said in _tables_and_words(page):
        if element is None:
            heading.append(said)
            continue
        if grids and _is_heading(grids[-1]):
            above = grids.pop()
            heading = [above.heading, *(text for row in above.rows for text in row.texts()), *heading]
        grid, hidden = _read_table(element, f"表{len(grids) + 1}", " ".join(heading))
        room -= sum(len(row.cells) for row in grid.rows)
        if room < 0:
            raise Unreadable("这个表格的格子太多了（超过 20 万个）。请只留要公开的那几张表再传。")
        grids.append(grid)
        left_out += hidden
        heading = []
    if not grids:
        raise Unreadable("这个网页里没有表格。请用表格软件打开，另存为 .xlsx 再传。")
    return Opened(tuple(grids), tuple(left_out))


def _is_heading(grid: Grid) -> bool:
    """A small table without columns of its own: old programs put the title into one."""
    return len(grid.rows) <= SMALL and all(headers.hits(row.texts()) < headers.FEWEST_HITS for row in grid.rows)


def _tables_and_words(page: Element) -> Iterator[tuple[Element | None, str]]:
    """Innermost tables in order, and the words between them."""
    waiting: list[Element | str] = [page]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            if item.strip():
                yield None, " ".join(item.split())
        elif item.tag == "table" and next(_below(item, "table"), None) is None:
            yield item, ""
        elif item.tag not in NOT_SHOWN:
            parts: list[Element | str] = [item.text or ""]
            for child in item:
                parts += [child, child.tail or ""]
            waiting += reversed(parts)


def _below(element: Element, tag: str) -> Iterator[Element]:
    return (found for found in element.iter(tag) if found is not element)


def _read_table(table: Element, name: str, heading: str) -> tuple[Grid, list[Problem]]:
    captions = ["".join(caption.itertext()) for caption in table.iter("caption")]
    rows: dict[int, dict[int, Cell]] = {}
    merged: list[tuple[int, int, int, int]] = []
    hidden: list[Problem] = []
    taken: set[tuple[int, int]] = set()
    for number, tr in enumerate(table.iter("tr"), start=1):
        if "display:none" in tr.get("style", "").replace(" ", "").lower():
            hidden.append(a_row_is_hidden(name, number))
            continue
        rows[number] = {}
        column = 1
        for cell in tr:
            if cell.tag not in ("td", "th"):
                continue
            while (number, column) in taken:
                column += 1
            if column > MOST_COLUMNS:
                raise Unreadable(f"第 {number} 行有 {column} 列以上，不像账本。请只留账目那几列再传。")
            high, wide = _span(cell, "rowspan"), _span(cell, "colspan")
            if text := " ".join("".join(cell.itertext()).split()):
                rows[number][column] = Cell(text)
            if high * wide > 1:
                merged.append((number, column, number + high - 1, column + wide - 1))
                taken |= {(number + down, column + right) for down in range(high) for right in range(wide)}
            column += wide
    with_merged(rows, iter(merged))
    shown = tuple(Row(number, cells) for number, cells in rows.items() if cells)
    return Grid(name, shown, heading=" ".join([heading, *captions]).strip()), hidden


def _span(cell: Element, attribute: str) -> int:
    said = cell.get(attribute, "1").strip()
    return min(max(int(said), 1), MOST_COLUMNS) if said.isascii() and said.isdigit() and len(said) < 6 else 1
