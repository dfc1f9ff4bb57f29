"""What a table may show of persons: numbers never, names as the item of the catalogue says (PIPL art. 28)."""

from collections.abc import Iterator, Sequence

import msgspec

from terminal.errors import Problem
from terminal.tables.book import Reading, Row
from terminal.tables.columns import Column, Value
from terminal.tables.sorts import Sort
from terminal.text import masking, names
from terminal.text.names import Policy, Privacy

FEWEST = 3  # of a sensitive kind in one group, listed by name
TOGETHER = "各组合并"


class Shown(msgspec.Struct, frozen=True):
    """A cell that shows more than it may, and what it may show instead."""

    row: int
    column: str
    shown: str


def policy_of(column: Column, values: dict[str, Value], privacy: Privacy) -> Policy:
    """What may be shown of this cell. Names of organisations stay."""
    if column.people and column.people_when:
        key, word = column.people_when
        if values.get(key) != word:
            return "keep"
    if column.people and privacy != "none":
        return "surname" if privacy == "PM-strong" else "name"
    return names.policy_of(column.name, privacy) if column.kind == "text" and not column.people else "keep"


def to_mask(sort: Sort, rows: tuple[Row, ...], privacy: Privacy) -> tuple[Shown, ...]:
    """Every cell that shows more of a person than the item may."""
    found = []
    for row in rows:
        for column in sort.columns:
            value = row.values.get(column.key)
            if isinstance(value, str) and value:
                shown = names.mask_cell(value, policy_of(column, row.values, privacy))
                if shown != value:
                    found.append(Shown(row.number, column.key, shown))
    return tuple(found)


def masked(sort: Sort, rows: tuple[Row, ...], privacy: Privacy) -> tuple[Row, ...]:
    """The rows as they may be shown: names masked, and too few of a sensitive kind put together."""
    few = {row.number for group in too_few(sort, rows, privacy) for row in group}
    if few:
        rows = _together(sort, rows, few)
    instead = {(one.row, one.column): one.shown for one in to_mask(sort, rows, privacy)}
    return tuple(
        Row(row.number, {key: instead.get((row.number, key), value) for key, value in row.values.items()})
        for row in rows
    )


def fit_to_show(sort: Sort, reading: Reading, privacy: Privacy) -> Reading:
    """The whole reading as it may be shown. Where rows were put together only totals over all of them can still be held to it."""
    rows = masked(sort, reading.rows, privacy)
    if len(rows) == len(reading.rows):
        return msgspec.structs.replace(reading, rows=rows)
    every = [one for one in reading.stated if (one.since, one.until) == (0, len(reading.rows))]
    stated = tuple(msgspec.structs.replace(one, until=len(rows)) for one in every)
    return msgspec.structs.replace(reading, rows=rows, stated=stated)


def too_few(sort: Sort, rows: tuple[Row, ...], privacy: Privacy) -> list[tuple[Row, ...]]:
    """The rows of every group that has fewer than three of one sensitive kind: listed, everybody knows who that is (PIPL art. 28).

    What is put together must not be fewer than three either: as long as it is, the smallest other group of its kind goes with it.
    """
    if privacy != "PM-strong" or not sort.who:
        return []
    found = []
    for kind in dict.fromkeys(row.values.get("kind") for row in rows):
        groups: dict[Value, list[Row]] = {}
        for row in rows:
            if row.values.get("kind") == kind and row.values.get("group") != TOGETHER:
                groups.setdefault(row.values.get("group"), []).append(row)
        sized = sorted(groups.values(), key=len)
        small = [group for group in sized if len(group) < FEWEST]
        while small and sum(map(len, small)) < FEWEST and len(small) < len(sized):
            small = sized[: len(small) + 1]
        found += [tuple(group) for group in small]
    return found


def _together(sort: Sort, rows: tuple[Row, ...], few: set[int]) -> tuple[Row, ...]:
    """One row for all of a kind that may not stand alone, in the place of the first of them; amounts and areas added up."""
    kinds: dict[Value, list[Row]] = {}
    for row in rows:
        if row.number in few:
            kinds.setdefault(row.values.get("kind"), []).append(row)
    found = []
    for row in rows:
        kind = row.values.get("kind")
        if row.number not in few:
            found.append(row)
        elif kinds[kind][0] is row:
            found.append(Row(row.number, _sum_of(sort, kinds[kind])))
    return tuple(found)


def _sum_of(sort: Sort, some: Sequence[Row]) -> dict[str, Value]:
    """What they have in common, their sums, and how many they are; of one or two not even that."""
    first = some[0].values
    same = {key for key in first if all(row.values.get(key) == first[key] for row in some)}
    values: dict[str, Value] = {key: value if key in same else None for key, value in first.items()}
    for column in sort.summed:
        said = [value for row in some if isinstance(value := row.values.get(column.key), int)]
        values[column.key] = sum(said) if said else None
    count = f"{len(some)} 户合并" if len(some) >= FEWEST else f"不满 {FEWEST} 户合并"
    return values | {"group": TOGETHER, sort.who: count}


def groups_shown(sort: Sort, reading: Reading, privacy: Privacy) -> list[Problem]:
    """A sentence for every group in which so few are listed that everybody knows who they are."""
    return [
        Problem(
            f"{group[0].values.get('group')}领这一种的不到 {FEWEST} 户，列出来就认得出是谁。可以点“全部遮住”，会合成一行。"
            if len(group) < FEWEST
            else f"{group[0].values.get('group')}要和户数少的组合在一起，不然算得出是谁。可以点“全部遮住”，会合成一行。",
            reading.where(group[0].number, "group"),
        )
        for group in too_few(sort, reading.rows, privacy)
    ]


def names_shown(sort: Sort, reading: Reading, privacy: Privacy) -> list[Problem]:
    """A sentence for every name that must be masked; the name itself is not repeated."""
    return [
        Problem(f"这一项的名字要遮住一部分：写成“{one.shown}”。可以点“全部遮住”。", reading.where(one.row, one.column))
        for one in to_mask(sort, reading.rows, privacy)
    ]


def numbers(sort: Sort, reading: Reading) -> Iterator[Problem]:
    """Identity, bank and telephone numbers in any cell or in the title; nothing of such a file is kept."""
    for hit in masking.find(reading.said):
        yield Problem(f"表头里有{_called(hit)}，不能公开。请删掉再传。", reading.sheet)
    for row in reading.rows:
        for column in sort.columns:
            value = row.values.get(column.key)
            for hit in masking.find(value, column.name) if isinstance(value, str) else ():
                says = f"这里有{_called(hit)}，不能公开。请删掉再传。"
                yield Problem(says, reading.where(row.number, column.key))


def _called(hit: masking.Hit) -> str:
    """“手机号（138****8000）”; of an identity number not one digit."""
    return masking.SAYS[hit.kind] + (hit.shown if hit.shown == masking.NOT_SHOWN else f"（{hit.shown}）")
