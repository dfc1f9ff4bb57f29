"""Finding the header of a table: which row it is, which column means what, in which unit."""

import re
from functools import cache

import msgspec

from terminal.ledger.sheets.grid import Grid, Row
from terminal.ledger.sheets.headers import clean
from terminal.tables.columns import Column
from terminal.tables.sorts import Sort
from terminal.text.money import WAN

LOOKED_AT = 15
FEWEST_HITS = 2
NUMBERING = ("序号", "行次", "No", "NO")
_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]$")
_UNIT = re.compile(r"[:]?万?元$")


class Head(msgspec.Struct, frozen=True):
    """The header row and its columns: key → column of the sheet; `twice` are keys that two columns claim."""

    index: int
    columns: dict[str, int]
    units: dict[str, int]
    unknown: tuple[str, ...] = ()
    twice: tuple[tuple[str, int], ...] = ()


@cache
def _names(sort: str, columns: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    """Every name → its key; a column's own name wins over what another column is also called."""
    found = {clean(name): key for key, names in columns for name in names[:1]}
    for key, names in columns:
        for name in names[1:]:
            found.setdefault(clean(name), key)
    return found


def names_of(sort: Sort) -> dict[str, str]:
    """Header words → key of the column."""
    return _names(sort.key, tuple((one.key, (one.name, *one.also)) for one in sort.columns))


def key_of(text: str, names: dict[str, str]) -> str:
    """The column this header means, with or without its unit in brackets; empty for one nobody knows."""
    said = clean(text)
    bare = _UNIT.sub("", _BRACKET.sub("", said))
    return names.get(said) or names.get(bare) or ""


def hits(row: Row, names: dict[str, str]) -> int:
    """How many different columns this row names."""
    return len({key for cell in row.cells.values() if not cell.copied and (key := key_of(cell.text, names))})


def find(grid: Grid, sort: Sort) -> Head | None:
    """The row among the first fifteen that names most columns of this sort; None when it is another table."""
    names = names_of(sort)
    counts = [hits(row, names) for row in grid.rows[:LOOKED_AT]]
    best = max(counts, default=0)
    needed = {one.key for one in sort.columns if one.needed}
    if best < min(FEWEST_HITS, len(sort.columns)):
        return None
    head = _head(grid.rows[counts.index(best)], counts.index(best), names)
    return head if len(needed & set(head.columns)) * 2 > len(needed) else None


def _head(row: Row, index: int, names: dict[str, str]) -> Head:
    columns: dict[str, int] = {}
    units: dict[str, int] = {}
    unknown, twice = [], []
    for place, cell in sorted(row.cells.items()):
        key = key_of(cell.text, names)
        if cell.copied or not cell.text:
            continue
        if key in columns:
            twice.append((key, place))
        elif key:
            columns[key] = place
            units[key] = WAN if "万元" in clean(cell.text) else 1
        elif clean(cell.text) not in NUMBERING:
            unknown.append(cell.text)
    return Head(index, columns, units, tuple(unknown), tuple(twice))


def missing(head: Head, sort: Sort) -> list[Column]:
    """Columns that every row needs and the sheet has not; the one that parts the rows may stand in headings instead."""
    return [one for one in sort.columns if one.needed and one.key not in head.columns and one.key != sort.group]
