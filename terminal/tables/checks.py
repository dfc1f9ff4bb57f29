"""Everything that is looked at before a table may be public: the file, the rules, the table before, the catalogue."""

from collections.abc import Iterator, Sequence

import msgspec

from terminal.catalogue.queries import catalogue
from terminal.catalogue.shapes import Item
from terminal.clock import Now
from terminal.errors import Problem
from terminal.ledger.rules import why_not_excuse
from terminal.tables import privacy, queries, rules
from terminal.tables.book import Reading
from terminal.tables.queries import Values
from terminal.tables.rules import Mismatch
from terminal.tables.sorts import SORTS, Sort
from terminal.text.days import Kind, Period
from terminal.text.names import Privacy

STRICTEST: tuple[Privacy, ...] = ("none", "PM", "PM-strong")


class Wanted(msgspec.Struct, frozen=True):
    """A table somebody wants to publish: sort, period, what was read, why it does not add up where it does not."""

    sort: Sort
    period: Period
    reading: Reading
    excuse: str = ""


def items_of(sort: Sort, unit_kind: str) -> tuple[Item, ...]:
    """The items of this unit's catalogue that the sort fills; the first is what it is about."""
    shelf = {item.code: item for item in catalogue(unit_kind).items if not item.retired}
    return tuple(shelf[code] for code in sort.items if code in shelf)


def offered(unit_kind: str) -> tuple[Sort, ...]:
    """The sorts a unit of this kind owes, in their order."""
    return tuple(sort for sort in SORTS if items_of(sort, unit_kind))


def filling(code: str) -> Sort | None:
    """The sort that fills this item of the catalogue; None for items that are written as texts."""
    return next((sort for sort in SORTS if code in sort.items), None)


def kinds_of(sort: Sort, unit_kind: str) -> tuple[Kind, ...]:
    """The kinds of period it is published for, the usual one first."""
    found = [
        kind for item in items_of(sort, unit_kind)[:1] for kind in (*item.kinds, *item.or_cadence) if kind in "MQHY"
    ]
    return tuple(dict.fromkeys(found))  # type: ignore[arg-type]  # narrowed by the line above


def privacy_of(sort: Sort, unit_kind: str) -> Privacy:
    """What the strictest of its items lets it show of persons."""
    return max((item.privacy for item in items_of(sort, unit_kind)), key=STRICTEST.index, default="none")


def before(origin: str, sort: Sort, period: Period) -> tuple[Values, ...]:
    """The rows public for the period just before this one; none where it is not public."""
    there = queries.public(origin, sort.key, period.previous().key)
    return queries.rows(there) if there else ()


def mismatches(wanted: Wanted, origin: str) -> list[Mismatch]:
    """Every identity that does not hold; each may be published with a reason, none without."""
    return rules.mismatches(wanted.sort, wanted.reading, before(origin, wanted.sort, wanted.period))


def why_not(wanted: Wanted, origin: str, unit_kind: str, now: Now) -> Iterator[Problem]:
    """Every reason why this table may not be published; identities only while nobody explains them."""
    sort, reading = wanted.sort, wanted.reading
    yield from reading.problems
    if not items_of(sort, unit_kind):
        yield Problem(f"本单位的公开目录里没有{sort.name}，不用在这里公布。")
        return
    yield from rules.why_not_period(sort, wanted.period, kinds_of(sort, unit_kind), now.today)
    if reading.rows or not reading.problems:
        yield from rules.why_never(sort, reading)
    yield from privacy.numbers(sort, reading)
    allowed = privacy_of(sort, unit_kind)
    yield from privacy.names_shown(sort, reading, allowed)
    yield from privacy.groups_shown(sort, reading, allowed)
    wrong = mismatches(wanted, origin)
    if wrong and wanted.excuse:
        yield from why_not_excuse(wanted.excuse)
    else:
        yield from (one.problem() for one in wrong)


def hidden_first(reading: Reading, against: Sequence[Problem]) -> list[Problem]:
    """Rows and columns that were hidden come first where anything is wrong: mostly they are why."""
    hidden = [one for one in reading.left_out if one.where.startswith(f"{reading.sheet}!")]
    return [*hidden, *against] if against else []
