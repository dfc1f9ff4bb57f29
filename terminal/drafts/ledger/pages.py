"""What the finance pages of the desk show: months of every account, a sheet row by row, a public sheet."""

from datetime import date
from typing import Any

import msgspec
from flask import g, render_template, url_for
from flask_babel import gettext as _

from terminal.catalogue import words as catalogues
from terminal.catalogue.queries import catalogue
from terminal.clock import Now
from terminal.drafts import pages as drafts
from terminal.drafts import words as say
from terminal.drafts.ledger import checks, choosing, queries, words
from terminal.drafts.ledger.lines import pages as lines
from terminal.drafts.ledger.lines.pages import Asked
from terminal.drafts.ledger.photos import pages as photos
from terminal.drafts.ledger.shapes import Work
from terminal.drafts.rules import TASK_NAMES
from terminal.drafts.shapes import Step
from terminal.ledger import comparing, identities
from terminal.ledger import queries as ledger
from terminal.ledger.events import Account
from terminal.ledger.spans import Shelf, items_of, months_of
from terminal.ledger.sums import totals
from terminal.staff.queries import Person
from terminal.text.days import Period
from terminal.text.difference import TableRow
from terminal.village.queries import here
from terminal.web.filters import part_of_year
from terminal.web.filters import period as period_words

MOST_PERIODS = 14


class Month(msgspec.Struct, frozen=True):
    """One month of an account in the list; `tag` is (kind, words), `button` empty where there is nothing to do."""

    name: str
    says: str
    tag: tuple[str, str] | None
    href: str
    button: str


def _shelf(account: Account, is_first: bool, today: date) -> Shelf:
    """The months of an account; the first one is owed since the unit is in service."""
    village = here()
    months = ledger.months(village.origin, account.key)
    items = items_of(catalogue(village.kind))
    since = [Period.read(min(months))] if months else []
    if is_first or not since:
        since.append(Period.of(village.in_service_from, "M"))
    return Shelf(months, min(since, key=lambda one: one.first), today, items[-1] if items else None)


def years(today: date) -> list[int]:
    """Years with anything to say, oldest first."""
    since = [_shelf(one, place == 0, today).since.year for place, one in enumerate(queries.accounts())]
    return list(range(min(since), today.year + 1))


def months(year: int, today: date) -> list[tuple[str, list[Month]]]:
    """Every account with its months of this year that have begun, newest first."""
    works = {(one.account.key, one.draft.content.period): one for one in queries.open_works()}
    found = []
    for place, account in enumerate(queries.accounts()):
        shelf = _shelf(account, place == 0, today)
        mine = [one for one in months_of(Period("Y", year)) if shelf.since.first <= one.first and one.last < today]
        rows = [_month(one, shelf, account, works.get((account.key, one.key))) for one in reversed(mine)]
        found.append((account.name, rows))
    return found


def _month(month: Period, shelf: Shelf, account: Account, work: Work | None) -> Month:
    public, gap = shelf.public(month), shelf.gap(month)
    says, tag = words.month(public, gap, work)
    if work:
        return Month(part_of_year(month), says, tag, url_for("cadre_ledger.draft", number=work.id), _("去看"))
    if public:
        href = url_for("cadre_ledger.published", number=public.index_no.rpartition("/")[2])
        return Month(part_of_year(month), says, tag, href, "")
    href = url_for("cadre_ledger.upload", account=account.key, period=month.key)
    return Month(part_of_year(month), says, tag, href, _("传表格"))


def begun() -> list[drafts.Row]:
    """The sheets on their way."""
    return [drafts.row(one.draft) for one in queries.open_works()]


def fills() -> str:
    """The catalogue items that one sheet fills, in words."""
    lang = g.look.lang
    return _("、").join(catalogues.name(item, lang) for item in items_of(catalogue(here().kind)))


def choices(today: date) -> dict[str, Any]:
    """What one may choose beside the file: month, account, publisher."""
    month, found = Period.of(today, "M"), []
    for _place in range(MOST_PERIODS):
        month = month.previous()
        found.append((month.key, period_words(month.key)))
    publishers = [(one.key, one.name) for one in here().publishers]
    return {
        "periods": found,
        "accounts": [*((one.key, one.name) for one in queries.accounts()), (choosing.NEW, _("另一个账户"))],
        "publishers": publishers if len(publishers) > 1 else [],
    }


