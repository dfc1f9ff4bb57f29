"""What a table may show of persons: numbers never, names as the item of the catalogue says (PIPL art. 28)."""

from collections.abc import Iterator

import msgspec

from terminal.errors import Problem
from terminal.tables.book import Reading, Row
from terminal.tables.columns import Column, Value
from terminal.tables.sorts import Sort
from terminal.text import masking, names
from terminal.text.names import Policy, Privacy


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
    """The rows as they may be shown."""
    instead = {(one.row, one.column): one.shown for one in to_mask(sort, rows, privacy)}
    return tuple(
        Row(row.number, {key: instead.get((row.number, key), value) for key, value in row.values.items()})
        for row in rows
    )


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
