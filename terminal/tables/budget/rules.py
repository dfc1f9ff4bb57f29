"""A plan by category beside what was taken in and spent; pure arithmetic in fen."""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

import msgspec

from terminal.tables.columns import Value

Direction = Literal["in", "out"]
SIDES: dict[str, Direction] = {"收入": "in", "支出": "out"}
Category = Callable[[str], str]


class Kept(msgspec.Struct, frozen=True):
    """One category: what was planned, what it came to so far; fen. `planned` is None where the plan says nothing of it."""

    direction: Direction
    category: str
    planned: int | None
    actual: int

    @property
    def left(self) -> int:
        """Fen still to come or to be spent; below zero when it is more than planned."""
        return (self.planned or 0) - self.actual

    @property
    def is_over(self) -> bool:
        """More was spent than planned; more income than planned wrongs nobody."""
        return self.direction == "out" and self.planned is not None and self.left < 0

    @property
    def percent(self) -> int | None:
        """Of what was planned, rounded down; None without a plan."""
        return self.actual * 100 // self.planned if self.planned else None


def planned(rows: Iterable[Mapping[str, Value]], category_of: Category) -> dict[tuple[Direction, str], int]:
    """(side, category as the books call it) → fen. Rows without a category go by their name."""
    found: dict[tuple[Direction, str], int] = {}
    for values in rows:
        side, fen = SIDES.get(str(values.get("side") or "")), values.get("fen")
        if side and isinstance(fen, int):
            key = side, category_of(str(values.get("category") or values.get("name") or ""))
            found[key] = found.get(key, 0) + fen
    return found


def kept(plan: Mapping[tuple[Direction, str], int], actual: Mapping[tuple[Direction, str], int]) -> tuple[Kept, ...]:
    """Everything planned in the plan's order, then what came or went without a plan, the largest first."""
    mine = [Kept(side, category, fen, actual.get((side, category), 0)) for (side, category), fen in plan.items()]
    more = [Kept(side, category, None, fen) for (side, category), fen in actual.items() if (side, category) not in plan]
    order = {"in": 0, "out": 1}
    return tuple(sorted([*mine, *sorted(more, key=lambda one: -one.actual)], key=lambda one: order[one.direction]))
