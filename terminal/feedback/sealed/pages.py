"""Pages of somebody's own on a screen that is everybody's: never kept, wiped soon; and an opened answer on them."""

from collections.abc import Callable
from typing import Any, Final

import msgspec
from flask import Response, current_app, g, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from terminal import clock
from terminal.errors import Refused
from terminal.feedback import limits, receipts, slip
from terminal.feedback.sealed.answers import Answers
from terminal.feedback.sealed.told import Step, Told
from terminal.web import papers, sessions
from terminal.web.pages import render_page

IDLE: Final = 60  # seconds without a touch until the screen is wiped
STEP_NAMES: Final[dict[Step, Any]] = {
    "received": lazy_gettext("收到了，正在办"),
    "asked": lazy_gettext("还缺东西，请您补一补"),
    "answered": lazy_gettext("答复"),
    "passed": lazy_gettext("转给别的单位办"),
}


class Tried(msgspec.Struct, frozen=True):
    """A code somebody typed, and the number of the guess it was counted as."""

    code: str
    guess: int


def on_kiosk() -> bool:
    """The touchscreen in the hall, from which nothing leads out: no file dialog there, ever."""
    return bool(current_app.config["SETTINGS"].screen.kiosk) and sessions.is_kiosk()


def own_page(template: str, **values: Any) -> Response:
    """A page of somebody's own: never kept, and wiped when nobody touches the screen. A phone is its owner's."""
    at_machine = sessions.is_kiosk()
    idle = _idle() if at_machine else None
    return render_page(
        f"feedback/villager/{template}.html",
        **{"keep": False, "on_kiosk": on_kiosk(), "on_touchscreen": at_machine, "idle": idle}
        | {"back": url_for("villager_hall.home")} | values,
    )  # fmt: skip


def _idle() -> dict[str, int]:
    """Sooner than elsewhere: what is written here is nobody else's business."""
    screen = current_app.config["SETTINGS"].screen
    reset = min(screen.idle_reset, IDLE)
    return {"warn_seconds": min(screen.idle_warn, max(1, reset - 20)), "reset_seconds": reset}


def look_up(heading: Any = "", says: Any = "", kind: str = "soon", status: int = 200) -> Response:
    """The page where sixteen digits are typed, with what was wrong with them."""
    return own_page("look_up", status=status, heading=heading, says=says, kind=kind)


def with_code(work: Callable[[Tried], Response | None]) -> Response:
    """What `work` makes of the code in the form; the same screen for every code that opens nothing."""
    try:
        code = receipts.read_code(request.form.get("code", "")[:60])
        guess = limits.count_guess(sessions.address(), clock.now())
    except ValueError as wrong:
        return look_up(_("号码按错了"), str(wrong), "late", 422)
    except Refused as wrong:
        return look_up(_("请等一等"), str(wrong), "late", 429)
    return work(Tried(code, guess)) or look_up(slip.NOTHING_YET, slip.NOTHING_SAYS)


def answer_page(
    code: str, found: Answers, *, done: Any = "", problems: tuple[str, ...] = (), typed: str = ""
) -> Response:
    """What came down for a receipt: the newest answer, a piece at a time, and what came before it."""
    newest = found.newest
    size = slip.REPLY_LETTERS[g.look.type]
    pieces = slip.cut(newest.text, size) if newest else [[]]
    asked = request.form.get("page", "")
    number = min(max(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1, 1), len(pieces))
    return own_page(
        "letter",
        status=422 if problems else 200,
        code=code,
        found=found,
        newest=newest,
        name=STEP_NAMES[newest.step] if newest else "",
        steps=steps(newest),
        reply=pieces[number - 1],
        page=number,
        pages=len(pieces),
        earlier=[
            (one, STEP_NAMES[one.told.step] if one.told else "") for one in found.opened if one.told is not newest
        ],
        problems=problems,
        done=done,
        typed=typed,
        levels=list(enumerate(slip.LEVEL_NAMES, start=1)),
        reasons=slip.REASON_NAMES,
        printer=papers.printer(),
    )


def steps(newest: Told | None) -> list[tuple[Any, str]]:
    """Where a sealed letter stands: written, received by its office, answered."""
    at = {"received": 2, "asked": 2, "passed": 2, "answered": 3}.get(newest.step, 1) if newest else 1
    names = (_("1 封好了"), _("2 单位收到，正在办"), _("3 答复"))
    return [
        (name, "done" if place < at or at == 3 else "now" if place == at else "") for place, name in enumerate(names, 1)
    ]
