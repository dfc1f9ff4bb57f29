"""Which row names the columns of a table nobody knows, and what may be said of them; pure."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

import msgspec

from terminal.errors import Problem
from terminal.ledger.sheets import headers, values
from terminal.ledger.sheets.grid import Grid, Row
from terminal.ledger.sheets.headers import LABELS, LOOKED_AT, Taught

FEWEST = 3  # columns of a table that is a ledger
SAMPLES = 3  # rows that show what stands in a column
MONEY_LABELS = "收入、支出（或者金额，或者借方和贷方）"


class Column(msgspec.Struct, frozen=True):
    """One column: its place in the sheet, what is written above it, what it is read as (empty: not at all), what stands in it."""

    place: int
    word: str
    field: str
    samples: tuple[str, ...]


def heading(grid: Grid) -> int | None:
    """Which row names the columns: the one with most known names, else the first with three words and no number."""
    rows = grid.rows[:LOOKED_AT]
    known = [headers.hits(row.texts()) for row in rows]
    if max(known, default=0) >= 2:
        return known.index(max(known))
    return next((at for at, row in enumerate(rows) if _names(row)), None)


def _names(row: Row) -> bool:
    cells = [cell for cell in row.cells.values() if cell.text and not cell.copied]
    return len(cells) >= FEWEST and all(cell.number is None and cell.day is None for cell in cells)


def columns(grid: Grid, taught: Taught) -> tuple[Column, ...]:
    """Every named column with what it is read as so far."""
    at = heading(grid)
    if at is None:
        return ()
    header = headers.find(grid, taught)
    read = {place: field for field, place in header.columns.items()} if header else {}
    row, below = grid.rows[at], grid.rows[at + 1 : at + 1 + SAMPLES]
    found = []
    for place, cell in sorted(row.cells.items()):
        word = headers.name_of(cell.text)
        if word and not cell.copied:
            field = taught.get(word) or read.get(place) or headers.field_of(word)
            samples = tuple(one.cell(place).text for one in below)
            found.append(Column(place, word, field if field in LABELS else "", samples))
    return tuple(found)


def is_read(grid: Grid, taught: Taught) -> bool:
    """Whether this table is read without anybody's help: what was it for, and how much."""
    header = headers.find(grid, taught)
    return header is not None and header.has("summary") and _has_money(header.columns)


def _has_money(fields: Collection[str]) -> bool:
    sides = {"debit", "credit"} <= set(fields)
    return sides or bool({"income", "expense", "amount"} & set(fields))


def is_personal(grid: Grid) -> bool:
    """Does a number of a person stand anywhere in it? Then nothing of the file is kept."""
    return any(values.personal(cell.text) for row in grid.rows for cell in row.cells.values())


def why_not(chosen: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with what somebody says of the columns: header words → field."""
    for field, count in Counter(chosen.values()).items():
        if count > 1:
            names = "、".join(f"“{word}”" for word, one in chosen.items() if one == field)
            yield Problem(f"{names}都选了“{LABELS[field]}”。一样只能有一栏，请改一个。")
    if "summary" not in chosen.values():
        yield Problem("还没选哪一栏是“摘要”（这笔钱做什么用的）。")
    if not _has_money(chosen.values()):
        yield Problem(f"还没选哪一栏是钱：{MONEY_LABELS}。")


def new_words(chosen: Mapping[str, str]) -> dict[str, str]:
    """What has to be remembered: words that everybody else calls something else, or that nobody knows."""
    return {word: field for word, field in chosen.items() if headers.field_of(word) != field}
