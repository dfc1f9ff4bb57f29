"""What of the accounts may be carried away: the months that are public now, their sums and their lines."""

from collections.abc import Iterator

import msgspec

from terminal.ledger import queries as ledger
from terminal.register.pauses import held


class Moved(msgspec.Struct, frozen=True):
    """One line of the accounts with the sheet it stands in; amounts in fen."""

    sheet: ledger.Published
    line: ledger.Entry


class Sorted(msgspec.Struct, frozen=True):
    """What one category of one month came to; fen."""

    sheet: ledger.Published
    part: ledger.Part


class Book(msgspec.Struct, frozen=True):
    """One account in one year: its public months in order, their lines, their sums by category."""

    account: str
    months: tuple[ledger.Published, ...]
    lines: tuple[Moved, ...]
    parts: tuple[Sorted, ...]


def sheets(origin: str) -> Iterator[ledger.Published]:
    """Every month that can be read now, account by account; not what was withdrawn, nor what the county holds back."""
    gone = held(origin)
    for account in ledger.accounts(origin):
        there = ledger.months(origin, account.key).values()
        yield from (sheet for sheet in there if sheet.withdrawn_on is None and sheet.obj not in gone)


def years(origin: str) -> tuple[int, ...]:
    """Years of which a month is public now, newest first."""
    return tuple(sorted({int(sheet.period[:4]) for sheet in sheets(origin)}, reverse=True))


def books(origin: str, year: int) -> tuple[Book, ...]:
    """The accounts of which a month of this year is public now."""
    found: dict[str, list[ledger.Published]] = {}
    for sheet in sheets(origin):
        if sheet.period.startswith(f"{year:04}-"):
            found.setdefault(sheet.account, []).append(sheet)
    return tuple(_book(origin, months) for months in found.values())


def _book(origin: str, months: list[ledger.Published]) -> Book:
    return Book(
        months[-1].account_name,
        tuple(months),
        tuple(Moved(sheet, line) for sheet in months for line in ledger.every_entry(origin, sheet.log_seq)),
        tuple(Sorted(sheet, part) for sheet in months for part in ledger.parts(origin, (sheet.log_seq,))),
    )
