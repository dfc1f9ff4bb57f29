"""What a file says of a table, once it has been read: rows of values, the totals printed on it, and what was wrong."""

import msgspec

from terminal.errors import Problem
from terminal.tables.columns import Value


class Row(msgspec.Struct, frozen=True):
    """One thing of the table: values by column; `number` is its row in the file."""

    number: int
    values: dict[str, Value]


class Stated(msgspec.Struct, frozen=True):
    """A total the sheet prints: over rows `since` … `until` (counted from 0), of one group where it says so."""

    label: str
    number: int
    since: int
    until: int
    sums: dict[str, int]
    group: str = ""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One table of a file. `places`: column → letter in the file, empty for a text file, whose cells have rows only.

    `problems` not empty means: nothing of it may be published.
    """

    sort: str
    sheet: str = ""
    title: str = ""
    said: str = ""
    rows: tuple[Row, ...] = ()
    stated: tuple[Stated, ...] = ()
    places: dict[str, str] = {}
    problems: tuple[Problem, ...] = ()
    left_out: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()

    def where(self, number: int, column: str = "") -> str:
        """“资产!D7”, or “第 7 行” in a text file."""
        if not self.places:
            return f"第 {number} 行"
        letter = self.places.get(column) or min(self.places.values(), key=lambda one: (len(one), one))
        return f"{self.sheet}!{letter}{number}"

    @property
    def columns(self) -> frozenset[str]:
        """The columns the file has."""
        return frozenset(key for row in self.rows[:1] for key in row.values)
