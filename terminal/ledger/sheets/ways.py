"""Which column of a table is money coming in; 借方 is income in a cash book and the opposite elsewhere."""

import re
import unicodedata
from typing import Literal

import msgspec

from terminal.ledger.accounts import AccountSet
from terminal.ledger.sheets.book import Direction
from terminal.ledger.sheets.headers import Header
from terminal.ledger.sheets.titles import ACCOUNT, CASH_OR_BANK, Title

NO_DIRECTION = (
    "这张表只有“金额”，看不出是收入还是支出，没有导入。请在标题里写明“收入”或者“支出”，或者分成收入、支出两栏。"
)
NO_ACCOUNT = (
    "这张表是借方、贷方，不是现金账也不是银行账，又没有科目，看不出哪边是收入哪边是支出，没有导入。"
    "请传收入、支出分栏的账，或者带上科目名称。"
)
_JOURNAL = re.compile(r"序时簿|凭证")


class Way(msgspec.Struct, frozen=True):
    """How to read the money of a row.

    columns: two columns 收入 and 支出; list: one amount, all in `direction` (None: a column says it);
    journal: debit and credit of the account in the row; account: debit and credit of one account of that `direction`.
    """

    kind: Literal["columns", "list", "journal", "account"]
    income: str = "income"
    expense: str = "expense"
    direction: Direction | None = None


def choose(header: Header, title: Title, name: str, chart: AccountSet) -> Way | str:
    """The way this table says its money, or a whole sentence why it cannot be known."""
    if header.has("income") or header.has("expense"):
        return Way("columns")
    if header.has("debit", "credit"):
        return _of_two_sides(header, title, name, chart)
    if header.has("amount"):
        return _of_one_amount(header, title, name)
    return "这张表没有收入、支出两栏，不像逐笔的账，没有导入。请传有日期、摘要、收入、支出、余额的那一张。"


def _of_two_sides(header: Header, title: Title, name: str, chart: AccountSet) -> Way | str:
    said = unicodedata.normalize("NFKC", f"{title.said} {name}")
    has_accounts = header.has("account_name") or header.has("account_code")
    if has_accounts and (_JOURNAL.search(said) or not CASH_OR_BANK.search(said)):
        return Way("journal", "credit", "debit")
    if CASH_OR_BANK.search(said):
        return Way("columns", "debit", "credit")
    if found := ACCOUNT.search(said):
        code = re.match(r"[\d.]*", found[1])
        account = chart.match(code[0] if code else "", re.sub(r"^[\d.]*", "", found[1]))
        if account and account.direction:
            return Way("account", "credit", "debit", account.direction)
    return NO_ACCOUNT


def _of_one_amount(header: Header, title: Title, name: str) -> Way | str:
    if header.has("kind"):
        return Way("list")
    for said in (title.title, name, "".join(header.texts.values()), title.said):
        incoming = "收入" in said
        outgoing = bool(re.search(r"支出|开支|福利费|支付", said))
        if incoming != outgoing:
            return Way("list", direction="in" if incoming else "out")
    return NO_DIRECTION
