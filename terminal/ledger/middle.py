"""The village in the middle: reckoned at a county from what its villages published, read in a village as the county said it."""

from collections.abc import Iterable
from datetime import date
from statistics import median_low

import msgspec

from terminal.ledger import queries
from terminal.ledger.models import VillageMedians
from terminal.ledger.ruling import Middle
from terminal.ledger.spans import months_of
from terminal.register.pauses import held
from terminal.text.days import Period
from terminal.village.queries import Village

Amounts = dict[tuple[str, str], int]  # (side, category; empty for all together) → fen


class Medians(msgspec.Struct, frozen=True):
    """What a county said of a period: of how many villages, who said it, when, to whom."""

    period: str
    villages: int
    rows: tuple[Middle, ...]
    issuer: str
    said_on: date
    line: int
    obj: str
    to: str

    def of(self, direction: str, category: str = "") -> int | None:
        """Fen a household; None where nothing was said."""
        return next((one.fen for one in self.rows if (one.direction, one.category) == (direction, category)), None)


def each_household(village: Village, period: Period) -> Amounts | None:
    """What its first account took in and spent for each household, rounded down to the fen.

    None unless every month of the period is public and its households are counted.
    """
    known = queries.accounts(village.origin)
    if not known or village.households <= 0:
        return None
    months, gone = queries.months(village.origin, known[0].key), held(village.origin)
    found = [months.get(month.key) for month in months_of(period)]
    public = [one for one in found if one and not one.withdrawn_on and one.obj not in gone]
    if len(public) < len(found):
        return None
    sums: Amounts = {("in", ""): 0, ("out", ""): 0}
    for part in queries.parts(village.origin, [one.log_seq for one in public]):
        sums[part.direction, part.category] = part.fen
        sums[part.direction, ""] += part.fen
    return {key: fen // village.households for key, fen in sums.items()}


def middle(amounts: Iterable[Amounts]) -> tuple[Middle, ...]:
    """The lower of the two in the middle, so that it is what some village really had; a category that a village has not counts as nothing."""
    every = list(amounts)
    keys = sorted({key for one in every for key in one})
    return tuple(
        Middle("in" if side == "in" else "out", category, median_low(one.get((side, category), 0) for one in every))
        for side, category in keys
    )


def said(period: str) -> Medians | None:
    """What the county said last of this period; None when it said nothing."""
    row = VillageMedians.select().where(VillageMedians.period == period).order_by(VillageMedians.log_seq.desc()).first()
    return _medians(row) if row else None


def said_by(county: str) -> tuple[Medians, ...]:
    """Everything this county said, oldest first."""
    rows = VillageMedians.select().where(VillageMedians.origin == county).order_by(VillageMedians.log_seq)
    return tuple(_medians(row) for row in rows)


def _medians(row: VillageMedians) -> Medians:
    rows = msgspec.json.decode(row.rows, type=tuple[Middle, ...])
    same = ("period", "villages", "issuer", "said_on", "obj", "to")
    return Medians(rows=rows, line=row.log_seq, **{name: getattr(row, name) for name in same})
