"""A row of a sheet as a person edits it, and what somebody changed in it."""

from datetime import date, datetime
from typing import Literal

import msgspec

from terminal.ledger.sheets.book import Line, Stated, Unread

Field = Literal["day", "voucher", "summary", "account", "income", "expense", "balance"]


class Cells(msgspec.Struct, frozen=True, kw_only=True):
    """What one row says; money in fen, None where nothing is written. `account` is code and name as the books print them."""

    day: date | None = None
    voucher: str = ""
    summary: str = ""
    account: str = ""
    income: int | None = None
    expense: int | None = None
    balance: int | None = None


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """One row changed: `was` is None for a row that was added or that nobody could read, `now` for one that was dropped.

    `key` is the row's number in the file, or “a1”, “a2”… for rows added at the desk, which stand `behind` another row.
    """

    key: str
    behind: str
    place: str
    was: Cells | None
    now: Cells | None
    by: str
    at: datetime


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a sheet. `where` is the cell of each field, `said` what is written in a row nobody could read.

    kind: a line; a row nobody could read; a balance or total the sheet prints, whose name is its summary.
    """

    key: str
    kind: Literal["line", "unread", "printed"]
    cells: Cells
    place: str
    where: dict[str, str] = {}
    said: dict[str, str] = {}
    source: Line | Stated | Unread | None = None
