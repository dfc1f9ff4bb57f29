"""Drafts of tables in words: the table's facts, where each period stands."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _

from terminal.drafts import words as say
from terminal.drafts.ledger.words import plain
from terminal.drafts.tables.shapes import Work
from terminal.errors import Problem, Refused
from terminal.tables import words
from terminal.tables.queries import Published
from terminal.text.days import Period
from terminal.web.filters import moment, near_day, period


def plainly(problems: Iterable[Problem]) -> Refused:
    """The same problems in a form's own words: where a field is not meant, the place stands before the sentence."""
    return Refused(Problem(plain(one.says), plain(one.where)) for one in problems)


def missing(before: Period) -> str:
    """The period before is not public, so the openings hang in the air."""
    return _("%(period)s的这张表还没公布，期初的数没法和它核对。", period=period(before.key))


def facts(work: Work) -> list[tuple[str, str]]:
    """What the table is: title, sort, period, file."""
    found = [
        (_("表上的标题"), work.reading.title),
        (_("哪一种表"), words.name(work.sort)),
        (_("哪一期"), period(work.period.key)),
        (_("一共"), _("%(count)s 行", count=len(work.reading.rows))),
        (_("为什么更正"), work.draft.content.reason),
        (_("谁传的"), work.draft.saved_by),
    ]
    return [(name, value) for name, value in found if value]


def stands(
    public: Published | None, work: Work | None, text_on: date | None, over: bool
) -> tuple[str, words.Tag | None]:
    """What to say about a period of a sort, and its tag."""
    if work:
        doing = _("已公布，%(who)s在更正") if public else _("%(who)s在办")
        return doing % {"who": work.draft.saved_by}, say.stands(work.draft)
    if public:
        count = _("%(count)s 行", count=public.count)
        return count, ("done", _("%(day)s 公布", day=near_day(public.published_on)))
    if text_on:
        return _("%(day)s 用文字公开过；也可以再传表格", day=near_day(text_on)), None
    return ("", ("late", _("还没公布"))) if over else (_("这一期还没过完"), None)


def public_facts(one: Published) -> list[tuple[str, str]]:
    """Everything the desk says about a public table; when it was registered stands apart from the day it names."""
    return [*words.facts(one), (_("登记时间"), moment(one.registered_at))]
