"""What came, went and changed between two tables of one sort; pure."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from terminal.tables.columns import Value
from terminal.tables.rules import Values, mark_of
from terminal.tables.sorts import Sort

Change = Literal["came", "went", "changed", "same"]


class Pair(msgspec.Struct, frozen=True):
    """One thing in both tables, or in one of them (the other side is None); `place` counts from 1 in the newer one."""

    change: Change
    old: dict[str, Value] | None
    new: dict[str, Value] | None
    place: int = 0

    @property
    def values(self) -> dict[str, Value]:
        """The thing as it is now, or as it was last."""
        return self.new if self.new is not None else self.old or {}


def compare(sort: Sort, old: Sequence[Values], new: Sequence[Values]) -> tuple[Pair, ...]:
    """Every thing of both, in the order of the newer table, what went at the end. Columns that only one of them has do not count."""
    before = {mark_of(sort, values): values for values in old}
    shared = _columns(old) & _columns(new)
    pairs = []
    for place, values in enumerate(new, 1):
        was = before.pop(mark_of(sort, values), None)
        pairs.append(Pair(_change(was, values, shared), dict(was) if was else None, dict(values), place))
    pairs += [Pair("went", dict(values), None) for values in before.values()]
    return tuple(pairs)


def _columns(rows: Sequence[Values]) -> set[str]:
    return {key for values in rows for key, value in values.items() if value not in (None, "")}


def _change(old: Values | None, new: Values, shared: set[str]) -> Change:
    if old is None:
        return "came"
    return "same" if all((old.get(key) or None) == (new.get(key) or None) for key in shared) else "changed"