def usual_account(asked: str) -> str:
    """The account asked for; the only one when there is no other."""
    known = [one.key for one in queries.accounts()]
    return asked if asked in known else known[0] if len(known) == 1 else ""


def of_draft(work: Work, person: Person, now: Now, asked: Asked = lines.NOTHING) -> dict[str, Any]:
    """Everything the page of a finance draft shows; `asked` is the row somebody wants to change."""
    problems = checks.problems(work, now) if work.draft.is_open else []
    explained = [one.problem() for one in checks.mismatches(work)] if work.draft.is_open and work.excuse else []
    may_edit = work.draft.may_edit and "cadre" in person.roles
    table = lines.table(
        work, [*problems, *explained], asked if may_edit else lines.NOTHING, queries.said_before() if may_edit else ()
    )
    sheet = work.sheet
    return {
        "work": work,
        "draft": work.draft,
        "page": drafts.reviewing(work.draft, person, now.today),
        "facts": words.facts(work),
        "sums": words.sums(sheet),
        "equals": not any(one.rule == "closing" for one in identities.of_sheet(sheet)),
        "moved": totals(sheet.lines),
        "table": table,
        "explained": [(words.plain(one.where), words.plain(one.says)) for one in explained],
        "may_explain": work.draft.may_edit and checks.may_explain(work, now),
        "problems": [(words.plain(one.where), words.plain(one.says), table.href(work, one.where)) for one in problems],
        "changed": _changed(work),
        "changes": lines.changes(work),
        "photos": photos.says(work),
        "notices": _notices(work),
        "may_edit": may_edit,
    }


def _notices(work: Work) -> list[str]:
    """What to look at twice: how the file was read, what was left out, a month that is missing before this one."""
    said = [words.plain(one) for one in (*work.sheet.notices, *map(str, work.reading.left_out))]
    missing = checks.without_predecessor(work) if work.draft.is_open else None
    return [*said, words.missing(missing)] if missing else said


def _changed(work: Work) -> tuple[TableRow, ...]:
    """What a correction changes in what is public now."""
    if work.draft.purpose != "revise" or not work.draft.is_open:
        return ()
    public = comparing.published_table(ledger.by_number(here().origin, work.draft.about))
    sheet = work.sheet
    return comparing.changed(public, comparing.table(sheet.lines, sheet.opening_fen, sheet.closing_fen))


def previous_closing(work: Work) -> int | None:
    """The closing balance of the month before, in fen, when it is public."""
    return ledger.closing(here().origin, work.account.key, work.period.previous().key)


def of_public(number: str) -> dict[str, Any]:
    """Everything the page of a public sheet shows. Raises NotFound."""
    one = ledger.by_number(here().origin, number)
    period = Period.read(one.period)
    address: dict[str, Any] = {"year": period.year, "month": period.number, "account": one.account}
    versions = ledger.versions(here().origin, one.account, one.period)
    return {
        "one": one,
        "heading": _("%(period)s财务收支（%(account)s）", period=period_words(one.period), account=one.account_name),
        "facts": words.public_facts(one),
        "kiosk": url_for("villager_ledger.span", **address),
        "older": [(was, url_for("villager_ledger.span", version=was.number, **address)) for was in versions[:-1]],
        "past": say.past(queries.steps_about(number)),
        "begun": queries.open_for(one.account, one.period),
    }


def paper_html(work: Work, problems: int) -> str:
    """The sheet for the wall as it is now, with room for the signatures; nobody has published it yet."""
    return render_template(
        "drafts/ledger/paper.html",
        work=work,
        sums=words.sums(work.sheet),
        moved=totals(work.sheet.lines),
        rows=lines.rows(work, ()),
        problems=problems,
        equals=not any(one.rule == "closing" for one in identities.of_sheet(work.sheet)),
        wrong=[one.says for one in checks.mismatches(work)] if work.excuse else (),
        signed=[(say.task_name(one.what), one.name) for one in _signatures(work)],
    )


def _signatures(work: Work) -> list[Step]:
    return [one for one in work.draft.steps if one.round == work.draft.round and one.what in TASK_NAMES]
