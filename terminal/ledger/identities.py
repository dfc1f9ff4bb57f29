"""Identities a month's sheet must hold, each a plain sentence where it does not.  Pure arithmetic in fen.

What does not hold can be put right, or be published with the sentence and a reason beside it; it is never passed over.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from terminal.errors import Problem
from terminal.ledger.sheets.book import Line, Sheet, Stated
from terminal.ledger.sums import totals
from terminal.text.days import Period
from terminal.text.money import yuan

Rule = Literal["opening", "balance", "total", "closing", "statement", "transfer", "voucher", "budget"]
MOVED = ("转", "划", "调拨", "存入", "提取")


class Mismatch(msgspec.Struct, frozen=True, kw_only=True):
    """One identity that does not hold. `off_fen` is what was said minus what is true, in fen.

    `says` is the fact, for everybody; `advice` is for whoever can put it right; `where` is the cell in the file.
    """

    rule: Rule
    says: str
    where: str = ""
    off_fen: int = 0
    advice: str = ""

    def problem(self) -> Problem:
        """The same for the person whose file it is."""
        return Problem(self.says + self.advice, self.where)


def of_sheet(sheet: Sheet, previous_closing_fen: int | None = None) -> list[Mismatch]:
    """Everything inside one sheet, and its opening against the closing of the month before (fen, None: not public).

    Opening + Σ income − Σ expense = closing, each printed balance and total recomputed, to the fen.
    Law: 《农村集体经济组织财务公开规定》; 《村民委员会组织法》 (2025-10-28) art. 35 (the figures must be true).
    """
    return [
        *_broken_chain(sheet, previous_closing_fen),
        *_wrong_balances(sheet),
        *_wrong_totals(sheet),
        *_wrong_closing(sheet),
    ]


def of_statement(sheet: Sheet, statement_fen: int | None) -> list[Mismatch]:
    """The closing against what the bank (or the cash box) says, in fen; nothing while nobody has said it."""
    if statement_fen is None or sheet.closing_fen in (None, statement_fen):
        return []
    closing = sheet.closing_fen or 0
    says = f"账上的期末是 {yuan(closing)}，银行对账单（现金盘点）是 {yuan(statement_fen)}，账上{_difference(closing, statement_fen)}。"
    advice = "请和银行逐笔核对，看有没有漏记的。"
    return [
        Mismatch(rule="statement", says=says, where=sheet.closing_where, off_fen=closing - statement_fen, advice=advice)
    ]


def of_transfers(own: str, lines: Iterable[Line], others: Mapping[str, Iterable[Line]]) -> list[Mismatch]:
    """Money moved between the unit's own accounts leaves one and enters another: out here is in there.

    `others` are the lines of the same month by the name of the account, only of accounts whose month is public.
    """
    mine, found = tuple(lines), []
    for name, theirs in others.items():
        there = tuple(theirs)
        pairs = (("转到", "out", "in", "收到"), ("从", "in", "out", "转出"))
        for word, here_side, there_side, other_word in pairs:
            here_sum, where = _moved(mine, name, here_side)
            there_sum, _ = _moved(there, own, there_side)
            if here_sum != there_sum:
                side = f"{word}“{name}”" if word == "转到" else f"从“{name}”转来"
                says = (
                    f"这张表{side}的一共 {yuan(here_sum)}，“{name}”这个月的账上"
                    f"{other_word}的一共 {yuan(there_sum)}，差 {yuan(abs(here_sum - there_sum))}。"
                )
                advice = "两个账户之间转的钱，两边要记得一样。请查一查是哪边漏了。"
                off = here_sum - there_sum
                found.append(Mismatch(rule="transfer", says=says, where=where, off_fen=off, advice=advice))
    return found


class Planned(msgspec.Struct, frozen=True):
    """What the year's plan lets be spent on a category, and what other public months and accounts of the year spent on it; fen."""

    category: str
    planned_fen: int
    spent_fen: int


def of_budget(period: Period, spent: Mapping[str, int], planned: Iterable[Planned]) -> list[Mismatch]:
    """Spending of the year by category against its plan; `spent` is what this sheet spends, in fen.

    Only categories of the plan on which this sheet spends anything. Law: 农经发〔2011〕13号 (the year's plan and how it was kept to).
    """
    found = []
    for one in planned:
        mine = spent.get(one.category, 0)
        all_fen = one.spent_fen + mine
        if mine > 0 and all_fen > one.planned_fen:
            says = (
                f"{period.year}年“{one.category}”计划花 {yuan(one.planned_fen)} 元，连这张表在内已经花了 {yuan(all_fen)} 元，"
                f"超出 {yuan(all_fen - one.planned_fen)} 元。"
            )
            advice = "请核对；确实超了的，按规定补议，再写明为什么超。"
            found.append(Mismatch(rule="budget", says=says, off_fen=all_fen - one.planned_fen, advice=advice))
    return found


def of_vouchers(
    lines: Sequence[Line],
    pictures: Collection[str],
    amounts: Mapping[str, Sequence[int | None]],
    above_fen: int | None,
) -> list[Mismatch]:
    """Every payment above the threshold has a picture of its voucher; what the pictures come to is what was paid.

    `pictures` are the numbers of vouchers that have any; `amounts` (fen) by number, held against the lines only where every
    picture of a voucher has one. Law: 《农村集体经济组织财务公开规定》 (逐项逐笔).
    """
    found = []
    for line in lines:
        bare = line.direction == "out" and line.voucher not in pictures
        if above_fen is not None and bare and line.fen > above_fen:
            says = f"“{line.summary}”{yuan(line.fen)} 元，超过 {yuan(above_fen)} 元，没有凭证照片。"
            advice = "请把凭证照下来传上。" if line.voucher else "请先写上凭证号，再把凭证照下来传上。"
            found.append(Mismatch(rule="voucher", says=says, where=line.where, advice=advice))
    for number, some in amounts.items():
        mine = [line for line in lines if line.voucher == number]
        said, paid = sum(fen or 0 for fen in some), abs(totals(mine).net)
        if mine and None not in some and said != paid:
            says = f"凭证 {number} 的照片加起来是 {yuan(said)}，账上是 {yuan(paid)}，照片{_difference(said, paid)}。"
            advice = "请看看金额有没有写错，照片有没有少传。"
            found.append(Mismatch(rule="voucher", says=says, where=mine[0].where, off_fen=said - paid, advice=advice))
    return found


