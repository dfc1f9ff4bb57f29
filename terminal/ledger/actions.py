"""Publishing, revising and withdrawing a month's ledger: each one transaction, each one line in the log."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from terminal.catalogue import queries as catalogues
from terminal.catalogue.rules import LEAST_DISPLAY_DAYS, display_until
from terminal.catalogue.shapes import Item
from terminal.clock import Now
from terminal.disclosures.rules import why_not_change, why_not_withdraw
from terminal.errors import Problem, Refused, refuse_if
from terminal.journal.append import append
from terminal.journal.header import Header
from terminal.ledger import checks, events, queries
from terminal.ledger.accounts import AccountSet, account_set
from terminal.ledger.checks import NOTHING, Beside, Vouchers
from terminal.ledger.sheets import book, reading
from terminal.ledger.spans import items_of
from terminal.register.queries import next_index
from terminal.store.database import write
from terminal.text.days import Period
from terminal.text.money import yuan
from terminal.text.words import tidy
from terminal.village.queries import here

GROUP = "money"


def check(
    sheet: book.Sheet, *, account: events.Account, published_on: date, beside: Beside = NOTHING, now: Now
) -> list[Problem]:
    """Every reason why this sheet may not be published now; writes nothing."""
    return [
        *checks.why_not(sheet, here().origin, account, published_on, beside, now),
        *_why_not_again(here().origin, account, sheet.period),
    ]


def publish(
    sheet: book.Sheet,
    *,
    account: events.Account,
    publisher: str,
    published_on: date,
    beside: Beside = NOTHING,
    by: str,
    now: Now,
) -> Header:
    """Make an account's month public. `publisher` is a key of the unit's publishers, `beside` holds pictures and explanations.

    Raises Refused with all problems, or NotFound for the publisher; nothing is written then.
    """
    village = here()
    who = village.publisher(publisher)
    refuse_if(check(sheet, account=account, published_on=published_on, beside=beside, now=now))
    catalogue = catalogues.catalogue(village.kind)
    items = items_of(catalogue)
    with write():
        event = events.Publish(
            index_no=next_index(village.origin, who.code or village.code, published_on.year),
            account=account,
            publisher=who.name,
            period=sheet.period.key,
            item=items[-1].code if items else "",
            group=items[-1].group if items else GROUP,
            fills=tuple(item.code for item in items),
            catalogue=catalogue.version,
            sheet=_said(sheet, account, published_on, beside, items),
        )
        return append(event, by=by, now=now)


def revise(
    sheet: book.Sheet,
    reason: str,
    *,
    account: events.Account,
    published_on: date,
    beside: Beside = NOTHING,
    by: str,
    now: Now,
) -> Header:
    """Publish a corrected sheet for a month that is already public. Raises Refused or NotFound; nothing is written then."""
    village = here()
    current = queries.sheet(village.origin, account.key, sheet.period.key)
    said = _said(sheet, account, published_on, beside, items_of(catalogues.catalogue(village.kind)))
    refuse_if(
        [
            *why_not_change(reason, current.withdrawn_on),
            *check_revision(sheet, account=account, published_on=published_on, beside=beside, now=now),
        ]
    )
    with write():
        return append(events.Revise(reason=tidy(reason), sheet=said), by=by, now=now, about=current.obj)


def check_revision(
    sheet: book.Sheet, *, account: events.Account, published_on: date, beside: Beside = NOTHING, now: Now
) -> list[Problem]:
    """Every reason why this sheet may not take the place of what is public for its month. Raises NotFound."""
    current = queries.sheet(here().origin, account.key, sheet.period.key)
    found = list(checks.why_not(sheet, current.origin, account, published_on, beside, now))
    if not found:
        said = _said(sheet, account, published_on, beside, items_of(catalogues.catalogue(here().kind)))
        found += _why_not_same(said, current)
    return found


def withdraw(account: str, period: Period, reason: str, *, by: str, now: Now) -> Header:
    """Mark a month as wrongly published; it stays readable. `account` is a key. Raises Refused or NotFound."""
    current = queries.sheet(here().origin, account, period.key)
    refuse_if(why_not_withdraw(reason, current.withdrawn_on))
    with write():
        event = events.Withdraw(reason=tidy(reason), withdrawn_on=now.today)
        return append(event, by=by, now=now, about=current.obj)


def check_reading(
    found: book.Reading, name: str, *, account: events.Account, published_on: date, now: Now
) -> list[Problem]:
    """Every reason against a file at once: what could not be read, and what does not add up in the rest of it.

    Rows and columns that were hidden come first where anything is wrong: mostly they are why.
    """
    if found.problems and not found.sheets:
        return list(found.problems)
    try:
        sheet = sheet_of(found, name, account)
    except Refused as wrong:
        return [*found.problems, *wrong.problems]
    against = [*found.problems, *check(sheet, account=account, published_on=published_on, now=now)]
    hidden = [one for one in found.left_out if one.where.startswith(f"{sheet.name}!")]
    return [*hidden, *against] if against else []


def read_file(data: bytes, name: str, period: Period, account: events.Account) -> book.Sheet:
    """The one sheet of this account in a bookkeeper's file. Raises Refused with everything that could not be read."""
    found = reading.read(data, name, period)
    refuse_if(found.problems)
    return sheet_of(found, name, account)


