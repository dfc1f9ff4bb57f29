"""One row of a table on a screen of its own: everything it says, and how long it still runs."""

from datetime import date

import msgspec
from flask_babel import gettext as _

from terminal.tables import queries, words
from terminal.tables.comparing import compare
from terminal.tables.expiry import ends
from terminal.tables.pages import heading, other_table, table_url
from terminal.tables.queries import Values
from terminal.tables.rules import name_of
from terminal.tables.sorts import Sort


class RowPage(msgspec.Struct, frozen=True):
    """One row: everything it says, how long it still runs, what the other table said of it."""

    heading: str
    name: str
    facts: list[tuple[str, str]]
    lamp: words.Tag | None
    ends: str
    table_url: str


def row_page(found: queries.OneRow, today: date) -> RowPage:
    """Everything about one row, and what was different a year before, where that is public."""
    sort = queries.sort(found.table.sort)
    ending = ends(sort, found.values, today)
    old = _was(sort, found)
    facts = []
    for column in sort.columns:
        now = words.with_unit(column, found.values.get(column.key))
        was = words.with_unit(column, old.get(column.key)) if old else ""
        if old and was != now and column.key in old:
            now = _("%(now)s（去年：%(was)s）", now=now or _("没有写"), was=was or _("没有写"))
        facts.append((words.head(column), now))
    return RowPage(
        heading=heading(sort, found.table),
        name=name_of(sort, found.values),
        facts=[(label, said) for label, said in facts if said],
        lamp=words.ends_tag(ending) or (("done", _("还在期内")) if ending else None),
        ends=words.ends_words(ending) if ending else "",
        table_url=table_url(found.table, version=None if found.table.is_newest else found.table.number),
    )


def _was(sort: Sort, found: queries.OneRow) -> Values | None:
    other = other_table(found.table, "year")
    if other is None:
        return None
    pairs = compare(sort, queries.rows(other), (found.values,))
    return pairs[0].old
