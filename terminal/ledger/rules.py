"""Why a ledger sheet may not be published, and the sums its pages show.  Pure arithmetic in fen."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from terminal.errors import Problem
from terminal.ledger.accounts import AccountSet
from terminal.ledger.sheets.book import Direction, Line, Reading, Sheet, Stated, why_not_one_line
from terminal.text.days import say_day
from terminal.text.money import yuan


class Totals(msgspec.Struct, frozen=True):
    """What came in and went out, in fen, and in how many lines; red entries count with their sign."""

    income: int = 0
    expense: int = 0
    income_count: int = 0
    expense_count: int = 0

    @property
    def net(self) -> int:
        return self.income - self.expense


class Share(msgspec.Struct, frozen=True):
    """One category of one direction: its sum `fen` out of `of_fen`."""

    direction: Direction
    name: str
    fen: int
    of_fen: int
    count: int
    code: str = ""
    plain: str = ""

    @property
    def per_mille(self) -> int:
        """Share in thousandths, ROUND_HALF_UP; 0 when there is nothing to share."""
        if not self.of_fen:
            return 0
        return int((Decimal(self.fen) * 1000 / self.of_fen).to_integral_value(ROUND_HALF_UP))

    @property
    def percent(self) -> str:
        """“36.5”, with one decimal."""
        return f"{Decimal(self.per_mille) / 10:.1f}"


def totals(lines: Iterable[Line]) -> Totals:
    """Σ income and Σ expense of these lines, in fen."""
    sums = {"in": 0, "out": 0}
    counts = {"in": 0, "out": 0}
    for line in lines:
        sums[line.direction] += line.fen
        counts[line.direction] += 1
    return Totals(sums["in"], sums["out"], counts["in"], counts["out"])


def by_category(lines: Iterable[Line], account_set: AccountSet) -> tuple[Share, ...]:
    """What came in, then what went out, each by account, largest first; lines without an account are “未分类”."""
    groups: dict[tuple[Direction, str], list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.direction, account_set.category(line.account_code, line.account_name)].append(line)
    whole = totals(line for group in groups.values() for line in group)
    shares = [_share(direction, name, group, whole, account_set) for (direction, name), group in groups.items()]
    return tuple(sorted(shares, key=lambda share: (share.direction != "in", -share.fen, share.name)))


def _share(direction: Direction, name: str, group: list[Line], whole: Totals, account_set: AccountSet) -> Share:
    account = account_set.by_name(name)
    of_fen = whole.income if direction == "in" else whole.expense
    known = (account.code, account.plain) if account else ("", "")
    return Share(direction, name, sum(line.fen for line in group), of_fen, len(group), *known)


def why_not_import(reading: Reading, previous: Mapping[str, int] | None = None) -> list[Problem]:
    """Everything against taking over this file: what could not be read, and what does not add up in any sheet.

    `previous` maps an account's name to its closing balance (fen) in the period before.
    """
    closings = previous or {}
    found = [problem for sheet in reading.sheets for problem in why_not_publish(sheet, closings.get(sheet.account))]
    return [*reading.problems, *_same_account_twice(reading), *found]


def _same_account_twice(reading: Reading) -> Iterator[Problem]:
    first: dict[str, Sheet] = {}
    for sheet in reading.sheets:
        other = first.setdefault(sheet.account, sheet)
        if other is not sheet:
            whose = f"“{sheet.account}”" if sheet.account else "同一个账户"
            yield Problem(
                f"“{other.name}”和“{sheet.name}”看起来都是{whose}的账。请只留一张，或者在表头写清楚“账户：”。",
                sheet.name,
            )


def why_not_publish(sheet: Sheet, previous_closing_fen: int | None = None) -> list[Problem]:
    """Every reason why this sheet may not be published; empty when it may.

    Opening + Σ income − Σ expense = closing, each printed balance and total recomputed, to the fen.
    Law: 《农村集体经济组织财务公开规定》; 《村民委员会组织法》 (2025-10-28) art. 35 (the figures must be true).
    """
    return [
        *_without_lines(sheet),
        *_without_ends(sheet),
        *_broken_chain(sheet, previous_closing_fen),
        *_outside_period(sheet),
        *_empty_lines(sheet),
        *_voucher_conflicts(sheet),
        *_wrong_balances(sheet),
        *_wrong_totals(sheet),
        *_wrong_closing(sheet),
    ]


def _without_lines(sheet: Sheet) -> Iterator[Problem]:
    moved = sheet.opening_fen is not None and sheet.closing_fen is not None and sheet.opening_fen != sheet.closing_fen
    if not sheet.lines and not sheet.gaps and (moved or sheet.opening_fen is None):
        yield Problem("这张表里没有一笔收支。请看看是不是传错了表。", sheet.name)


def _without_ends(sheet: Sheet) -> Iterator[Problem]:
    if sheet.opening_fen is None:
        yield Problem(
            "没有写上期结余（期初余额），没法核对。请在第一笔前面加一行“上月结转”，在余额栏写上数，没有钱就写 0。",
            sheet.name,
        )
    if sheet.closing_fen is None:
        yield Problem(
            "没有写期末结余，没法核对。请在合计行的余额栏写上数，或者加一行“期末结余”，没有钱就写 0。", sheet.name
        )


def _broken_chain(sheet: Sheet, previous_closing_fen: int | None) -> Iterator[Problem]:
    if None in (previous_closing_fen, sheet.opening_fen) or previous_closing_fen == sheet.opening_fen:
        return
    before, now = previous_closing_fen or 0, sheet.opening_fen or 0
    yield Problem(
        f"和上期接不上：上期期末结余是 {yuan(before)}，这张表的期初是 {yuan(now)}，{_difference(now, before)}。请查清楚再传。",
        sheet.opening_where or sheet.name,
    )


def _outside_period(sheet: Sheet) -> Iterator[Problem]:
    for line in sheet.lines:
        if line.day and not sheet.period.contains(line.day):
            yield Problem(
                f"这一笔是{line.day.year}年{say_day(line.day)}的，不在{sheet.period.label()}里。请改日期，或者挪到那个时候的账里。",
                line.where,
            )


def _empty_lines(sheet: Sheet) -> Iterator[Problem]:
    for line in sheet.lines:
        if not line.fen:
            yield Problem(why_not_one_line(0, 0), line.where)
        if not line.summary.strip():
            yield Problem("这一笔没有写摘要，看不出是什么钱。请补上。", line.where)


def _voucher_conflicts(sheet: Sheet) -> Iterator[Problem]:
    """The lines of one voucher stand together on one day; the same number elsewhere in the month is another voucher."""
    last: dict[tuple[object, str], tuple[int, Line]] = {}
    for index, line in enumerate(sheet.lines):
        if not line.voucher:
            continue
        key = ((line.day.year, line.day.month) if line.day else None, line.voucher)
        before, first = last.get(key, (index, line))
        if (line.day, index - before) not in ((first.day, 0), (first.day, 1)):
            yield Problem(
                f"凭证号 {line.voucher} 用了两次：{first.where}是“{first.summary}”，这里是“{line.summary}”。请改成各自的凭证号。",
                line.where,
            )
        last[key] = (index, line)


def _wrong_balances(sheet: Sheet) -> Iterator[Problem]:
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
            yield Problem(_off("余额", expected[0], line.balance_fen), line.balance_where or line.where)
        true = line.balance_fen if not expected else expected[0]
        printed = line.balance_fen


def _wrong_totals(sheet: Sheet) -> Iterator[Problem]:
    for stated in sheet.stated:
        if any(gap <= stated.count for gap in sheet.gaps):
            continue
        if stated.kind != "balance":
            yield from _wrong_sums(sheet, stated)
        if stated.balance_fen is not None and sheet.opening_fen is not None:
            true = sheet.opening_fen + totals(sheet.lines[: stated.count]).net
            is_closing = stated.where == sheet.closing_where
            if true != stated.balance_fen and not is_closing:
                yield Problem(_off(f"“{stated.label}”的余额", true, stated.balance_fen), stated.where)


def _wrong_sums(sheet: Sheet, stated: Stated) -> Iterator[Problem]:
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
            yield Problem(_off(f"“{stated.label}”的{side}", true, said or 0), where or stated.where)


def _wrong_closing(sheet: Sheet) -> Iterator[Problem]:
    if sheet.opening_fen is None or sheet.closing_fen is None or sheet.gaps:
        return
    moved = totals(sheet.lines)
    true = sheet.opening_fen + moved.net
    if true != sheet.closing_fen:
        yield Problem(
            f"收支对不上：期初 {yuan(sheet.opening_fen)} + 收入 {yuan(moved.income)} − 支出 {yuan(moved.expense)}"
            f" = {yuan(true)}，表上的期末是 {yuan(sheet.closing_fen)}，{_difference(sheet.closing_fen, true)}。",
            sheet.closing_where or sheet.name,
        )


def _off(called: str, true: int, said: int) -> str:
    hint = "，像是两个数字写反了" if _is_swapped(true, said) else ""
    return f"{called}应是 {yuan(true)}，表上写的是 {yuan(said)}，{_difference(said, true)}{hint}。"


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
