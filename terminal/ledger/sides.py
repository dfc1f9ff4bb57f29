"""Where money came from and where it went: categories as bars, the same on screen and paper."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

import msgspec
from flask_babel import gettext as _
from markupsafe import Markup

from terminal.ledger import queries, words
from terminal.ledger.accounts import account_set
from terminal.ledger.queries import Part
from terminal.ledger.spans import Span
from terminal.ledger.understanding.rules import others
from terminal.paper import chart

ROOM_OF_PAGER = 1  # shares that stand where the pager would


class Slice(msgspec.Struct, frozen=True):
    """One category as a bar: its money out of `of_fen` (all that is above zero), in words and as a picture."""

    bar: chart.Bar
    plain: str
    of_fen: int
    count: int

    @property
    def name(self) -> str:
        return self.bar.name

    @property
    def fen(self) -> int:
        return self.bar.fen

    @property
    def share(self) -> str:
        return self.bar.share

    @property
    def hides(self) -> bool:
        """Does too much stand under a name that tells nobody what it was for?"""
        return others([(self.name, self.fen), ("", self.of_fen - self.fen)], "") is not None

    @property
    def picture(self) -> Markup:
        return self.bar.picture


class Side(msgspec.Struct, frozen=True):
    """Where money came from or went: all slices, and how it was a year ago."""

    direction: str
    fen: int
    count: int
    slices: tuple[Slice, ...]
    year: str

    @property
    def bars(self) -> tuple[chart.Bar, ...]:
        return tuple(one.bar for one in self.slices)


def side(found: Span, parts: Sequence[Part], direction: str, most: int) -> Side:
    """The categories of one direction, largest first, the smallest ones together when there are more than `most`."""
    mine = _at_most([part for part in parts if part.direction == direction], most)
    by_name = {part.category: part for part in mine}
    chosen = account_set("2004" if found.months[-1].account_set == "2004" else "2023")
    whole = found.income_fen if direction == "in" else found.expense_fen
    of_fen = sum(max(part.fen, 0) for part in mine)
    slices = []
    for bar in chart.bars([(part.category, part.fen) for part in mine], "in" if direction == "in" else "out"):
        known = chosen.by_name(bar.name)
        plain = known.plain if known else ""
        slices.append(Slice(bar, plain, of_fen, by_name[bar.name].count))
    count = found.income_count if direction == "in" else found.expense_count
    return Side(direction, whole, count, tuple(slices), words.year_ago(found, direction))


def _at_most(parts: list[Part], most: int) -> list[Part]:
    if len(parts) <= most:
        return parts
    kept, rest = parts[: most - 1], parts[most - 1 :]
    name = _("别的 %(count)s 类", count=len(rest))
    return [*kept, Part(rest[0].direction, name, sum(part.fen for part in rest), sum(part.count for part in rest))]


def every(origin: str, found: Span) -> tuple[Side, Side]:
    """Income and spending with all categories, none put together."""
    parts = queries.parts(origin, found.seqs)
    return side(found, parts, "in", len(parts)), side(found, parts, "out", len(parts))


def cut(both: Sequence[Side], size: int) -> list[list[tuple[Side, list[Slice]]]]:
    """All shares cut into screens, each share under its side: one screen of `size`, or several with a pager's room less."""
    rows = [(one, share) for one in both for share in one.slices]
    size = size if len(rows) <= size else max(1, size - ROOM_OF_PAGER)
    screens = [rows[start : start + size] for start in range(0, len(rows), size)] or [[]]
    return [[(one, [share for _side, share in same]) for one, same in groupby(some, itemgetter(0))] for some in screens]
