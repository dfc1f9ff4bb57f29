"""Publishing, revising and withdrawing a table: each one transaction, one line in the log."""

from collections.abc import Sequence
from datetime import date, timedelta

from terminal.catalogue import queries as catalogues
from terminal.catalogue.rules import LEAST_DISPLAY_DAYS, display_until
from terminal.catalogue.shapes import Item
from terminal.clock import Now
from terminal.disclosures.rules import why_not_change, why_not_withdraw
from terminal.errors import Problem, refuse_if
from terminal.journal.append import append
from terminal.journal.header import Header
from terminal.register.queries import next_index
from terminal.store.database import write
from terminal.tables import checks, events, queries
from terminal.tables.checks import Wanted
from terminal.text.days import Period
from terminal.text.words import tidy
from terminal.village.queries import here


def check(wanted: Wanted, now: Now) -> list[Problem]:
    """Every reason why this table may not be published now; writes nothing."""
    village = here()
    found = list(checks.why_not(wanted, village.origin, village.kind, now))
    there = queries.public(village.origin, wanted.sort.key, wanted.period.key)
    if there:
        found.append(Problem(already(wanted, there), "期间"))
    return checks.hidden_first(wanted.reading, found)


def already(wanted: Wanted, there: queries.Published) -> str:
    """What to do about a period that is public."""
    done = f"{wanted.period.label()}的{wanted.sort.name}已经公布过（索引号 {there.index_no}）"
    return f"{done}。要改，请在办公的“三资台账”里打开它，点“更正”。"


def check_revision(wanted: Wanted, now: Now) -> list[Problem]:
    """Every reason why this table may not take the place of what is public for its period. Raises NotFound."""
    village = here()
    current = queries.versions(village.origin, wanted.sort.key, wanted.period.key)[-1]
    found = checks.hidden_first(wanted.reading, list(checks.why_not(wanted, village.origin, village.kind, now)))
    if not found and _is_same(wanted, current):
        found = [Problem(f"和上次公布的一模一样，没有改动；一共 {current.count} 行。")]
    return found


def _is_same(wanted: Wanted, current: queries.Published) -> bool:
    table = _said(wanted, (), now=current.published_on)
    return (tuple(table.values()), table.excuse) == (queries.rows(current), current.excuse)


def publish(
    wanted: Wanted, *, publisher: str, signers: Sequence[events.Signer] = (), published_on: date, by: str, now: Now
) -> Header:
    """Make a table public. `publisher` is a key of the unit's publishers.

    Raises Refused with all problems, or NotFound for the publisher; nothing is written then.
    """
    village = here()
    who = village.publisher(publisher)
    refuse_if([*check(wanted, now), *_why_not_day(published_on, now)])
    items = checks.items_of(wanted.sort, village.kind)
    with write():
        event = events.Publish(
            index_no=next_index(village.origin, who.code or village.code, published_on.year),
            sort=wanted.sort.key,
            publisher=who.name,
            period=wanted.period.key,
            item=items[0].code,
            group=items[0].group,
            fills=tuple(item.code for item in items),
            catalogue=catalogues.catalogue(village.kind).version,
            table=_said(wanted, signers, now=published_on),
        )
        return append(event, by=by, now=now)


def _why_not_day(published_on: date, now: Now) -> list[Problem]:
    return [Problem(f"公布日期 {published_on} 还没到，请核对。", "公布日期")] if published_on > now.today else []


def revise(
    wanted: Wanted,
    reason: str,
    *,
    signers: Sequence[events.Signer] = (),
    published_on: date,
    by: str,
    now: Now,
) -> Header:
    """Publish a corrected table for a period that is public. Raises Refused or NotFound; nothing is written then."""
    current = queries.versions(here().origin, wanted.sort.key, wanted.period.key)[-1]
    refuse_if([*why_not_change(reason, current.withdrawn_on), *check_revision(wanted, now)])
    with write():
        table = _said(wanted, signers, now=published_on)
        event = events.Revise(sort=wanted.sort.key, reason=tidy(reason), table=table)
        return append(event, by=by, now=now, about=current.obj)


def withdraw(sort: str, period: Period, reason: str, *, by: str, now: Now) -> Header:
    """Mark a table as wrongly published; it stays readable. Raises Refused or NotFound."""
    current = queries.versions(here().origin, sort, period.key)[-1]
    refuse_if(why_not_withdraw(reason, current.withdrawn_on))
    with write():
        event = events.Withdraw(reason=tidy(reason), withdrawn_on=now.today)
        return append(event, by=by, now=now, about=current.obj)


def _said(wanted: Wanted, signers: Sequence[events.Signer], *, now: date) -> events.Table:
    """The table as the log says it; only after the rules found nothing against it."""
    village = here()
    items = checks.items_of(wanted.sort, village.kind)
    reading = wanted.reading
    columns = tuple(key for key in wanted.sort.keys if _is_used(key, wanted))
    wrong = checks.mismatches(wanted, village.origin)
    return events.Table(
        title=reading.title or wanted.sort.name,
        columns=columns,
        rows=tuple(tuple(row.values.get(key) for key in columns) for row in reading.rows),
        signers=tuple(signers),
        notices=reading.notices,
        basis=_basis(items),
        mismatches=tuple(events.Mismatch(one.rule, one.says, one.off) for one in wrong),
        excuse=tidy(wanted.excuse).strip() if wrong else "",
        published_on=now,
        display_until=max(
            (display_until(item, now) for item in items), default=now + timedelta(days=LEAST_DISPLAY_DAYS)
        ),
    )


def _is_used(key: str, wanted: Wanted) -> bool:
    """A column with anything in it; those that every row needs stand there in any case."""
    return wanted.sort.column(key).needed or any(row.values.get(key) is not None for row in wanted.reading.rows)


def _basis(items: tuple[Item, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(basis.says for item in items for basis in item.basis))
