"""A made-up month with the hardest things in it: the largest amount, no day, words like a formula."""

from datetime import date

from terminal.ledger.carrying.queries import Book, Moved, Sorted
from terminal.ledger.queries import Entry, Part, Published
from tests.world import at

MOST = 10**12  # fen: 100 亿元
FORMULA = '=HYPERLINK("http://x")'


def sheet(period: str = "2026-10", **changes) -> Published:
    usual = {
        "origin": "o",
        "obj": "b",
        "account": "jiben",
        "account_name": "基本户",
        "period": period,
        "index_no": f"54990123MA0SQ8001X/2026-{period[-2:]}000",
        "publisher": "石桥村村民委员会",
        "current": 7,
        "withdrawn_on": None,
        "withdrawn_why": "",
        "log_seq": 7,
        "number": 1,
        "reason": "",
        "account_set": "2023",
        "opening_fen": 0,
        "income_fen": MOST,
        "expense_fen": 1,
        "closing_fen": MOST - 1,
        "income_count": 1,
        "expense_count": 1,
        "published_on": date(2026, 11, 12),
        "display_until": date(2026, 11, 27),
        "registered_at": at(date(2026, 11, 12)).at,
        "fingerprint": "8f3c" * 16,
        "said_signers": "[]",
        "said_notices": "[]",
        "said_basis": "[]",
    }
    return Published(**usual | changes)


def entry(number: str, fen: int, direction: str = "in", **changes) -> Entry:
    usual = {"day": date(2026, 10, 8), "voucher": "记-1", "summary": "鱼塘租金", "category": "经营收入", "pictures": 0}
    return Entry(number=number, fen=fen, direction=direction, **usual | changes)


def book() -> Book:
    """A month with the largest amount there is, a line without a day, and a line that looks like a formula."""
    month = sheet()
    lines = (
        Moved(month, entry("7-1", MOST, summary=FORMULA)),
        Moved(month, entry("7-2", 1, "out", day=None, voucher="", category="管理费用")),
    )
    parts = (
        Sorted(month, Part("in", "经营收入", MOST, 1)),
        Sorted(month, Part("out", "管理费用", 1, 1)),
    )
    return Book("基本户", (month,), lines, parts)
