"""What a receipt says: on the page of its slip, and when it is opened."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from terminal.feedback import queries, tiles
from terminal.feedback.receipts import say_code
from terminal.feedback.records import OPEN
from terminal.feedback.sealed.queries import Desk, offices
from terminal.feedback.shapes import CaseView
from terminal.feedback.shown import Given
from terminal.feedback.words import step_name
from terminal.text.days import say_full_day

REPLY_LETTERS: Final = {"normal": 380, "large": 240, "largest": 160}  # of an answer on one screen, by type size
NOTHING_YET: Final = lazy_gettext("还没有答复，或者号码不对")
NOTHING_SAYS: Final = lazy_gettext(
    "请对着小票看一遍号码；号码没错，就过几天再来查。交给乡镇、县里和县纪检的，答复送到以后才能在这里看。"
)
GONE: Final = lazy_gettext("查询码只在交上去以后的一分钟里看得到。记下了的，点“查我的回执”。没记下的，请再写一份。")
LEVEL_NAMES: Final = (
    lazy_gettext("非常满意"),
    lazy_gettext("满意"),
    lazy_gettext("基本满意"),
    lazy_gettext("不满意"),
    lazy_gettext("非常不满意"),
)
REASON_NAMES: Final = (
    ("slow", lazy_gettext("办得太慢")),
    ("unclear", lazy_gettext("没说清楚")),
    ("unsolved", lazy_gettext("没解决，想请再办一次")),
    ("attitude", lazy_gettext("态度不好")),
    ("other", lazy_gettext("别的")),
)
STAGES: Final = (
    lazy_gettext("收到"),
    lazy_gettext("受理"),
    lazy_gettext("办理"),
    lazy_gettext("答复"),
    lazy_gettext("评价"),
)


def promise(desk: Desk, view: CaseView | None) -> Any:
    """What happens now with what was handed in."""
    if view:
        return _("最晚 %(day)s答复。", day=say_full_day(view.due_on))
    return _("已经封好，只有%(name)s打得开。村里看不到，连有没有这一封都看不到。", name=desk.name)


def handed_out(given: Given, today: date) -> dict[str, Any]:
    """What the page of a slip shows: its code in fours, what happens now, what was handed in to whom."""
    desk = next(one for one in offices(today) if one.addressee == given.addressee)
    view = queries.case_by_code(given.lookup) if given.lookup else None
    return {
        "code": say_code(given.code),
        "says": promise(desk, view),
        "kind": tiles.name_of(given.category),
        "receiver": desk.name,
        "number": view.number if view else "",
    }


# ---- an opened case ----
def stages(view: CaseView) -> list[tuple[Any, str]]:
    """The five steps of a case, those behind done, the one where it stands now."""
    at = {"received": 1, "handling": 2, "asked": 2}.get(view.state, 4 if view.reply else 2)
    if at == 4 and view.level:
        at = 5
    return [
        (f"{place + 1} {words}", "done" if place < at else "now" if place == at else "")
        for place, words in enumerate(STAGES)
    ]


def cut(text: str, letters: int) -> list[list[str]]:
    """A reply in pages of lines, so that nothing scrolls."""
    pages: list[list[str]] = [[]]
    used = 0
    for line in text.split("\n"):
        rest = line
        while rest:
            piece, rest = rest[: letters - used], rest[letters - used :]
            pages[-1].append(piece)
            used += max(len(piece), 24)
            if used >= letters:
                pages.append([])
                used = 0
    return [page for page in pages if page] or [[]]


def opened(view: CaseView, page: int, type_size: str) -> dict[str, Any]:
    """What the page of an opened case shows beside the case itself."""
    pages = cut(view.reply, REPLY_LETTERS[type_size])
    number = min(max(page, 1), len(pages))
    levels: Sequence[tuple[int, Any]] = list(enumerate(LEVEL_NAMES, start=1))
    return {
        "kind": tiles.name_of(view.category),
        "stages": stages(view),
        "reply": pages[number - 1],
        "page": number,
        "pages": len(pages),
        "levels": levels,
        "rated": LEVEL_NAMES[view.level - 1] if view.level else "",
        "reasons": REASON_NAMES,
        "is_open": view.state in OPEN,
        "waiting": _waiting(view),
    }


def _waiting(view: CaseView) -> list[str]:
    """What happens with it now; before that, that it was put off, with the reason, or is being done once more."""
    told = [step for step in view.steps if step.kind in ("extend", "reopen")][-1:]
    found = [_("；").join(filter(None, (step_name(step.kind), step.words))) for step in told]
    if view.state == "received":
        return [*found, _("已经登记，还没有人受理。")]
    return [*found, _("%(who)s受理了，正在办。", who=view.receiver) if view.receiver else _("正在办。")]
