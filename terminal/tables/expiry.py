"""How many days a contract still runs, and the lamp for it; pure."""

from datetime import date
from typing import Literal

import msgspec

from terminal.tables.columns import Value
from terminal.tables.rules import Values
from terminal.tables.sorts import Sort

SOON = 90  # calendar days: time to tell everybody, let out anew and decide (a practice, no law says so)
Lamp = Literal["over", "soon", "fine"]


class Ends(msgspec.Struct, frozen=True):
    """The day something runs out; `days` (calendar) are negative when that day has passed."""

    day: date
    days: int

    @property
    def lamp(self) -> Lamp:
        return "over" if self.days < 0 else "soon" if self.days <= SOON else "fine"


def runs_until(sort: Sort, values: Values) -> Value:
    """The day (YYYY-MM-DD) a row runs out that still runs; None for one that is settled, or a sort without such days."""
    if not sort.ends or not values.get(sort.ends):
        return None
    key, words = sort.running or ("", ())
    return values[sort.ends] if not key or (values.get(key) or "") in words else None


def ends(sort: Sort, values: Values, today: date) -> Ends | None:
    """When this row runs out, seen from today; None when it does not, or is settled."""
    found = runs_until(sort, values)
    if not isinstance(found, str):
        return None
    day = date.fromisoformat(found)
    return Ends(day, (day - today).days)
