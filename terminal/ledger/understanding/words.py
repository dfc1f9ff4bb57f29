"""Sentences about what the figures mean, in the language of the page."""

from collections.abc import Iterable

from flask_babel import gettext as _

from terminal.ledger.spans import Span
from terminal.ledger.understanding.rules import TOO_MUCH, Others
from terminal.ledger.words import gap_words
from terminal.text.days import Period
from terminal.text.money import yuan
from terminal.web.filters import part_of_year


def hidden(found: Others) -> str:
    """Money under a name that says nothing, with both figures."""
    named = {
        "amount": yuan(found.fen),
        "whole": yuan(found.of_fen),
        "percent": found.percent,
        "limit": TOO_MUCH,
    }
    if found.direction == "in":
        return _("收入里有 %(amount)s 元只写了“其他”，占收入 %(whole)s 元的 %(percent)s%%，超过 %(limit)s%%。", **named)
    return _("支出里有 %(amount)s 元只写了“其他”，占支出 %(whole)s 元的 %(percent)s%%，超过 %(limit)s%%。", **named)


def notable(found: Span) -> list[str]:
    """What a reader should look at twice: what does not add up, is missing, was changed."""
    said = []
    for month in found.months:
        name = part_of_year(Period.read(month.period))
        if month.mismatches:
            said.append(
                _(
                    "%(month)s的账有 %(count)s 处对不上。村里的说明：%(why)s",
                    month=name,
                    count=len(month.mismatches),
                    why=month.excuse,
                )
            )
    if found.gaps:
        said.append(_("%(gaps)s，上面的数里没有。", gaps=gap_words(found.gaps)))
    for one, other in found.breaks:
        names = (part_of_year(Period.read(one.period)), part_of_year(Period.read(other.period)))
        said.append(_("%(before)s的结余和%(after)s的期初接不上。", before=names[0], after=names[1]))
    for month in found.months:
        if month.number > 1:
            name = part_of_year(Period.read(month.period))
            said.append(_("%(month)s的账改过：%(why)s", month=name, why=month.reason))
    return said


def same_months(months: Iterable[Period]) -> str:
    """“1月到10月”, “1月、3月”: which months are compared."""
    listed = list(months)
    names = [part_of_year(month) for month in listed]
    follows = all(one.next().key == other.key for one, other in zip(listed, listed[1:], strict=False))
    if len(names) > 2 and follows:
        return _("%(first)s到%(last)s", first=names[0], last=names[-1])
    return _("、").join(names)
