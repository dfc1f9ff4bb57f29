"""What changed between two versions of a text, so that a villager sees it at a glance."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

from terminal.text.blocks import Block

NEAR = 20  # how many blocks further on a changed block is looked for
MOST_PAIRS = 4_000_000  # comparing takes a second at most
UNIT = re.compile(r"\d(?:[\d,.]*\d)?|.", re.DOTALL)  # a figure is compared whole, anything else by character
HALF_SENTENCE = re.compile(r"[^，。；、！？\n]*[，。；、！？\n]|[^，。；、！？\n]+")

Change = Literal["same", "new", "gone"]


class Run(msgspec.Struct, frozen=True):
    """A stretch of words that stayed, came or went."""

    change: Change
    text: str


class Cell(msgspec.Struct, frozen=True):
    """A table cell now, and what stood there before (None when it did not change)."""

    now: str
    was: str | None = None


class TableRow(msgspec.Struct, frozen=True):
    """A table row: same, new, gone, or with changed cells."""

    change: Literal["same", "new", "gone", "changed"]
    cells: tuple[Cell, ...]


class Compared(msgspec.Struct, frozen=True):
    """One block of the comparison; a table has `head` and `rows`, anything else `runs`."""

    kind: str
    changed: bool
    runs: tuple[Run, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()


def compare(old: Sequence[Block], new: Sequence[Block]) -> tuple[Compared, ...]:
    """Every block of both versions in reading order."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: list[Compared] = []
    for name, a, b, c, d in matcher.get_opcodes():
        if name == "equal":
            found.extend(_whole(block, "same") for block in new[c:d])
        else:
            found.extend(_replaced(old[a:b], new[c:d]))
    return tuple(found)


def _replaced(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Compared]:
    """Blocks that went and came: pairs of one kind are compared inside, the rest is gone or new."""
    waiting = list(old)
    for block in new:
        partner = next((was for was in waiting[:NEAR] if _alike(was, block)), None)
        if partner is None:
            yield _whole(block, "new")
            continue
        for gone in waiting[: waiting.index(partner)]:
            yield _whole(gone, "gone")
        del waiting[: waiting.index(partner) + 1]
        yield _inside(partner, block)
    for gone in waiting:
        yield _whole(gone, "gone")


def _alike(old: Block, new: Block) -> bool:
    if old.kind != new.kind or old.head != new.head:
        return False
    return old.kind == "table" or _is_similar(*_units(_words(old), _words(new)))


def _is_similar(old: Sequence[str], new: Sequence[str]) -> bool:
    """More than half is the same; the quick looks come first because most pairs have nothing in common."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    quick = matcher.real_quick_ratio() > 0.5 and matcher.quick_ratio() > 0.5
    return quick and (len(old) * len(new) > MOST_PAIRS or matcher.ratio() > 0.5)


def _units(old: str, new: str) -> tuple[Sequence[str], Sequence[str]]:
    """What is compared: figures and characters, or half sentences where there are too many to compare each with each."""
    if len(old) * len(new) <= MOST_PAIRS:
        return UNIT.findall(old), UNIT.findall(new)
    return HALF_SENTENCE.findall(old), HALF_SENTENCE.findall(new)


def _words(block: Block) -> str:
    return block.text or "\n".join(block.items)


def _whole(block: Block, change: Change) -> Compared:
    if block.kind == "table":
        rows = tuple(TableRow(change, tuple(Cell(cell) for cell in row)) for row in block.rows)
        return Compared("table", change != "same", head=block.head, rows=rows)
    return Compared(block.kind, change != "same", runs=(Run(change, _words(block)),))


def _inside(old: Block, new: Block) -> Compared:
    if new.kind == "table":
        return Compared("table", True, head=new.head, rows=tuple(_rows(old.rows, new.rows)))
    return Compared(new.kind, True, runs=tuple(_runs(_words(old), _words(new))))


def _runs(old: str, new: str) -> Iterator[Run]:
    was, now = _units(old, new)
    if len(was) * len(now) > MOST_PAIRS:
        was, now = [old], [new]
    for name, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if name == "equal":
            yield Run("same", "".join(now[c:d]))
            continue
        if was[a:b]:
            yield Run("gone", "".join(was[a:b]))
        if now[c:d]:
            yield Run("new", "".join(now[c:d]))


def _name(row: Sequence[str]) -> str:
    """What makes two rows the same row: the first cells, before any figure."""
    words = [cell for cell in row if not any(char.isdigit() for char in cell)]
    return "|".join(words or row[:1])


def _rows(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> Iterator[TableRow]:
    matcher = SequenceMatcher(None, [_name(row) for row in old], [_name(row) for row in new], autojunk=False)
    for name, a, b, c, d in matcher.get_opcodes():
        if name == "equal":
            yield from (_row(was, now) for was, now in zip(old[a:b], new[c:d], strict=True))
            continue
        yield from (TableRow("gone", tuple(Cell(cell) for cell in row)) for row in old[a:b])
        yield from (TableRow("new", tuple(Cell(cell) for cell in row)) for row in new[c:d])


def _row(was: tuple[str, ...], now: tuple[str, ...]) -> TableRow:
    if was == now or len(was) != len(now):
        return TableRow("same" if was == now else "changed", tuple(Cell(cell) for cell in now))
    cells = tuple(Cell(new, None if new == old else old) for old, new in zip(was, now, strict=True))
    return TableRow("changed", cells)
