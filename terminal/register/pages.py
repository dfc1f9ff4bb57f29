"""What is due, what is late and what an item asks for, in words."""

import msgspec
from flask import g, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from terminal.catalogue import words
from terminal.catalogue.rules import Item
from terminal.register.duties import Duties, Duty
from terminal.web.filters import near_day, period


class DutyRow(msgspec.Struct, frozen=True):
    """One slot or item, ready to draw; `tag` is (kind, words)."""

    title: str
    rule: str
    tag: tuple[str, str]
    href: str


def title(duty: Duty) -> str:
    """“债权债务明细（2026年第三季度）”"""
    name = words.name(duty.item, g.look.lang)
    return _("%(name)s（%(period)s）", name=name, period=period(duty.period)) if duty.period else name


def says(duty: Duty) -> str:
    """How the slot stands: “晚了 38 天”."""
    match duty.standing.state:
        case "missing" | "late":
            return ngettext("晚了 %(num)d 天", "晚了 %(num)d 天", duty.standing.days)
        case "on_time":
            return _("本期无发生") if duty.nil else _("按时")
    return _("还没到期")


KINDS = {"missing": "late", "late": "soon", "on_time": "done", "open": ""}


def rule(duty: Duty) -> str:
    """“应在 10月15日 前公开”, marked when the working-day calendar does not reach that far."""
    said = _("应在 %(day)s 前公开", day=near_day(duty.due_on))
    if duty.published_on:
        said = _("%(rule)s，%(day)s 公开", rule=said, day=near_day(duty.published_on))
    if duty.lacking:
        said = _("%(rule)s，还差：%(parts)s", rule=said, parts=_("、").join(duty.lacking))
    return _("%(rule)s（暂定）", rule=said) if duty.provisional else said


def _row(duty: Duty) -> DutyRow:
    href = url_for("villager_register.item", code=duty.item.code)
    return DutyRow(title(duty), rule(duty), (KINDS[duty.standing.state], says(duty)), href)


def missing_rows(stand: Duties, most: int | None = None) -> list[DutyRow]:
    """What should be public and is not, longest first; at most so many."""
    return [_row(duty) for duty in stand.missing[:most]]


def duty_rows(stand: Duties, items: tuple[Item, ...]) -> list[DutyRow]:
    """Each item of a group with its newest slot, or what it waits for."""
    newest = {duty.item.code: duty for duty in sorted(stand.all, key=lambda duty: duty.due_on)}
    newest |= {duty.item.code: duty for duty in reversed(stand.missing)}
    return [_row(newest[item.code]) if item.code in newest else _waiting(item) for item in items]


def duty_slots(found: list[Duty]) -> list[DutyRow]:
    """The slots of one item, newest first, each named by its period."""
    newest_first = sorted(found, key=lambda duty: duty.due_on, reverse=True)
    names = [period(duty.period) or _("一直挂着") for duty in newest_first]
    return [msgspec.structs.replace(_row(duty), title=name) for duty, name in zip(newest_first, names, strict=True)]


def aside_rows(stand: Duties, code: str) -> list[DutyRow]:
    """The slots of one item that do not apply here, each with its reason and who approved it."""
    href = url_for("villager_register.item", code=code)
    return [
        DutyRow(
            period(one.period) or _("一直挂着"),
            _("%(reason)s（%(who)s %(day)s 同意）", reason=one.reason, who=one.approver, day=near_day(one.set_on)),
            ("", _("不适用")),
            href,
        )
        for one in stand.aside
        if one.item == code
    ]


def _waiting(item: Item) -> DutyRow:
    by_others = "mirror" in item.steps
    tag = ("", _("上级公开") if by_others else _("有事才公开"))
    href = url_for("villager_register.item", code=item.code)
    return DutyRow(words.name(item, g.look.lang), words.cadence(item), tag, href)


def item_facts(item: Item) -> list[tuple[str, str]]:
    """What the law asks for this item. Law: its own basis."""
    found = [
        (_("多久一次"), words.cadence(item)),
        (_("依据"), _("；").join(basis.says for basis in item.basis)),
        (_("至少展示"), ngettext("%(num)d 天", "%(num)d 天", item.display_days)),
        (_("编码"), item.code),
    ]
    return [(name, said) for name, said in found if said]
