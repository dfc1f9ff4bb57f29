"""/receipt: sixteen digits typed at the county, by anybody, on a phone or a screen in a hall.

The village is asked for first: the digits mean something only together with one terminal's name, and trying them on every
village would be guessing for a stranger, hundreds of times as long. The slip names the village.
"""

from datetime import date
from typing import Any

from flask import Blueprint, Response, g, request
from flask_babel import gettext as _

from terminal import clock
from terminal.county.receipt import actions, queries
from terminal.county.receipt.pages import look_up_page, missing_page, opened_page, said_page
from terminal.errors import Problem, Refused
from terminal.feedback import limits, receipts
from terminal.web import forms, sessions
from terminal.web.gates import open_to_all

bp = Blueprint("villager_receipt", __name__, url_prefix="/receipt")


@bp.get("")
@open_to_all
def index() -> Response:
    return look_up_page(queries.places(), request.args.get("village", "")[:20])


@bp.post("")
@open_to_all
def look() -> Response:
    return _with_code(lambda code, village, tried, guess: _found(code, village, tried, guess))


def _found(code: str, village: str, tried: Any, guess: int) -> Response:
    found = queries.find(tried)
    if found is None:
        place = next(one for one in queries.places() if one.code == village)
        return missing_page(code, place, queries.known_to(tried[0][0]), clock.today())
    limits.forgive(guess)
    return opened_page(code, village, found, forms.read().whole("page", 1), g.look.type)


@bp.post("/missing")
@open_to_all
def missing() -> Response:
    """Nothing of it came: a case about the terminal."""

    def work(code: str, village: str, tried: Any, guess: int) -> Response:
        try:
            actions.say_missing(tried, _day(request.form.get("day", "")), now=clock.now())
        except Refused as wrong:
            place = next(one for one in queries.places() if one.code == village)
            says = tuple(problem.says for problem in wrong.problems)
            return missing_page(code, place, queries.known_to(tried[0][0]), clock.today(), says, 422)
        return said_page()

    return _with_code(work)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None


def _with_code(work: Any) -> Response:
    """What `work` makes of the digits at the village that was chosen; wrong digits are said at once and are no guess."""
    village, places = request.form.get("village", "")[:20], queries.places()
    try:
        if village not in {one.code for one in places}:
            raise Refused([Problem(_("请先选是哪个村，小票最上面写着。"))])
        code = receipts.read_code(request.form.get("code", "")[:60])
        guess = limits.count_guess(sessions.address(), clock.now())
    except ValueError as wrong:
        return look_up_page(places, village, _("号码按错了"), str(wrong), 422)
    except Refused as wrong:
        waits = "请等" in wrong.problems[0].says
        heading = _("请等一等") if waits else _("还没选哪个村")
        return look_up_page(places, village, heading, wrong.problems[0].says, 429 if waits else 422)
    return work(code, village, queries.receipts_of(code, queries.terminals(village)), guess)  # type: ignore[no-any-return]  # work is one of two above
