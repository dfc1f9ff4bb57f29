"""What was said from above, in the language of the page."""

from flask_babel import gettext as _
from flask_babel import ngettext

from terminal.directives.queries import Ordered
from terminal.directives.rules import Lamp

LAMPS: dict[Lamp, str] = {"red": "late", "amber": "soon", "none": ""}


def sort_name(sort: str) -> str:
    return {"notice": _("通知"), "handbook": _("政策手册")}[sort]


def order_name(sort: str) -> str:
    return {
        "correct": _("纠正通知"),
        "takedown": _("暂停展示"),
        "restore": _("恢复展示"),
        "case": _("热线转办"),
    }[sort]


def word_name(order: Ordered) -> str:
    """How far it has come."""
    if order.sort == "case" and order.case_no:
        return _("登记为 %(number)s", number=order.case_no)
    return {"": _("还没回音"), "seen": _("看到了"), "done": _("办了"), "cannot": _("说办不了")}[order.word]


def tag(order: Ordered, lamp: Lamp, late: int) -> tuple[str, str]:
    """The tag of an order: how late it is, or how far it has come; `late` in calendar days."""
    if lamp == "red" and late > 0:
        return ("late", ngettext("晚了 %(num)d 天", "晚了 %(num)d 天", late))
    if lamp != "none":
        return (LAMPS[lamp], word_name(order))
    return ("done" if order.word in ("done", "seen") else "note", word_name(order))
