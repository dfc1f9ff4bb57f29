"""A table as a sheet of paper: every column that has anything in it, every row, sums, signatures."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from terminal.tables import queries, words
from terminal.tables.columns import Column, said
from terminal.tables.pages import code, table_url
from terminal.tables.queries import Published, Values
from terminal.tables.sorts import Sort


def paper(table: Published, size: str = "a4") -> dict[str, Any]:
    """What the sheet for the wall shows: every column that has anything in it, every row."""
    sort = queries.sort(table.sort)
    rows = queries.rows(table)
    columns = [sort.column(key) for key in table.columns]
    return {
        "sort": sort,
        "table": table,
        "size": size,
        "heads": [head(column) for column in columns],
        "rows": [[said(column, values.get(column.key)) for column in columns] for values in rows],
        "sums": _paper_sums(sort, table, rows),
        "wrong": words.mismatches(table),
        "mark": words.mark(table.fingerprint),
        "code": code(table_url(table)),
    }


def head(column: Column) -> tuple[str, str]:
    """A column's name and how it stands on paper; that money is in yuan is said once above the table."""
    kind = "num" if column.is_number else "short" if column.kind == "day" else "text"
    return column.name if column.kind == "fen" else column.head, kind


def _paper_sums(sort: Sort, table: Published, rows: Sequence[Values]) -> list[list[str]]:
    """合计 rows: of every group where groups part the table, else of the whole."""
    groups = [one.value for one in sort.column(sort.group).choices] if sort.group else [""]
    found = []
    for group in groups:
        mine = [values for values in rows if not group or values.get(sort.group) == group]
        sums = {column.key: words.shown(column, total) for column, total in words.totals(sort, mine, table.columns)}
        if mine and sums:
            label = _("%(group)s合计", group=group) if group else _("合计")
            found.append([label, *(sums.get(key, "") for key in table.columns[1:])])
    return found
