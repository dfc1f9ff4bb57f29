"""/surveys/: what the unit asks, one tap for each answer, nothing kept before the last one; and the counts afterwards."""

import secrets

from flask import Blueprint, Response, current_app, g, request, url_for

from terminal import clock
from terminal.errors import Refused
from terminal.register.queries import paged
from terminal.surveys import actions, pages, queries, rules
from terminal.surveys.pages import Step
from terminal.surveys.pause import Pause
from terminal.surveys.queries import Asked
from terminal.village.queries import here
from terminal.web import asking, sessions
from terminal.web.gates import open_to_all
from terminal.web.looks import rows_per_page
from terminal.web.pages import go_to, render_page

bp = Blueprint("villager_surveys", __name__, url_prefix="/surveys")

ONE = "surveys/villager/one.html"


@bp.get("/")
@open_to_all
def index() -> Response:
    found, size = pages.rows(here().origin, clock.today()), rows_per_page(g.look, "entries")
    number, screens = paged(len(found), asking.number("page"), size)
    return render_page(
        "surveys/villager/index.html",
        rows=found[(number - 1) * size : number * size],
        number=number,
        screens=screens,
        back=url_for("villager_hall.home"),
    )


@bp.get("/<int:number>")
@open_to_all
def one(number: int) -> Response:
    asked = queries.one(here().origin, number)
    state = asked.state(clock.today())
    if state == "over":
        page = pages.results(asked, asking.number("page"))
        return render_page("surveys/villager/results.html", page=page, facts_list=pages.facts(asked), back=_list())
    return render_page(ONE, asked=asked, state=state, pause=int(rules.PAUSE.total_seconds()), back=_list())


def _list() -> str:
    return url_for(".index")


def _step(step: Step, status: int = 200) -> Response:
    return render_page(
        "surveys/villager/fill.html",
        fragment="surveys/villager/_sheet.html",
        status=status,
        keep=False,
        step=step,
        back=url_for(".one", number=step.asked.number),
    )


def _open(number: int) -> Asked | None:
    asked = queries.one(here().origin, number)
    return asked if asked.state(clock.today()) == "open" else None


@bp.get("/<int:number>/fill")
@open_to_all
def begin(number: int) -> Response:
    asked = _open(number)
    return _step(Step(asked, secrets.token_hex(16), ())) if asked else go_to(".one", number=number)


@bp.post("/<int:number>/fill")
@open_to_all
def fill(number: int) -> Response:
    """The next question, the one before, or what was chosen; earlier answers stand in the form and nowhere else."""
    asked = _open(number)
    if asked is None:
        return go_to(".one", number=number)
    before = rules.read_answers(request.form.getlist("answer"), asked.questions)
    if "before" in request.form:
        return _step(Step(asked, _chance(), before[:-1]))
    tapped = request.form.getlist("choose")[:1]
    given = rules.read_answers([*map(str, before), *tapped], asked.questions)
    wrong = () if len(given) > len(before) or len(before) == len(asked.questions) else (rules.CHOOSE,)
    return _step(Step(asked, _chance(), given, wrong), 422 if wrong else 200)


def _chance() -> str:
    """The chance number of this sheet, as the form carries it."""
    return request.form.get("form", "")[:64]


def _pause() -> Pause:
    found: Pause = current_app.extensions.setdefault("survey_pause", Pause())
    return found


@bp.post("/<int:number>/hand-in")
@open_to_all
def hand_in(number: int) -> Response:
    asked, now, screen = queries.one(here().origin, number), clock.now(), sessions.address()
    given = rules.read_answers(request.form.getlist("answer"), asked.questions)
    wait = 0 if queries.is_counted(_chance()) else _pause().wait(screen, now.at)
    if wait:
        return _step(Step(asked, _chance(), given, (rules.please_wait(wait),)), 422)
    try:
        if actions.answer(number, _chance(), given, now=now):
            _pause().begin(screen, now.at)
    except Refused as wrong:
        if asked.state(now.today) != "open":
            return go_to(".one", number=number)
        chance = _chance() if rules.is_chance(_chance()) else secrets.token_hex(16)
        return _step(Step(asked, chance, given, tuple(one.says for one in wrong.problems)), 422)
    return go_to(".thanks", number=number)


@bp.get("/<int:number>/thanks")
@open_to_all
def thanks(number: int) -> Response:
    return render_page("surveys/villager/thanks.html", asked=queries.one(here().origin, number), back=_list())
