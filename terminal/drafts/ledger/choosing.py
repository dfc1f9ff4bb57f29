"""Whose month a file is: what a person chose against what the file says."""

import re
from collections.abc import Collection, Sequence

from terminal.errors import Problem
from terminal.ledger.events import Account
from terminal.ledger.sheets.book import Sheet
from terminal.text.days import Period

NEW = "new"
LONGEST_NAME = 20
KEY = re.compile(r"[^a-z0-9]")


def why_not_new(name: str, known: Sequence[Account]) -> list[Problem]:
    """The name of an account nobody has used yet."""
    if not name:
        return [Problem("请写上这个账户的名称，比如“村委会代管户”。", "账户名称")]
    if len(name) > LONGEST_NAME:
        return [Problem(f"账户名称最多 {LONGEST_NAME} 个字。", "账户名称")]
    if any(one.name == name for one in known):
        return [Problem(f"已经有“{name}”了，请直接选它。", "账户")]
    return []


def new_key(letters: str, known: Collection[str]) -> str:
    """A short name for addresses, unlike all others; `letters` are the first letters of the account's name."""
    stem = KEY.sub("", letters.lower())[:20] or "account"
    number = 1
    while (key := stem if number == 1 else f"{stem}-{number}") in known:
        number += 1
    return key


def said_accounts(sheets: Sequence[Sheet], known: Sequence[Account]) -> list[Account]:
    """The known accounts that these sheets name."""
    names = {name for sheet in sheets for name in (sheet.account, sheet.name)}
    return [one for one in known if one.name in names]


def why_not_account(sheets: Sequence[Sheet]) -> list[Problem]:
    """Nobody chose an account, and the file names none of ours, or several."""
    named = [name for sheet in sheets if (name := sheet.account)]
    if len(sheets) > 1:
        return [Problem(f"文件里有几张账：{_names(sheets)}。请选这次传的是哪个账户，再传一次。", "账户")]
    if named:
        return [Problem(f"表上写的账户是“{named[0]}”，这里还没有。请选一个账户，或者选“另一个账户”写上名称。", "账户")]
    return [Problem("表上没写是哪个账户的。请选账户。", "账户")]


def why_not_sheet(account: Account, sheets: Sequence[Sheet]) -> list[Problem]:
    """Several sheets, and none of them or more than one is of this account."""
    return [Problem(f"文件里分不出哪一张是“{account.name}”的账：{_names(sheets)}。请每个账户传一个文件。", "文件")]


def _names(sheets: Sequence[Sheet]) -> str:
    return "、".join(f"“{sheet.account or sheet.name}”" for sheet in sheets)


def why_not_this_account(chosen: Account, sheet: Sheet, known: Sequence[Account]) -> list[Problem]:
    """The sheet names another account than the chosen one."""
    other = next((one for one in known if one.name == sheet.account and one.key != chosen.key), None)
    if other is None:
        return []
    return [Problem(f"选的是“{chosen.name}”，表上写的是“{other.name}”。请看看是不是传错了表。", "账户")]


def why_not_begun(account: Account, period: Period, whose: str) -> Problem:
    return Problem(f"{period.label()}{account.name}的账，{whose}已经在办了。请打开那一份，在里面重新传。", "文件")
