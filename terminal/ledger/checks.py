"""A month's sheet held against everything the village knows: its months before, its other accounts, its vouchers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from terminal.clock import Now
from terminal.errors import Problem
from terminal.journal.kinds import BlobRef
from terminal.ledger import events, identities, queries, rules, vouchers
from terminal.ledger.accounts import account_set
from terminal.ledger.identities import Mismatch, Planned
from terminal.ledger.shapes import Picture
from terminal.ledger.sheets import book, values
from terminal.text.days import Period

Vouchers = Mapping[str, tuple[BlobRef, ...]]  # pictures by voucher number; “记-01” and “记-1” are the same


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """What goes with a sheet: its pictures, what the bank says (fen), why something does not add up.

    `amounts` (fen) are what the pictures of a voucher come to, None where nobody said; `voucher_above` (fen): larger payments
    need a picture; `planned` is what the year's plan says of its spending, where one is public.
    """

    vouchers: Vouchers = {}
    amounts: Mapping[str, tuple[int | None, ...]] = {}
    voucher_above: int | None = None
    planned: tuple[Planned, ...] = ()
    statement_fen: int | None = None
    excuse: str = ""


NOTHING = Beside()


def by_number(pictures: Vouchers) -> Vouchers:
    """The pictures under the numbers that reading a sheet gives its vouchers."""
    found: dict[str, tuple[BlobRef, ...]] = {}
    for number, some in pictures.items():
        key = values.voucher("", number)
        found[key] = (*found.get(key, ()), *some)
    return found


def mismatches(sheet: book.Sheet, origin: str, account: events.Account, beside: Beside = NOTHING) -> list[Mismatch]:
    """Every identity that does not hold; each may be published with a reason, none without."""
    before = queries.closing(origin, account.key, sheet.period.previous().key)
    return [
        *identities.of_sheet(sheet, before),
        *identities.of_statement(sheet, beside.statement_fen),
        *identities.of_transfers(account.name, sheet.lines, _others(origin, account, sheet.period)),
        *identities.of_vouchers(sheet.lines, by_number(beside.vouchers), beside.amounts, beside.voucher_above),
        *identities.of_budget(sheet.period, _spent(sheet), beside.planned),
    ]


def _spent(sheet: book.Sheet) -> dict[str, int]:
    """What the sheet spends on each category, in fen."""
    chart, found = account_set("2004" if sheet.account_set == "2004" else "2023"), defaultdict[str, int](int)
    for line in sheet.lines:
        if line.direction == "out":
            found[chart.category(line.account_code, line.account_name)] += line.fen
    return found


def _others(origin: str, account: events.Account, period: Period) -> dict[str, list[book.Line]]:
    """The lines of this month in the unit's other accounts, by the account's name, where they are public."""
    found = {}
    for other in queries.accounts(origin):
        there = queries.months(origin, other.key).get(period.key) if other.key != account.key else None
        if there and not there.withdrawn_on:
            lines = queries.every_entry(origin, there.log_seq)
            found[other.name] = [
                book.Line(summary=one.summary, direction="in" if one.direction == "in" else "out", fen=one.fen)
                for one in lines
            ]
    return found


def why_not(
    sheet: book.Sheet, origin: str, account: events.Account, published_on: date, beside: Beside, now: Now
) -> Iterator[Problem]:
    """Every reason why this sheet may not be published; identities only while nobody explains them."""
    yield from rules.why_never(sheet)
    wrong = mismatches(sheet, origin, account, beside)
    if wrong and beside.excuse:
        yield from rules.why_not_excuse(beside.excuse)
    else:
        yield from (one.problem() for one in wrong)
    yield from _why_not_account(account)
    yield from why_not_day(sheet.period, published_on, now.today)
    pictures = by_number(beside.vouchers)
    for number in sorted(set(pictures) - {line.voucher for line in sheet.lines}):
        yield Problem(f"有凭证号 {number} 的照片，表里却没有这一笔。请核对凭证号。", number)
    yield from why_not_vouchers(sheet, origin, account, pictures)


def why_not_vouchers(sheet: book.Sheet, origin: str, account: events.Account, pictures: Vouchers) -> Iterator[Problem]:
    """One voucher pays once: no number twice where numbers run on through the year, no picture twice anywhere."""
    known = vouchers.numbers(origin, account.key, sheet.period.year)
    known.pop(sheet.period.key, None)
    yield from rules.why_not_numbers(sheet, known)
    hashes = [blob.sha256 for some in pictures.values() for blob in some]
    elsewhere = {
        sha256: tuple(one for one in used if (one.account, one.period) != (account.key, sheet.period.key))
        for sha256, used in vouchers.pictures(origin, hashes).items()
    }
    named = {number: [Picture(blob.sha256, blob.name) for blob in some] for number, some in pictures.items()}
    yield from rules.why_not_pictures(named, elsewhere)


def _why_not_account(account: events.Account) -> Iterator[Problem]:
    if not events.ACCOUNT_KEY.fullmatch(account.key):
        yield Problem(f"账户代号“{account.key}”只能用小写字母、数字和横线，最多 30 个。", "账户")
    if not account.name.strip():
        yield Problem("还没写账户的名称，比如“基本户”。", "账户")


def why_not_day(period: Period, published_on: date, today: date) -> Iterator[Problem]:
    """A sheet is of one month, and the month is over."""
    if period.kind != "M":
        yield Problem(f"账要按月公布，一张表一个月；这张是{period.label()}的。请分月传。", "期间")
    if published_on > today:
        yield Problem(f"公布日期 {published_on} 还没到，请核对。", "公布日期")
    if published_on < period.last:
        yield Problem(f"{period.label()}还没过完，{published_on} 不能公布这个月的账。", "公布日期")
