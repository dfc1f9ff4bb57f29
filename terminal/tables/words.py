"""Sentences of the tables' pages: what is in a table, whether it adds up, how long a contract still runs."""

from collections.abc import Sequence
from datetime import date

import msgspec
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from terminal.tables.columns import Column, Value, said
from terminal.tables.comparing import Change
from terminal.tables.expiry import Ends
from terminal.tables.queries import Published
from terminal.tables.rules import Values, number
from terminal.tables.sorts import Sort
from terminal.web.filters import dated

Tag = tuple[str, str]


class Verdict(msgspec.Struct, frozen=True):
    """One sentence: does it add up, and what was checked."""

    holds: bool
    strong: str
    rest: str


def in_english() -> bool:
    """Whether the page speaks English."""
    return str(get_locale()).startswith("en")


def name(sort: Sort) -> str:
    """What the sort is called, in the language of the page."""
    return sort.name_en if in_english() else sort.name


def plain(sort: Sort) -> str:
    return sort.plain_en if in_english() else sort.plain


def head(column: Column) -> str:
    """A column's name, in the language of the page."""
    return column.name_en if in_english() else column.name


def shown(column: Column, value: Value) -> str:
    """A value as this page reads it: days in words, choices in the language of the page."""
    if column.kind == "day" and isinstance(value, str) and value:
        return dated(date.fromisoformat(value))
    if column.kind == "choice" and in_english() and isinstance(value, str):
        found = column.choice(value)
        return found.name_en if found else value
    return said(column, value)


def with_unit(column: Column, value: Value) -> str:
    """“12,000.00 元”; nothing for an empty cell."""
    words = shown(column, value)
    units = {"元": _("元"), "亩": _("亩"), "户": _("户")}
    return f"{words} {units.get(column.unit, column.unit)}" if words and column.unit else words


def change_tag(change: Change) -> Tag | None:
    """What happened to a row since the other table."""
    return {"came": ("done", _("新增")), "went": ("late", _("没有了")), "changed": ("note", _("变了"))}.get(change)


def ends_tag(ends: Ends | None) -> Tag | None:
    """The lamp of something that runs out; none while there is time."""
    if ends is None or ends.lamp == "fine":
        return None
    if ends.lamp == "over":
        return "late", ngettext("到期 %(num)d 天了", "到期 %(num)d 天了", -ends.days)
    return "soon", _("今天到期") if ends.days == 0 else ngettext(
        "还有 %(num)d 天到期", "还有 %(num)d 天到期", ends.days
    )


def ends_words(ends: Ends) -> str:
    """How long it still runs, in a sentence."""
    if ends.days < 0:
        return ngettext(
            "%(day)s 到期，已经过了 %(num)d 天。",
            "%(day)s 到期，已经过了 %(num)d 天。",
            -ends.days,
            day=dated(ends.day),
        )
    return ngettext(
        "%(day)s 到期，还有 %(num)d 天。", "%(day)s 到期，还有 %(num)d 天。", ends.days, day=dated(ends.day)
    )


def alarm(found: Sequence[Ends]) -> str:
    """“1 份已到期，2 份 90 天内到期”; empty when nothing runs out."""
    over = sum(one.lamp == "over" for one in found)
    soon = sum(one.lamp == "soon" for one in found)
    parts = [ngettext("%(num)d 份已到期", "%(num)d 份已到期", over)] if over else []
    parts += [ngettext("%(num)d 份 90 天内到期", "%(num)d 份 90 天内到期", soon)] if soon else []
    return _("，").join(parts)


def verdict(table: Published) -> Verdict:
    """Whether what is shown adds up; what does not hold comes first, with what the village says about it."""
    count = len(table.mismatches)
    if count:
        strong = ngettext("有 %(num)d 处对不上。", "有 %(num)d 处对不上。", count)
        return Verdict(False, strong, _("村里的说明：%(why)s", why=table.excuse))
    return Verdict(True, _("数对得上。"), _("每一行和合计都重新算过；%(who)s。", who=signed(table)))


def mismatches(table: Published) -> list[str]:
    """What does not add up, then why, as paragraphs; nothing where everything holds."""
    if not table.mismatches:
        return []
    why = _("村里的说明：%(why)s", why=table.excuse)
    return [*(_("对不上：%(what)s", what=one.says) for one in table.mismatches), why]


def signed(table: Published) -> str:
    """“周德明等 3 人签字”."""
    names = [one.name for one in table.signers]
    if not names:
        return _("没写谁签的字")
    if len(names) == 1:
        return _("%(name)s签字", name=names[0])
    return _("%(name)s等 %(count)s 人签字", name=names[0], count=len(names))


def mark(fingerprint: str) -> str:
    """The first twelve digits of a fingerprint as people compare them: 8F3C 21A7 04DE"""
    first = fingerprint[:12].upper()
    return " ".join((first[:4], first[4:8], first[8:]))


def facts(table: Published) -> list[tuple[str, str]]:
    """索引号, 主体, 依据, 公布, 签字, 凭据: what makes a table accountable. Law: OGI (2019) art. 12."""
    times = _(
        "第%(number)s次公布 %(day)s，至少展示到 %(until)s",
        number=table.number,
        day=dated(table.published_on),
        until=dated(table.display_until),
    )
    found = [
        (_("索引号"), table.index_no),
        (_("公开主体"), table.publisher),
        (_("公布"), times),
        (_("为什么改"), table.reason),
        (_("签字"), _("、").join(f"{one.role} {one.name}" for one in table.signers)),
        *((_("对不上的"), one) for one in mismatches(table)[:-1]),
        (_("村里的说明"), table.excuse),
        (_("凭据"), _("第 %(seq)s 号登记 · 指纹 %(mark)s", seq=table.log_seq, mark=mark(table.fingerprint))),
        (_("依据"), _("；").join(table.basis)),
    ]
    return [(label, words) for label, words in found if words]


def totals(sort: Sort, rows: Sequence[Values], keys: Sequence[str]) -> list[tuple[Column, int]]:
    """The sums of these columns over these rows, where a sum means something."""
    columns = [sort.column(key) for key in keys]
    return [(column, sum(number(values, column.key) for values in rows)) for column in columns if column.summed]
