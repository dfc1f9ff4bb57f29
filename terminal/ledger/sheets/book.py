"""What a bookkeeper's file says, once it has been read: sheets of lines, with the totals printed on them."""

from datetime import date
from typing import Literal, NamedTuple

import msgspec

from terminal.errors import Problem
from terminal.text.days import Period

Direction = Literal["in", "out"]


class Line(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One receipt or payment. `fen` is negative for a red-ink correction (红字), which stays on its side.

    `day` is None when the sheet prints only the month; `balance_fen` is the balance printed beside the line, if any.
    `where` is the cell of the amount, `…_where` that of what is named before it.
    """

    summary: str
    direction: Direction
    fen: int
    day: date | None = None
    voucher: str = ""
    account_code: str = ""
    account_name: str = ""
    balance_fen: int | None = None
    balance_where: str = ""
    handler: str = ""
    witness: str = ""
    approver: str = ""
    attachments: int = 0
    where: str = ""
    day_where: str = ""
    voucher_where: str = ""


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """A total or balance the sheet prints: about the `count` lines above it, or those from `since` on.

    subtotal: since the last subtotal (本月合计, 小计); total: the whole sheet (合计); cumulative: since January (累计).
    """

    kind: Literal["subtotal", "total", "cumulative", "balance"]
    label: str
    count: int
    since: int = 0
    income_fen: int | None = None
    expense_fen: int | None = None
    balance_fen: int | None = None
    income_where: str = ""
    expense_where: str = ""
    where: str = ""


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A row nobody could read: what is written in it, and the cell of each field (day, voucher, summary, account, money, balance)."""

    number: int
    said: dict[str, str]
    cells: dict[str, str]


class Signer(NamedTuple):
    """Who signed below the table, as what."""

    role: str
    name: str


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One account's ledger for one period. `gaps` are the places (numbers of lines before) of rows nobody could read."""

    name: str
    period: Period
    account_set: str
    lines: tuple[Line, ...]
    title: str = ""
    account: str = ""
    opening_fen: int | None = None
    opening_where: str = ""
    closing_fen: int | None = None
    closing_where: str = ""
    stated: tuple[Stated, ...] = ()
    gaps: tuple[int, ...] = ()
    unread: tuple[Unread, ...] = ()
    signers: tuple[Signer, ...] = ()
    notices: tuple[str, ...] = ()


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A whole file: its ledgers, what was left out and why, what could not be read, what a person should know."""

    sheets: tuple[Sheet, ...] = ()
    left_out: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()


def why_not_one_line(income_fen: int | None, expense_fen: int | None, sides: tuple[str, str] = ("收入", "支出")) -> str:
    """Why these two amounts are not one line; "" when exactly one of them is not zero. `sides` are their columns' names."""
    both = "和".join(sides)
    if income_fen and expense_fen:
        return f"这一行{both}都填了。一行只能记一笔，请分成两行。"
    if not income_fen and not expense_fen:
        return f"这一行没有金额，{both}都没填。请补上金额，或者删掉这一行。"
    return ""
