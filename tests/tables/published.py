"""Tables read in this process and published as a bookkeeper would."""

from datetime import date
from typing import Any

from terminal.journal.header import Header
from terminal.ledger.sheets import child
from terminal.tables import actions, reading
from terminal.tables.book import Reading
from terminal.tables.checks import Wanted
from terminal.text.days import Period
from tests.tables.workbooks import RIGHT, Rows, as_xlsx, sort
from tests.world import CADRE, at

TODAY = at(date(2026, 11, 22))
PERIODS = {"assets": "2026Q3", "debts": "2026Q3", "contracts": "2026Q3", "farming": "2026Q3"}
PERIODS |= {"plan": "2026", "resources": "2026", "distribution": "2025"}


def read(key: str, rows: Rows = (), **how: Any) -> Reading:
    """What is read in a workbook of these rows, without a process of its own."""
    return reading.of_opened(child.open_file(as_xlsx(rows or RIGHT[key], **how), "2026.xlsx"), "2026.xlsx", sort(key))


def wanted(key: str, rows: Rows = (), period: str = "", excuse: str = "") -> Wanted:
    return Wanted(sort(key), Period.read(period or PERIODS[key]), read(key, rows), excuse)


def publish(key: str, rows: Rows = (), period: str = "", excuse: str = "", **changes: Any) -> Header:
    usual = {"publisher": "committee", "published_on": TODAY.today, "by": CADRE, "now": TODAY}
    return actions.publish(wanted(key, rows, period, excuse), **usual | changes)


def revise(key: str, rows: Rows, reason: str = "有一行写错了。", **changes: Any) -> Header:
    usual = {"published_on": TODAY.today, "by": CADRE, "now": TODAY}
    return actions.revise(wanted(key, rows), reason, **usual | changes)
