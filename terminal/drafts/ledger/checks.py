"""Everything that is looked at before anybody signs a month's sheet: what could not be read, what does not add up."""

from collections.abc import Collection

from msgspec.structs import replace

from terminal.catalogue.queries import catalogue
from terminal.clock import Now
from terminal.drafts.ledger.shapes import Work
from terminal.errors import Problem
from terminal.ledger import actions as ledger
from terminal.ledger import checks
from terminal.ledger.checks import why_not_day
from terminal.ledger.events import Account
from terminal.ledger.identities import Mismatch
from terminal.ledger.queries import months
from terminal.ledger.spans import items_of
from terminal.text.days import Period
from terminal.village.queries import here


def codes() -> Collection[str]:
    """The catalogue items a month's sheet fills; the last one is what its draft is about."""
    return tuple(item.code for item in items_of(catalogue(here().kind)))


def problems(work: Work, now: Now) -> list[Problem]:
    """Every reason why this sheet may not be published now; empty when it may.

    What does not add up is among them until somebody has written why.
    """
    check = ledger.check_revision if work.draft.purpose == "revise" else ledger.check
    against = check(work.sheet, account=work.account, published_on=now.today, beside=work.beside, now=now)
    return [*work.reading.problems, *against]


def mismatches(work: Work) -> list[Mismatch]:
    """What does not add up in the sheet, or between it and what is public, whether explained or not."""
    return checks.mismatches(work.sheet, here().origin, work.account, work.beside)


def may_explain(work: Work, now: Now) -> bool:
    """Whether a reason would be enough: figures that do not add up are all that is wrong."""
    plain = replace(work, excuse="")
    said = {one.problem() for one in mismatches(work)}
    return bool(said) and all(one in said for one in problems(plain, now))


def without_predecessor(work: Work) -> Period | None:
    """The month before, where it is missing although an earlier one is public: then nothing holds the opening to it."""
    before = work.period.previous()
    public = [key for key, one in months(here().origin, work.account.key).items() if not one.withdrawn_on]
    return before if before.key not in public and any(key < before.key for key in public) else None


def why_not_month(account: Account, period: Period, now: Now) -> list[Problem]:
    """What no other file could put right: a month already public, not over, or no month at all."""
    there = months(here().origin, account.key).get(period.key)
    if there and not there.withdrawn_on:
        return [Problem(ledger.already(account, there), "期间")]
    return [Problem(one.says, "期间") for one in why_not_day(period, now.today, now.today)]
