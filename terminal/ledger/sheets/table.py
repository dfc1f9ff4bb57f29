"""A grid with its header understood: cells by what they mean, amounts with their unit, problems with their place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from terminal.errors import Problem
from terminal.ledger.sheets import headers, values
from terminal.ledger.sheets.grid import Cell, Grid, Row
from terminal.ledger.sheets.headers import Header
from terminal.ledger.sheets.ways import Way

T = TypeVar("T")
NOT_WORDS = ("handler", "witness", "approver", "attachments", "direction", "kind", *headers.MONEY)


@dataclass
class Table:
    """`problems` collects every cell that could not be understood."""

    grid: Grid
    header: Header
    way: Way
    unit: int
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        columns = self.header.columns
        self.skipped = {columns[name] for name in NOT_WORDS if name in columns}
        self.first_money = min((columns[name] for name in headers.MONEY if name in columns), default=1)
        self.known = set(columns.values())

    def has(self, name: str) -> bool:
        return name in self.header.columns

    def cell(self, row: Row, name: str) -> Cell:
        return row.cell(self.header.columns.get(name))

    def where(self, row: Row, name: str = "") -> str:
        return self.grid.where(row, self.header.columns.get(name) or min(row.cells))

    def complain(self, says: str, row: Row, name: str = "") -> None:
        self.problems.append(Problem(says, self.where(row, name)))

    def attempt(self, row: Row, name: str, read: Callable[[Cell], T]) -> T | None:
        """What the reader makes of the cell; None and a problem when it refuses."""
        try:
            return read(self.cell(row, name))
        except ValueError as refused:
            self.complain(str(refused), row, name)
            return None

    def amount(self, row: Row, name: str) -> int | None:
        """The amount in fen; the rest of a merged cell says nothing."""
        if self.cell(row, name).copied:
            return None
        return self.attempt(row, name, lambda cell: values.amount(cell, self.unit))

    def balance(self, row: Row) -> int | None:
        """The printed balance; in a cash book one on the credit side (贷) is money owed."""
        fen = self.amount(row, "balance")
        owed = self.way.kind == "columns" and headers.clean(self.cell(row, "direction").text) == "贷"
        return -fen if owed and fen is not None else fen

    def money_field(self, row: Row) -> str:
        """The column the row's amount stands in."""
        names = (self.way.income, self.way.expense, "amount")
        filled = (name for name in names if self.cell(row, name).text not in ("", "0", "0.00"))
        return next(filled, next((name for name in names if self.has(name)), ""))

    def has_money(self, row: Row) -> bool:
        return any(values.looks_like_amount(self.cell(row, name)) for name in headers.MONEY)

    def words(self, row: Row) -> list[str]:
        """The texts a label such as “合计” may stand in: everything left of the money."""
        return [
            cell.text
            for column, cell in sorted(row.cells.items())
            if column not in self.skipped and (column < self.first_money or column in self.known)
        ]

    def is_header_again(self, row: Row) -> bool:
        """The header printed once more on the next page."""
        written = [cell for cell in row.cells.values() if cell.number is None and cell.day is None]
        if len(written) < len(row.cells) and len(written) < max(headers.FEWEST_HITS, len(self.header.columns) - 1):
            return False  # a line: no header has a number in it
        texts = [headers.name_of(text) for text in row.texts()]
        divides = len(texts) > 1 and all(text in headers.SECOND_ROW for text in texts)
        return divides or headers.hits(texts) >= max(headers.FEWEST_HITS, len(self.header.columns) - 1)