def sheet_of(found: book.Reading, name: str, account: events.Account) -> book.Sheet:
    """The one sheet of this account in what was read: the only one, or the one that says so. Raises Refused."""
    mine = [one for one in found.sheets if account.name in (one.account, one.name)] or list(found.sheets)
    if len(mine) == 1:
        return mine[0]
    told_apart = len({one.account for one in found.sheets}) == len(found.sheets)
    names = [one.account if told_apart and one.account else one.name for one in found.sheets]
    there = "、".join(f"“{name}”" for name in names) or "一张也没有"
    raise Refused([Problem(f"文件里分不出哪一张是“{account.name}”的账：{there}。请每个账户传一张表。", name)])


def import_file(
    data: bytes,
    name: str,
    period: Period,
    *,
    account: events.Account,
    publisher: str,
    published_on: date,
    beside: Beside = NOTHING,
    by: str,
    now: Now,
) -> Header:
    """Read what a bookkeeper sent and publish it. Raises Refused with all problems; nothing is written then."""
    found = reading.read(data, name, period)
    refuse_if(check_reading(found, name, account=account, published_on=published_on, now=now))
    sheet = sheet_of(found, name, account)
    return publish(
        sheet, account=account, publisher=publisher, published_on=published_on, beside=beside, by=by, now=now
    )


def _said(
    sheet: book.Sheet, account: events.Account, published_on: date, beside: Beside, items: tuple[Item, ...]
) -> events.Sheet:
    """The sheet as the log says it; only after the rules found nothing against it."""
    chart = account_set("2004" if sheet.account_set == "2004" else "2023")
    vouchers = checks.by_number(beside.vouchers)
    wrong = checks.mismatches(sheet, here().origin, account, beside)
    last_days = [display_until(item, published_on) for item in items]
    return events.Sheet(
        account_set=sheet.account_set,
        opening_fen=sheet.opening_fen or 0,
        closing_fen=sheet.closing_fen or 0,
        lines=tuple(_line(line, chart, vouchers) for line in sheet.lines),
        signers=tuple(events.Signer(role, name) for role, name in sheet.signers),
        notices=sheet.notices,
        basis=tuple(dict.fromkeys(basis.says for item in items for basis in item.basis)),
        published_on=published_on,
        display_until=max(last_days, default=published_on + timedelta(days=LEAST_DISPLAY_DAYS)),
        mismatches=tuple(events.Mismatch(rule=one.rule, says=one.says, off_fen=one.off_fen) for one in wrong),
        excuse=tidy(beside.excuse).strip() if wrong else "",
        statement_fen=beside.statement_fen,
    )


def _line(line: book.Line, chart: AccountSet, vouchers: Vouchers) -> events.Line:
    return events.Line(
        day=line.day,
        summary=tidy(line.summary),
        direction=line.direction,
        fen=line.fen,
        category=chart.category(line.account_code, line.account_name),
        voucher=line.voucher,
        account_code=line.account_code,
        account_name=line.account_name,
        handler=line.handler,
        approver=line.approver,
        vouchers=vouchers.get(line.voucher, ()) if line.voucher else (),
    )


def already(account: events.Account, there: queries.Published) -> str:
    """What to do about a month that is public."""
    label = Period.read(there.period).label()
    done = f"{label}{account.name}的账已经公布过（索引号 {there.index_no}）"
    return f"{done}。要改，请在办公的“财务公开”里打开它，点“更正”。"


def _why_not_again(origin: str, account: events.Account, period: Period) -> Iterator[Problem]:
    there = queries.months(origin, account.key).get(period.key)
    if there and not there.withdrawn_on:
        yield Problem(already(account, there), "期间")


def _why_not_same(said: events.Sheet, current: queries.Published) -> Iterator[Problem]:
    lines = tuple(_comparable(line) for line in said.lines)
    there = tuple(_comparable(line) for line in queries.all_lines(current.origin, current.log_seq))
    now = (said.opening_fen, said.closing_fen, said.excuse, said.statement_fen)
    before = (current.opening_fen, current.closing_fen, current.excuse, current.statement_fen)
    if (lines, now) == (there, before):
        yield Problem(f"和上次公布的一模一样，没有改动；期末结余还是 {yuan(said.closing_fen)} 元。")


def _comparable(line: events.Line) -> events.Line:
    return msgspec.structs.replace(line, account_code="", account_name="")
