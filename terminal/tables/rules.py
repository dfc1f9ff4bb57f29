"""Why a table may not be published, and what in it does not add up.  Pure arithmetic in fen and thousandths of a mu."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from terminal.errors import Problem
from terminal.tables.book import Reading, Row, Stated
from terminal.tables.columns import Value, mu
from terminal.tables.sorts import Adds, After, Balances, Carries, Sort
from terminal.text.days import Period, say_day
from terminal.text.money import yuan

MOST_ROWS = 1500
Values = Mapping[str, Value]


class Mismatch(msgspec.Struct, frozen=True):
    """An identity that does not hold: which (`total`, `row`, `carry`, `balance`), a sentence for villagers, said minus true."""

    rule: str
    says: str
    where: str = ""
    off: int = 0

    def problem(self) -> Problem:
        return Problem(f"{self.says}请查清楚，或者写明为什么对不上。", self.where)


def number(values: Values, key: str) -> int:
    """The number in this column; an empty cell is nothing."""
    found = values.get(key)
    return found if isinstance(found, int) else 0


def name_of(sort: Sort, values: Values) -> str:
    """What a row is called in a sentence: the last of what names it."""
    said = [str(values.get(key) or "") for key in sort.named]
    return next((one for one in (str(values.get("name") or ""), *reversed(said)) if one), "")


def mark_of(sort: Sort, values: Values) -> str:
    """What says that rows of two tables are about the same thing."""
    return "|".join("".join(str(values.get(key) or "").split()) for key in sort.named)


def why_never(sort: Sort, reading: Reading) -> list[Problem]:
    """What no explanation makes fit to be published: no rows, one thing twice, days that run backwards."""
    if not reading.rows:
        says = f"这张表里一行也没有。没有{sort.name}的，请在“公开信息”里写“本期无发生”。"
        return [Problem(says, reading.sheet)]
    if len(reading.rows) > MOST_ROWS:
        says = f"这张表有 {len(reading.rows)} 行，最多 {MOST_ROWS} 行。请合并小项，或者把细表作为附件公开。"
        return [Problem(says, reading.sheet)]
    return [*_twice(sort, reading), *_backwards(sort, reading)]


def _twice(sort: Sort, reading: Reading) -> Iterator[Problem]:
    first: dict[str, Row] = {}
    for row in reading.rows:
        if "*" in str(row.values.get(sort.who) or ""):
            continue  # two who are called alike once they are masked
        other = first.setdefault(mark_of(sort, row.values), row)
        if other is not row:
            at = reading.where(other.number, sort.named[-1])
            says = f"“{name_of(sort, row.values)}”有两行（还有 {at}）。是一件的请合成一行，是两件的请在名称里写清楚。"
            yield Problem(says, reading.where(row.number, sort.named[-1]))


def _backwards(sort: Sort, reading: Reading) -> Iterator[Problem]:
    for rule in (one for one in sort.identities if isinstance(one, After)):
        for row in reading.rows:
            first, then = row.values.get(rule.first), row.values.get(rule.then)
            if first and then and str(then) <= str(first):
                names = sort.column(rule.then).name, sort.column(rule.first).name
                says = f"{names[0]}{_day(then)}不比{names[1]}{_day(first)}晚。请核对是不是写反了。"
                yield Problem(says, reading.where(row.number, rule.then))


def _day(value: Value) -> str:
    day = date.fromisoformat(str(value))
    return f"{day.year}年{say_day(day)}"


def mismatches(sort: Sort, reading: Reading, before: Sequence[Values] = ()) -> list[Mismatch]:
    """Every identity that does not hold; `before` are the rows of the table of the period before, where it is public.

    Law: 农经发〔2011〕13号; VCOL (2025-10-28) art. 35 (the figures must be true).
    """
    found = [one for stated in reading.stated for one in _total(sort, reading, stated)]
    for rule in sort.identities:
        match rule:
            case Adds():
                found += _adds(sort, reading, rule)
            case Balances():
                found += _balances(sort, reading, rule)
            case Carries() if before:
                found += _carries(sort, reading, rule, before)
    return found


def said(sort: Sort, key: str, amount: int) -> str:
    """A number of this column with its unit, inside a sentence."""
    column = sort.column(key)
    word = {"fen": yuan, "area": mu}.get(column.kind, str)(amount)
    return f"{word} {column.unit}" if column.unit else word


def _total(sort: Sort, reading: Reading, stated: Stated) -> Iterator[Mismatch]:
    rows = [one for one in reading.rows[stated.since : stated.until]]
    if stated.group:
        rows = [one for one in rows if one.values.get(sort.group) == stated.group]
    for key, amount in stated.sums.items():
        true = sum(number(row.values, key) for row in rows)
        if amount != true:
            name = sort.column(key).name
            says = f"“{stated.label}”的{name}写的是 {said(sort, key, amount)}，{len(rows)} 行加起来是 {said(sort, key, true)}。"
            yield Mismatch("total", says, reading.where(stated.number, key), amount - true)


def _adds(sort: Sort, reading: Reading, rule: Adds) -> Iterator[Mismatch]:
    there = [key for key in (*rule.plus, *rule.minus) if key in reading.columns]
    if rule.plus[0] not in there or rule.total not in reading.columns:
        return
    words = sort.column(rule.plus[0]).name + "".join(
        f"{'加' if key in rule.plus else '减'}{sort.column(key).name}" for key in there[1:]
    )
    for row in reading.rows:
        values = row.values
        if values.get(rule.total) is None or all(values.get(key) is None for key in there):
            continue
        true = sum(number(values, key) for key in rule.plus) - sum(number(values, key) for key in rule.minus)
        amount = number(values, rule.total)
        if amount != true:
            says = (
                f"“{name_of(sort, values)}”的{sort.column(rule.total).name}写的是 {said(sort, rule.total, amount)}，"
                f"{words}是 {said(sort, rule.total, true)}。"
            )
            yield Mismatch("row", says, reading.where(row.number, rule.total), amount - true)


def _balances(sort: Sort, reading: Reading, rule: Balances) -> Iterator[Mismatch]:
    def of(group: str) -> int:
        return sum(number(one.values, rule.column) for one in reading.rows if one.values.get(sort.group) == group)

    one, other = of(rule.one), of(rule.other)
    if one != other:
        says = (
            f"{rule.one}一共 {said(sort, rule.column, one)}，{rule.other}一共 {said(sort, rule.column, other)}，"
            f"差 {said(sort, rule.column, abs(one - other))}。"
        )
        yield Mismatch("balance", says, reading.sheet, other - one)


def _carries(sort: Sort, reading: Reading, rule: Carries, before: Sequence[Values]) -> Iterator[Mismatch]:
    if rule.opening not in reading.columns:
        return
    left = Counter[str]()
    names = {}
    for values in before:
        mark = mark_of(sort, values)
        left[mark] += number(values, rule.closing)
        names[mark] = name_of(sort, values)
    opening, closing = sort.column(rule.opening).name, sort.column(rule.closing).name
    for row in reading.rows:
        mark = mark_of(sort, row.values)
        true, amount = left.pop(mark, 0), number(row.values, rule.opening)
        if amount != true:
            says = (
                f"“{name_of(sort, row.values)}”的{opening}写的是 {said(sort, rule.opening, amount)}，"
                f"上一期公布的{closing}是 {said(sort, rule.opening, true)}。"
            )
            yield Mismatch("carry", says, reading.where(row.number, rule.opening), amount - true)
    for mark, true in left.items():
        if true:
            says = f"上一期公布的“{names[mark]}”还有{closing} {said(sort, rule.opening, true)}，这张表里没有这一行。"
            yield Mismatch("carry", says, reading.sheet, -true)


def why_not_period(sort: Sort, period: Period, kinds: Iterable[str], today: date) -> list[Problem]:
    """Whether a table of this sort may be public for this period on this day."""
    if period.kind not in tuple(kinds):
        return [Problem(f"{sort.name}不按这样的期间公开：{period.label()}。请另选一期。", "期间")]
    if sort.when == "over" and period.last > today:
        return [Problem(f"{period.label()}还没过完，到 {period.last} 才能公布这一期的{sort.name}。", "期间")]
    if sort.when == "begun" and period.first > today:
        return [Problem(f"{period.label()}还没到，请核对是哪一期。", "期间")]
    if sort.when == "ahead" and period.first.year > today.year + 1:
        return [Problem(f"{period.label()}的计划太早了，最多提前一年公布。", "期间")]
    return []
