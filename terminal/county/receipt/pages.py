"""Pages of /receipt: somebody's own, never kept; and what a code opens, in words."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from flask import Response
from flask_babel import gettext as _

from terminal.county.receipt.queries import Found, Place
from terminal.feedback import slip
from terminal.feedback.sealed.pages import STEP_NAMES
from terminal.feedback.words import category_name, state_name
from terminal.web.pages import render_page

IDLE: Final = {"warn_seconds": 100, "reset_seconds": 120}  # a screen in a hall is everybody's


def _page(template: str, status: int = 200, **values: Any) -> Response:
    return render_page(f"county/receipt/{template}.html", keep=False, status=status, **values)


def look_up_page(
    places: Sequence[Place], village: str = "", heading: str = "", says: str = "", status: int = 200
) -> Response:
    """Village and digits; what was wrong with them."""
    townships: dict[str, list[Place]] = {}
    for one in places:
        townships.setdefault(one.township, []).append(one)
    return _page("look_up", status, townships=townships, village=village, heading=heading, says=says)


def missing_page(
    code: str, place_of: Place, known_to: date | None, today: date, problems: tuple[str, ...] = (), status: int = 200
) -> Response:
    return _page(
        "missing", status, code=code, village=place_of, known_to=known_to, latest=today, problems=problems, idle=IDLE
    )


def said_page() -> Response:
    return _page("said")


def opened_page(code: str, village: str, found: Found, number: int, type_size: str) -> Response:
    """A sealed letter with the newest of what its office answered, or a case of the village as far as its log tells."""
    newest = found.answers.newest if found.answers else None
    text = newest.text if newest else found.case.reply or found.case.asked if found.case else ""
    pieces = slip.cut(text, slip.REPLY_LETTERS[type_size])
    number = min(max(number, 1), len(pieces))
    return _page(
        "opened",
        code=code,
        village=village,
        found=found,
        newest=newest,
        name=STEP_NAMES[newest.step] if newest else "",
        kind=category_name(found.case.category) if found.case else "",
        state=state_name(found.case.state) if found.case else "",
        steps=_steps(found),
        reply=pieces[number - 1],
        page=number,
        pages=len(pieces),
        missing=[one for one in found.answers.opened if one.missing] if found.answers else [],
        idle=IDLE,
    )


def _steps(found: Found) -> list[tuple[Any, str]]:
    if found.case:
        return slip.stages(found.case)
    newest = found.answers.newest if found.answers else None
    at = 3 if newest and newest.step == "answered" else 2 if found.is_taken else 1
    names = (_("1 县平台收到了"), _("2 单位正在办"), _("3 答复"))
    return [
        (name, "done" if place < at or at == 3 else "now" if place == at else "") for place, name in enumerate(names, 1)
    ]