def _moved(lines: Iterable[Line], name: str, direction: str) -> tuple[int, str]:
    """What these lines move to or from the account of this name, in fen, and where the first of them stands."""
    found = [
        line
        for line in lines
        if line.direction == direction and name in line.summary and any(word in line.summary for word in MOVED)
    ]
    return sum(line.fen for line in found), found[0].where if found else ""


def _broken_chain(sheet: Sheet, previous_closing_fen: int | None) -> Iterator[Mismatch]:
    if None in (previous_closing_fen, sheet.opening_fen) or previous_closing_fen == sheet.opening_fen:
        return
    before, now = previous_closing_fen or 0, sheet.opening_fen or 0
    yield Mismatch(
        rule="opening",
        says=f"和上期接不上：上期期末结余是 {yuan(before)}，这张表的期初是 {yuan(now)}，{_difference(now, before)}。",
        where=sheet.opening_where or sheet.name,
        off_fen=now - before,
        advice="请查清楚再传。",
    )


def _wrong_balances(sheet: Sheet) -> Iterator[Mismatch]:
    """Printed balances line by line; after a slip either the true or the printed balance may be carried on."""
    true = printed = sheet.opening_fen
    for index, line in enumerate(sheet.lines):
        if index in sheet.gaps:
            true = printed = None
        step = line.fen if line.direction == "in" else -line.fen
        expected = [balance + step for balance in (true, printed) if balance is not None]
        if line.balance_fen is None:
            true, printed = (None if balance is None else balance + step for balance in (true, printed))
            continue
        if expected and line.balance_fen not in expected:
            yield _off("balance", "余额", expected[0], line.balance_fen, line.balance_where or line.where)
        true = line.balance_fen if not expected else expected[0]
        printed = line.balance_fen


def _wrong_totals(sheet: Sheet) -> Iterator[Mismatch]:
    for stated in sheet.stated:
        if any(gap <= stated.count for gap in sheet.gaps):
            continue
        if stated.kind != "balance":
            yield from _wrong_sums(sheet, stated)
        if stated.balance_fen is not None and sheet.opening_fen is not None:
            true = sheet.opening_fen + totals(sheet.lines[: stated.count]).net
            is_closing = stated.where == sheet.closing_where
            if true != stated.balance_fen and not is_closing:
                yield _off("balance", f"“{stated.label}”的余额", true, stated.balance_fen, stated.where)


def _wrong_sums(sheet: Sheet, stated: Stated) -> Iterator[Mismatch]:
    if stated.kind == "cumulative" and sheet.period.first.month != 1:
        return
    since = totals(sheet.lines[stated.since : stated.count])
    so_far = totals(sheet.lines[: stated.count])
    either = stated.kind != "subtotal"
    sides = (
        ("收入", since.income, so_far.income, stated.income_fen, stated.income_where),
        ("支出", since.expense, so_far.expense, stated.expense_fen, stated.expense_where),
    )
    for side, part, whole, said, where in sides:
        true = whole if either else part
        if said not in (None, true) and not (either and said == part):
            yield _off("total", f"“{stated.label}”的{side}", true, said or 0, where or stated.where)


def _wrong_closing(sheet: Sheet) -> Iterator[Mismatch]:
    if sheet.opening_fen is None or sheet.closing_fen is None or sheet.gaps:
        return
    moved = totals(sheet.lines)
    true = sheet.opening_fen + moved.net
    if true != sheet.closing_fen:
        swapped = sheet.opening_fen - moved.net == sheet.closing_fen
        yield Mismatch(
            rule="closing",
            says=f"收支对不上：期初 {yuan(sheet.opening_fen)} + 收入 {yuan(moved.income)} − 支出 {yuan(moved.expense)}"
            f" = {yuan(true)}，表上的期末是 {yuan(sheet.closing_fen)}，{_difference(sheet.closing_fen, true)}"
            f"{'，像是收入、支出两栏的名称写反了' if swapped else ''}。",
            where=sheet.closing_where or sheet.name,
            off_fen=sheet.closing_fen - true,
        )


def _off(rule: Rule, called: str, true: int, said: int, where: str) -> Mismatch:
    hint = "，像是两个数字写反了" if _is_swapped(true, said) else ""
    says = f"{called}应是 {yuan(true)}，表上写的是 {yuan(said)}，{_difference(said, true)}{hint}。"
    return Mismatch(rule=rule, says=says, where=where, off_fen=said - true)


def _difference(said: int, true: int) -> str:
    return f"{'多' if said > true else '少'}了 {yuan(abs(said - true))}"


def _is_swapped(true: int, said: int) -> bool:
    """Two neighbouring digits changed places: the slip behind most differences that nine divides."""
    left, right = str(true), str(said)
    if len(left) != len(right):
        return False
    places = [place for place, pair in enumerate(zip(left, right, strict=True)) if pair[0] != pair[1]]
    return (
        len(places) == 2
        and places[1] == places[0] + 1
        and left[places[0]] == right[places[1]]
        and left[places[1]] == right[places[0]]
    )
