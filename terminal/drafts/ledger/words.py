"""Finance drafts in words: months and where they stand, the sheet's facts, the sum."""

import re
from collections.abc import Iterable
from datetime import timedelta

from flask_babel import gettext as _

from terminal.drafts import words as say
from terminal.drafts.ledger.shapes import Work
from terminal.errors import Problem, Refused
from terminal.ledger import words
from terminal.ledger.queries import Published
from terminal.ledger.sheets.book import Sheet
from terminal.ledger.spans import Gap
from terminal.ledger.sums import totals
from terminal.text.days import Period
from terminal.text.money import yuan
from terminal.web.filters import day, moment, near_day, period

Sum = tuple[tuple[str, int, str], ...]
CELL = re.compile(r"!(?=[A-Z]{1,3}[0-9])")


def plain(says: str) -> str:
    """A sentence with its cells as people read them aloud: “收支!G6” is “收支 G6”."""
    return CELL.sub(" ", says)


def plainly(problems: Iterable[Problem]) -> Refused:
    """The same problems in a form's own words: where a field is not meant, the place stands before the sentence."""
    return Refused(Problem(plain(one.says), plain(one.where)) for one in problems)


def sums(sheet: Sheet) -> Sum:
    """The four figures of the equation; nothing while a balance is missing."""
    if sheet.opening_fen is None or sheet.closing_fen is None:
        return ()
    moved = totals(sheet.lines)
    return (
        (_("上月结余"), sheet.opening_fen, day(sheet.period.first - timedelta(days=1))),
        (_("本月收入"), moved.income, _("%(count)s 笔", count=moved.income_count)),
        (_("本月支出"), moved.expense, _("%(count)s 笔", count=moved.expense_count)),
        (_("本月结余"), sheet.closing_fen, day(sheet.period.last)),
    )


def missing(month: Period) -> str:
    """The month before is not public, so the opening hangs in the air."""
    return _("%(month)s的账还没公布，这张表的期初没法和它核对。", month=period(month.key))


def facts(work: Work) -> list[tuple[str, str]]:
    """What the sheet is: title, account, month, file."""
    sheet = work.sheet
    moved = totals(sheet.lines)
    count = _("收入 %(income)s 笔，支出 %(expense)s 笔", income=moved.income_count, expense=moved.expense_count)
    found = [
        (_("表上的标题"), sheet.title),
        (_("账户"), work.account.name),
        (_("哪一期"), work.period.label()),
        (_("期初"), _("%(amount)s 元", amount=yuan(sheet.opening_fen)) if sheet.opening_fen is not None else ""),
        (_("期末"), _("%(amount)s 元", amount=yuan(sheet.closing_fen)) if sheet.closing_fen is not None else ""),
        (_("一共"), count),
        (_("银行对账单"), _("%(amount)s 元", amount=yuan(work.statement)) if work.statement is not None else ""),
        (_("为什么更正"), work.draft.content.reason),
        (_("谁传的"), work.draft.saved_by),
        (_("表上印的签字"), _("、").join(f"{role} {name}" for role, name in sheet.signers)),
    ]
    return [(name, value) for name, value in found if value]


def month(public: Published | None, gap: Gap | None, work: Work | None) -> tuple[str, tuple[str, str] | None]:
    """What to say about a month of an account, and its tag."""
    if work:
        doing = (
            _("已公布，%(who)s在更正", who=work.draft.saved_by) if public else _("%(who)s在办", who=work.draft.saved_by)
        )
        return doing, say.stands(work.draft)
    if public:
        money = _("收入 %(income)s，支出 %(expense)s", income=yuan(public.income_fen), expense=yuan(public.expense_fen))
        return money, ("done", _("%(day)s 公布", day=near_day(public.published_on)))
    return ("", words.gap_tag(gap)) if gap else (_("这个月还没过完"), None)


def public_facts(one: Published) -> list[tuple[str, str]]:
    """Everything the desk says about a public sheet; when it was registered stands apart from the day it names."""
    return [*words.facts(one), (_("登记时间"), moment(one.registered_at))]
