"""Sentences of the ledger pages: whether it adds up, what is missing, how it was a year ago."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec
from flask_babel import gettext as _
from flask_babel import ngettext

from terminal.ledger.accounts import account_set
from terminal.ledger.queries import OneLine, Published
from terminal.ledger.spans import Gap, Span
from terminal.text.days import Period
from terminal.text.money import yuan
from terminal.web.filters import dated, day, part_of_year


class Verdict(msgspec.Struct, frozen=True):
    """One sentence: does it add up, and what was checked."""

    holds: bool
    strong: str
    rest: str


def neighbour_names(period: Period) -> tuple[str, str]:
    """What the periods before and after are called on a small button."""
    if period.kind == "Q":
        return _("上季"), _("下季")
    return part_of_year(period.previous()), part_of_year(period.next())


def gap_tag(gap: Gap) -> tuple[str, str]:
    """Kind and words of the tag on a missing month."""
    if gap.state == "paused":
        return "late", _("暂停展示")
    if gap.state == "withdrawn":
        return "note", _("撤下了")
    if gap.state == "late":
        return "late", ngettext("晚了 %(num)d 天", "晚了 %(num)d 天", gap.days)
    return "soon", _("还没到期")


def gap_words(gaps: Sequence[Gap]) -> str:
    """“9月还没公布，8月的撤下了”."""
    unseen = [part_of_year(gap.period) for gap in gaps if gap.state in ("late", "waiting")]
    withdrawn = [part_of_year(gap.period) for gap in gaps if gap.state == "withdrawn"]
    paused = [part_of_year(gap.period) for gap in gaps if gap.state == "paused"]
    said = []
    if unseen:
        said.append(_("%(months)s还没公布", months=_("、").join(unseen)))
    if withdrawn:
        said.append(_("%(months)s的撤下了", months=_("、").join(withdrawn)))
    if paused:
        said.append(_("%(months)s的暂停展示", months=_("、").join(paused)))
    return _("，").join(said)


def whole_words(period: Period) -> str:
    return _("这一年不全") if period.kind == "Y" else _("这一季不全")


def incomplete(span: Span) -> str:
    """“9月还没公布，所以这一季不全”; empty when nothing is missing."""
    if not span.gaps:
        return ""
    return _("%(gaps)s，所以%(whole)s。", gaps=gap_words(span.gaps), whole=whole_words(span.period))


def verdict(span: Span) -> Verdict:
    """Whether what is shown adds up; only what was really checked is claimed, and what does not hold comes first."""
    wrong = [month for month in span.months if month.mismatches]
    if wrong:
        return _explained(span, wrong)
    for one, other in span.breaks:
        return _broken(one, other)
    if span.has_hole:
        return Verdict(False, _("还不全。"), incomplete(span) + _("中间缺月份，不能从头加到尾。"))
    if span.period.kind == "M":
        return Verdict(True, _("账对得上。"), _("期初+收入−支出=期末；%(who)s。", who=signed(span.months[0])))
    if span.gaps:
        shown = _("这里是已公布的 %(count)s 个月加起来的。", count=len(span.months))
        return Verdict(False, _("还不全。"), incomplete(span) + shown)
    if not span.is_whole:
        last = part_of_year(Period.read(span.months[-1].period))
        return Verdict(True, _("账对得上。"), _("期初+收入−支出=期末，算到%(month)s。", month=last))
    return Verdict(True, _("账对得上。"), _("%(count)s 个月首尾相接，期初+收入−支出=期末。", count=len(span.months)))


def _explained(span: Span, wrong: Sequence[Published]) -> Verdict:
    """Months that were published although something in them does not add up, with what the village says about it."""
    count = sum(len(month.mismatches) for month in wrong)
    strong = ngettext("有 %(num)d 处对不上。", "有 %(num)d 处对不上。", count)
    if span.period.kind == "M":
        return Verdict(False, strong, _("村里的说明：%(why)s", why=wrong[0].excuse))
    names = _("、").join(part_of_year(Period.read(month.period)) for month in wrong)
    return Verdict(False, strong, _("在%(months)s的账里，原因写在那里。", months=names))


def mismatches(published: Published) -> list[str]:
    """What does not add up in a month, then why, as paragraphs; nothing where everything holds."""
    if not published.mismatches:
        return []
    why = _("村里的说明：%(why)s", why=published.excuse)
    return [*(_("对不上：%(what)s", what=one.says) for one in published.mismatches), why]


def _broken(one: Published, other: Published) -> Verdict:
    before = part_of_year(Period.read(one.period))
    rest = _(
        "%(before)s结余现在是 %(closing)s 元，这里的期初是 %(opening)s 元。",
        before=before,
        closing=yuan(one.closing_fen),
        opening=yuan(other.opening_fen),
    )
    return Verdict(False, _("和%(before)s对不上。", before=before), rest)


def signed(published: Published) -> str:
    """“周德明等 3 人签字”."""
    names = [signer.name for signer in published.signers]
    if not names:
        return _("没写谁签的字")
    if len(names) == 1:
        return _("%(name)s签字", name=names[0])
    return _("%(name)s等 %(count)s 人签字", name=names[0], count=len(names))


def year_ago(span: Span, direction: str) -> str:
    """“比去年10月多 5,546.48 元”, or that there is nothing to compare with."""
    when = _when(span)
    if len(span.year_ago) < len(span.months):
        return _("%(when)s的账没在这里公布，没法比", when=when)
    now, then = (
        sum(month.income_fen if direction == "in" else month.expense_fen for month in months)
        for months in (span.months, span.year_ago)
    )
    if now == then:
        return _("和%(when)s一样多", when=when)
    more = _("比%(when)s多 %(amount)s 元", when=when, amount=yuan(now - then))
    return more if now > then else _("比%(when)s少 %(amount)s 元", when=when, amount=yuan(then - now))


def _when(span: Span) -> str:
    if span.period.kind == "Y" and span.is_whole:
        return _("去年")
    if span.period.kind == "M" or span.is_whole:
        return _("去年%(part)s", part=part_of_year(span.period))
    return _("去年这几个月")


def _sum_names(span: Span) -> tuple[str, str, str, str]:
    """What the four figures of the equation are called."""
    if span.period.kind == "M":
        return _("上月结余"), _("本月收入"), _("本月支出"), _("本月结余")
    if not span.is_whole:
        return _("期初结余"), _("收入"), _("支出"), _("期末结余")
    if span.period.kind == "Q":
        return _("季初结余"), _("本季收入"), _("本季支出"), _("季末结余")
    return _("年初结余"), _("全年收入"), _("全年支出"), _("年末结余")


def sums(found: Span) -> tuple[tuple[str, int, str], ...]:
    """The four figures of the equation: name, fen, note."""
    names = _sum_names(found)
    first, last = Period.read(found.months[0].period).first, Period.read(found.months[-1].period).last
    return (
        (names[0], found.opening_fen, day(first - timedelta(days=1))),
        (names[1], found.income_fen, _("%(count)s 笔", count=found.income_count)),
        (names[2], found.expense_fen, _("%(count)s 笔", count=found.expense_count)),
        (names[3], found.closing_fen, day(last)),
    )


def facts(published: Published) -> list[tuple[str, str]]:
    """索引号, 主体, 依据, 公布, 签字, 凭据: what makes a sheet accountable. Law: OGI (2019) art. 12."""
    signed = _("、").join(f"{signer.role} {signer.name}" for signer in published.signers)
    times = _(
        "第%(number)s次公布 %(day)s，至少展示到 %(until)s",
        number=published.number,
        day=dated(published.published_on),
        until=dated(published.display_until),
    )
    found = [
        (_("索引号"), published.index_no),
        (_("公开主体"), published.publisher),
        (_("账户"), published.account_name),
        (_("公布"), times),
        (_("为什么改"), published.reason),
        (_("签字"), signed),
        (_("银行对账单"), _statement(published)),
        (_("科目"), account_set("2004" if published.account_set == "2004" else "2023").title),
        (_("凭据"), _("第 %(seq)s 号登记 · 指纹 %(mark)s", seq=published.log_seq, mark=mark(published.fingerprint))),
        (_("依据"), _("；").join(published.basis)),
    ]
    return [(name, said) for name, said in found if said]


def _statement(published: Published) -> str:
    """What the bank said the balance was, where somebody entered it."""
    if published.statement_fen is None:
        return ""
    said = _("%(amount)s 元", amount=yuan(published.statement_fen))
    return _("%(amount)s，和账上一样", amount=said) if published.statement_fen == published.closing_fen else said


def mark(fingerprint: str) -> str:
    """The first twelve digits of a fingerprint as people compare them: 8F3C 21A7 04DE"""
    head = fingerprint[:12].upper()
    return " ".join((head[:4], head[4:8], head[8:]))


def line_facts(found: OneLine) -> list[tuple[str, str]]:
    """Everything the books say about one line, and what its category means in plain words."""
    line, sheet = found.line, found.sheet
    known = account_set("2004" if sheet.account_set == "2004" else "2023").by_name(line.category)
    said = " ".join(part for part in (line.account_code, line.account_name) if part)
    found_facts = [
        (_("日期"), dated(line.day) if line.day else _("账上没写几号")),
        (_("凭证号"), line.voucher),
        (_("类别"), _("%(name)s：%(plain)s", name=line.category, plain=known.plain) if known else line.category),
        (_("账上科目"), said if said != line.category else ""),
        (_("经办人"), line.handler),
        (_("审批人"), line.approver),
    ]
    return [(name, words) for name, words in found_facts if words]
