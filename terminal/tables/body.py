"""The rows below the header: things, headings that part them, printed totals, and what is no row at all."""

import re
from typing import Any

from terminal.errors import Problem
from terminal.ledger.sheets import row_kinds
from terminal.ledger.sheets.grid import Grid, Row
from terminal.ledger.sheets.headers import clean
from terminal.tables import cells, heads
from terminal.tables.book import Row as Thing
from terminal.tables.book import Stated
from terminal.tables.columns import Value
from terminal.tables.heads import Head
from terminal.tables.sorts import Sort

_TOTAL = re.compile(r"(?:[一二三四五六七八九十]+、)?(.{0,8}?)(合计|总计|小计|共计)(?:数|金额)?")
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]+[、.]|[(][一二三四五六七八九十]+[)])")


class Body:
    """Takes one row after another; `rows`, `stated` and `problems` are what came of them."""

    def __init__(self, grid: Grid, head: Head, sort: Sort, unit: int) -> None:
        self.grid, self.head, self.sort, self.unit = grid, head, sort, unit
        self.rows: list[Thing] = []
        self.stated: list[Stated] = []
        self.problems: list[Problem] = []
        self.names = heads.names_of(sort)
        self.heading = ""
        self.since = 0

    def take(self, row: Row) -> None:
        """One more row of the sheet."""
        texts = [clean(text) for text in row.texts() if clean(text)]
        if not texts or row_kinds.is_footer(row) or self._is_numbering(row):
            return
        if heads.hits(row, self.names) >= max(heads.FEWEST_HITS, len(self.head.columns) - 1):
            return  # the header once more, on the next page
        label = next((found for text in texts if (found := _TOTAL.fullmatch(text))), None)
        if label:
            self._total(row, label[0], label[1], label[2])
        elif not self._is_heading(texts):
            self._thing(row)

    def _is_numbering(self, row: Row) -> bool:
        """A row of a template that nobody filled in: at most its number stands there."""
        return not any(row.cell(column).text or row.cell(column).flaw for column in self.head.columns.values())

    def _is_heading(self, texts: list[str]) -> bool:
        """“一、收入”: says for the rows below what their column of groups does not."""
        if len(texts) != 1 or not self.sort.group:
            return False
        found = self.sort.column(self.sort.group).choice(_HEADING.sub("", texts[0]))
        if found:
            self.heading, self.since = found.value, len(self.rows)
        return found is not None

    def _thing(self, row: Row) -> None:
        found: dict[str, Value] = {}
        flawed = set()
        for key, place in self.head.columns.items():
            column = self.sort.column(key)
            try:
                found[key] = cells.value_of(column, row.cell(place), self.head.units[key] * self.unit)
            except ValueError as wrong:
                self._complain(str(wrong), row, place)
                found[key] = None
                flawed.add(key)
        if self.sort.group and not found.get(self.sort.group) and self.heading:
            found[self.sort.group] = self.heading
        for column in self.sort.columns:
            if column.needed and found.get(column.key) in (None, "") and column.key not in flawed:
                self._lacks(column.key, column.name, row, found)
        self.rows.append(Thing(row.number, found))

    def _lacks(self, key: str, name: str, row: Row, found: dict[str, Value]) -> None:
        """A blank where a number belongs is a zero, as sheets print it, unless it is the only number there could be."""
        column = self.sort.column(key)
        if column.is_number and any(isinstance(value, int) for value in found.values()):
            found[key] = 0
            return
        hint = "没有数就写 0" if column.is_number else "不知道的写“不详”"
        hint = f"写其中一个：{'、'.join(one.value for one in column.choices)}" if column.choices else hint
        self._complain(f"这一行没有写{name}。请补上，{hint}；不是一行就删掉。", row, self.head.columns.get(key))

    def _total(self, row: Row, label: str, named: str, word: str) -> None:
        """小计 counts since the last total or heading, 收入合计 the rows of its group; 合计 the same as 小计 where groups part the table, else all."""
        sums = {}
        for column in self.sort.columns:
            place = self.head.columns.get(column.key)
            if place is None or not column.summed or row.cell(place).copied:
                continue
            try:
                value = cells.value_of(column, row.cell(place), self.head.units[column.key] * self.unit)
            except ValueError as wrong:
                self._complain(str(wrong), row, place)
                continue
            if isinstance(value, int):
                sums[column.key] = value
        group = self._group(row, named)
        since = 0 if group or word == "总计" or (not self.sort.group and word != "小计") else self.since
        since = 0 if since == len(self.rows) else since
        self.stated.append(Stated(label, row.number, since, len(self.rows), sums, group))
        self.since = len(self.rows)

    def _group(self, row: Row, named: str) -> str:
        if not self.sort.group:
            return ""
        column = self.sort.column(self.sort.group)
        said: Any = row.cell(self.head.columns.get(column.key)).text
        found = column.choice(_HEADING.sub("", named)) or column.choice(clean(said))
        return found.value if found else ""

    def _complain(self, says: str, row: Row, place: int | None) -> None:
        self.problems.append(Problem(says, self.grid.where(row, place or min(row.cells))))
