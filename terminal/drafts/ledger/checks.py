"""Everything that is looked at before anybody signs a month's sheet: what could not be read, what does not add up."""

from collections.abc import Collection

from terminal.catalogue.queries import catalogue
from terminal.clock import Now
from terminal.drafts.ledger.shapes import Work
from terminal.errors import Problem
from terminal.ledger import actions as ledger
from terminal.ledger.events import Account
from terminal.ledger.queries import months
from terminal.ledger.sheets.book import Sheet
from terminal.ledger.spans import items_of
from terminal.text.days import Period
from terminal.village.queries import here


def codes() -> Collection[str]:
    """The catalogue items a month's sheet fills; the last one is what its draft is about."""
    return tuple(item.code for item in items_of(catalogue(here().kind)))


def problems(work: Work, now: Now) -> list[Problem]:
    """Every reason why this sheet may not be published now; empty when it may."""
    return [*work.reading.problems, *_against(work.draft.purpose, work.sheet, work.account, now)]


def _against(purpose: str, sheet: Sheet, account: Account, now: Now) -> list[Problem]:
    check = ledger.check_revision if purpose == "revise" else ledger.check
    return check(sheet, account=account, published_on=now.today, now=now)


def why_not_month(account: Account, period: Period, now: Now) -> list[Problem]:
    """What no other file could put right: a month already public, not over, or no month at all."""
    there = months(here().origin, account.key).get(period.key)
    if there and not there.withdrawn_on:
        return [Problem(ledger.already(account, there), "期间")]
    return [Problem(one.says, "期间") for one in ledger.why_not_day(period, now.today, now.today)]
