"""What the log can say about the ledger, and what each saying does to the tables."""

import re
from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from typing import Any, ClassVar, Literal

import msgspec

from terminal.errors import Problem
from terminal.journal.header import Header
from terminal.journal.kinds import BlobRef, Event
from terminal.ledger import models
from terminal.register import entering
from terminal.store.database import database
from terminal.text.days import Period
from terminal.text.money import yuan

# In words: told for every month of every village of a county.
SAID = """SELECT COUNT(*) FROM sheet_version WHERE origin = ?1
AND obj IN (SELECT obj FROM sheet WHERE origin = ?1 AND account = ?2 AND period = ?3)"""
FIRST_ACCOUNT = """SELECT sheet.account FROM sheet JOIN sheet_version USING (origin, obj) WHERE origin = ?
ORDER BY sheet_version.log_seq LIMIT 1"""
ACCOUNT_KEY = re.compile(r"[a-z0-9-]{1,30}")


class Account(msgspec.Struct, frozen=True):
    """Where the money of a sheet lies: the basic bank account, an account kept for the committee, cash."""

    key: str
    name: str


class Signer(msgspec.Struct, frozen=True):
    """Who signed the sheet, and as what."""

    role: str
    name: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One receipt or payment. `account_code` and `account_name` are as the books say, `category` is what they mean.

    `day` is None where the sheet prints only the month, as many wall sheets do.
    """

    day: date | None = None
    summary: str
    direction: Literal["in", "out"]
    fen: int
    category: str
    voucher: str = ""
    account_code: str = ""
    account_name: str = ""
    handler: str = ""
    approver: str = ""
    vouchers: tuple[BlobRef, ...] = ()


class Mismatch(msgspec.Struct, frozen=True, kw_only=True):
    """An identity that does not hold, said for villagers; `off_fen` is what was said minus what is true."""

    rule: str
    says: str
    off_fen: int = 0


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What one version says: balances in fen, every line, who signed, how long it stays up (calendar days).

    Since version 2: `mismatches`, what does not add up, with `excuse`, why; `statement_fen`, what the bank said.
    """

    account_set: str
    opening_fen: int
    closing_fen: int
    lines: tuple[Line, ...] = ()
    signers: tuple[Signer, ...] = ()
    notices: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    published_on: date
    display_until: date
    mismatches: tuple[Mismatch, ...] = ()
    excuse: str = ""
    statement_fen: int | None = None

    def sum(self, direction: str) -> int:
        return sum(line.fen for line in self.lines if line.direction == direction)

    def count(self, direction: str) -> int:
        return sum(line.direction == direction for line in self.lines)

    def wrong(self) -> list[Problem]:
        """A sheet that does not add up stands in a log only when it says so and why. Law: VCOL (2025-10-28) art. 35 (真实)."""
        reckoned = self.opening_fen + self.sum("in") - self.sum("out")
        named = sum(one.off_fen for one in self.mismatches if one.rule == "closing")
        found = []
        if self.closing_fen - reckoned != named:
            found.append(
                f"期初加收入减支出是 {yuan(reckoned)}，期末写的是 {yuan(self.closing_fen)}，对不上。请查清楚再公布。"
            )
        if self.mismatches and not self.excuse.strip():
            found.append("有对不上的地方，却没写原因。请写明原因再公布。")
        return [Problem(says) for says in found]


def _insert_version(header: Header, about: Any, sheet: Sheet, reason: str) -> int:
    """Keep what this version says; gives its number among all that was said about its month."""
    number = database.execute_sql(SAID, (header.origin, about.account, about.period)).fetchone()[0] + 1
    models.SheetVersion.put(
        origin=header.origin,
        log_seq=header.seq,
        obj=header.obj,
        number=number,
        reason=reason,
        account_set=sheet.account_set,
        opening_fen=sheet.opening_fen,
        income_fen=sheet.sum("in"),
        expense_fen=sheet.sum("out"),
        closing_fen=sheet.closing_fen,
        income_count=sheet.count("in"),
        expense_count=sheet.count("out"),
        signers=msgspec.json.encode(sheet.signers).decode(),
        notices=msgspec.json.encode(sheet.notices).decode(),
        basis=msgspec.json.encode(sheet.basis).decode(),
        published_on=sheet.published_on,
        display_until=sheet.display_until,
        registered_at=header.at,
        fingerprint=header.body,
        mismatches=msgspec.json.encode(sheet.mismatches).decode(),
        excuse=sheet.excuse,
        statement_fen=sheet.statement_fen,
    )
    _insert_lines(header, sheet.lines)
    return number


