"""What a correction changed in a month: lines and balances as they were and as they are."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from flask_babel import gettext as _

from terminal.ledger import queries
from terminal.ledger.queries import Published
from terminal.text.blocks import Block
from terminal.text.difference import TableRow, compare
from terminal.text.money import yuan
from terminal.web.filters import day


class Said(Protocol):
    """A line, as it was published or as a file says it."""

    @property
    def day(self) -> date | None: ...
    @property
    def voucher(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def direction(self) -> str: ...
    @property
    def fen(self) -> int: ...


def table(lines: Iterable[Said], opening_fen: int | None, closing_fen: int | None) -> Block:
    """A month as rows of words: when, what for, how much."""
    rows = [("", _("上月结余"), _said(opening_fen))]
    rows += [(_when(one), one.summary, ("+" if one.direction == "in" else "−") + yuan(one.fen)) for one in lines]
    rows.append(("", _("本月结余"), _said(closing_fen)))
    return Block("table", head=("", "", ""), rows=tuple(rows))


def _when(line: Said) -> str:
    return " ".join(part for part in (day(line.day) if line.day else "", line.voucher) if part)


def _said(fen: int | None) -> str:
    return "" if fen is None else yuan(fen)


def published_table(sheet: Published) -> Block:
    """A version as it was published."""
    return table(queries.all_lines(sheet.origin, sheet.log_seq), sheet.opening_fen, sheet.closing_fen)


def changed(old: Block, new: Block) -> tuple[TableRow, ...]:
    """The rows that are not as they were, in the order of the books."""
    (found,) = compare((old,), (new,))
    return tuple(row for row in found.rows if row.change != "same")
