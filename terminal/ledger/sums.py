"""What lines come to: Σ income and Σ spending.  Pure arithmetic in fen."""

from collections.abc import Iterable

import msgspec

from terminal.ledger.sheets.book import Line


class Totals(msgspec.Struct, frozen=True):
    """What came in and went out, in fen, and in how many lines; red entries count with their sign."""

    income: int = 0
    expense: int = 0
    income_count: int = 0
    expense_count: int = 0

    @property
    def net(self) -> int:
        return self.income - self.expense


def totals(lines: Iterable[Line]) -> Totals:
    """Σ income and Σ expense of these lines, in fen."""
    sums = {"in": 0, "out": 0}
    counts = {"in": 0, "out": 0}
    for line in lines:
        sums[line.direction] += line.fen
        counts[line.direction] += 1
    return Totals(sums["in"], sums["out"], counts["in"], counts["out"])
