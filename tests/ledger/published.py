"""Shiqiao's real books, published as its bookkeeper would."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from terminal.clock import Now
from terminal.journal.header import Header
from terminal.ledger import actions
from terminal.ledger.events import Account
from terminal.ledger.sheets.book import Line, Sheet
from terminal.text.days import Period
from tests.world import CADRE, at

BOOKS = Path(__file__).parents[2] / "seed" / "demo" / "village" / "ledger"
BASIC = Account("jiben", "基本户")
KEPT = Account("cunwei", "村委会代管户")
TODAY: Now = at(date(2026, 11, 22))


def book(month: str, account: Account = BASIC) -> Sheet:
    """A month of the demonstration village, such as “2026-10” or “2026-09.revised”."""
    path = BOOKS / account.key / f"{month}.csv"
    return actions.read_file(path.read_bytes(), path.name, Period.read(month[:7]), account)


def small(month: str = "2026-10", opening: int = 0, **lines: int) -> Sheet:
    """A made-up month: small(alms=500, stamps=-200) is 5 yuan in and 2 yuan out."""
    period = Period.read(month)
    made = tuple(
        Line(summary=name, direction="in" if fen > 0 else "out", fen=abs(fen), day=period.first, voucher=f"记-{number}")
        for number, (name, fen) in enumerate(lines.items(), 1)
    )
    closing = opening + sum(lines.values())
    return Sheet(name="收支", period=period, account_set="2023", lines=made, opening_fen=opening, closing_fen=closing)


def publish(sheet: Sheet, account: Account = BASIC, **changes: Any) -> Header:
    """Publish a sheet twelve days after its month."""
    usual = {
        "publisher": "committee",
        "published_on": sheet.period.last + timedelta(days=12),
        "by": CADRE,
        "now": TODAY,
    }
    return actions.publish(sheet, account=account, **usual | changes)


def publish_months(*months: str, account: Account = BASIC) -> None:
    for month in months:
        publish(book(month, account), account)


def revise(month: str = "2026-09.revised", reason: str = "发票是 1,680.00 元，录反了。", **changes: Any) -> Header:
    usual = {"account": BASIC, "published_on": date(2026, 10, 13), "by": CADRE, "now": TODAY}
    return actions.revise(book(month), reason, **usual | changes)