def _insert_lines(header: Header, lines: Sequence[Line]) -> None:
    key, pictures = (header.origin, header.seq), []
    fields = [name for name in Line.__struct_fields__ if name != "vouchers"]
    said = attrgetter(*fields)
    rows = [(*key, place, *said(line), len(line.vouchers)) for place, line in enumerate(lines, 1)]
    for place, line in enumerate(lines, 1):
        pictures += [
            (*key, place, number, *msgspec.structs.astuple(blob)) for number, blob in enumerate(line.vouchers, 1)
        ]
    models.Line.put_rows(("origin", "log_seq", "place", *fields, "pictures"), rows)
    models.Voucher.put_rows(("origin", "log_seq", "place", "number", *BlobRef.__struct_fields__), pictures)


def _path(origin: str, account: str, period: str) -> str:
    """Address of a month; the account that was public first needs no name."""
    year, month = period.split("-")
    first = database.execute_sql(FIRST_ACCOUNT, (origin,)).fetchone()
    named = "" if first is None or first[0] == account else f"?account={account}"
    return f"/ledger/{year}/{int(month)}{named}"


def public(origin: str, about: Any, sheet: Sheet, number: int, fills: Sequence[str]) -> entering.Public:
    """A version of a month as the register has it; `about` is its row in `sheet`."""
    return entering.Public(
        index_no=about.index_no,
        path=_path(origin, about.account, about.period),
        item=about.item,
        group=about.item_group,
        title=f"{Period.read(about.period).label()}财务收支（{about.account_name}）",
        summary=f"收入 {yuan(sheet.sum('in'))} 元，支出 {yuan(sheet.sum('out'))} 元，结余 {yuan(sheet.closing_fen)} 元",
        period=about.period,
        publisher=about.publisher,
        published_on=sheet.published_on,
        display_until=sheet.display_until,
        version=number,
        lines=len(sheet.lines),
        fills=tuple(fills),
        part=about.account_name,
        ends=sheet.closing_fen == 0,
        words="\n".join(f"{line.summary} {line.category}" for line in sheet.lines),
    )


def _enter(header: Header, about: Any, sheet: Sheet, number: int, fills: Sequence[str]) -> None:
    entering.enter(header, public(header.origin, about, sheet, number, fills))


class Publish(Event, frozen=True, kw_only=True):
    """An account's month becomes public for the first time. Law: VCOL (2025-10-28) art. 35; 农经发〔2011〕13号."""

    kind: ClassVar[str] = "ledger.publish"
    version: ClassVar[int] = 2
    index_no: str
    account: Account
    publisher: str
    period: str
    item: str
    group: str
    fills: tuple[str, ...] = ()
    catalogue: str
    sheet: Sheet

    def wrong(self) -> list[Problem]:
        return self.sheet.wrong()

    def project(self, header: Header) -> None:
        about = models.Sheet(
            origin=header.origin,
            obj=header.obj,
            account=self.account.key,
            account_name=self.account.name,
            period=self.period,
            index_no=self.index_no,
            publisher=self.publisher,
            item=self.item,
            item_group=self.group,
            fills=msgspec.json.encode(self.fills).decode(),
            version=header.seq,
            withdrawn_why="",
            log_seq=header.seq,
        )
        models.Sheet.put(**about.__data__)
        number = _insert_version(header, about, self.sheet, "")
        _enter(header, about, self.sheet, number, self.fills)


def _of(header: Header) -> Any:
    return (models.Sheet.origin == header.origin) & (models.Sheet.obj == header.obj)


class Revise(Event, frozen=True, kw_only=True):
    """The whole sheet once more, put right, and why; what was public before stays readable line by line."""

    kind: ClassVar[str] = "ledger.revise"
    version: ClassVar[int] = 2
    reason: str
    sheet: Sheet

    def wrong(self) -> list[Problem]:
        return self.sheet.wrong()

    def project(self, header: Header) -> None:
        models.Sheet.update(version=header.seq, log_seq=header.seq).where(_of(header)).execute()
        about = models.Sheet.get(_of(header))
        number = _insert_version(header, about, self.sheet, self.reason)
        _enter(header, about, self.sheet, number, msgspec.json.decode(about.fills, type=list[str]))


class Withdraw(Event, frozen=True, kw_only=True):
    """The sheet should not have been published; it is marked so, with the reason, and stays readable."""

    kind: ClassVar[str] = "ledger.withdraw"
    reason: str
    withdrawn_on: date

    def project(self, header: Header) -> None:
        models.Sheet.update(withdrawn_on=self.withdrawn_on, withdrawn_why=self.reason, log_seq=header.seq).where(
            _of(header)
        ).execute()
        entering.withdraw(header)


EVENTS = (Publish, Revise, Withdraw)
