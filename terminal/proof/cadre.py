"""/desk/proof/: sheets for the wall, photographs of them hanging there, archive cards."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, current_app, request

from terminal import clock
from terminal.errors import NotFound, Refused
from terminal.journal.append import origin
from terminal.proof import actions, pages, queries
from terminal.proof.rules import LONGEST_PLACE
from terminal.proof.witness import of_thing
from terminal.register.queries import paged
from terminal.staff.rules import Role
from terminal.text.days import read_day
from terminal.web import asking, forms
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page
from terminal.web.papers import hand_out

bp = Blueprint("cadre_proof", __name__, url_prefix="/desk/proof")

LABELS = {"地点": "place", "日期": "posted_on", "照片": "picture"}
ROWS = 20


@bp.get("/")
@needs()
def index() -> Response:
    asked = asking.words("number", 40)
    if asked and (found := queries.thing_numbered(origin(), asked)):
        return go_to(".one", number=found.number)
    rows = pages.hanging_rows(clock.today())
    number, count = paged(len(rows), asking.number("page"), ROWS)
    shown = rows[(number - 1) * ROWS : number * ROWS]
    return render_page(
        "proof/cadre/index.html", keep=False, rows=shown, number=number, pages=count, total=len(rows), asked=asked
    )


def _one(number: str, form: forms.Form, wrong: Refused | None = None) -> Response:
    thing = queries.thing(origin(), number)
    told = of_thing(thing.obj)
    if not told:
        raise NotFound(f"日志里没有索引号为 {number} 的公开信息。")
    values: dict[str, Any] = {
        "thing": thing,
        "answer": pages.answer_to(told[-1]),
        "mark": told[-1].fingerprint,
        "postings": queries.postings(origin(), thing.obj),
    }
    if wrong is None:
        return render_page("proof/cadre/one.html", keep=False, form=form, **values)
    return forms.again("proof/cadre/one.html", form, wrong, **values)


@bp.get("/<index_no:number>")
@needs()
def one(number: str) -> Response:
    return _one(number, forms.empty(LABELS, posted_on=clock.today().isoformat(), poster=who().name))


def _day(form: forms.Form) -> date:
    """The day a form names; one that is none is complained about at its field."""
    try:
        return read_day(form.line("posted_on", 20), clock.today().year)
    except ValueError as wrong:
        form.complain("posted_on", str(wrong))
        return clock.today()


@bp.post("/<index_no:number>")
@needs(Role.CADRE, Role.SUPERVISOR)
def post(number: str) -> Response:
    form, sent = forms.read(LABELS), request.files.get("picture")
    posted_on, place, poster = _day(form), form.line("place", LONGEST_PLACE), form.line("poster", 20)
    data = sent.read() if sent and sent.filename else b""
    if not data:
        form.complain("picture", "还没选照片。请拍一张贴好的纸，看得清字。")
    try:
        form.refuse_if_wrong()
        photograph = actions.Photograph(data, sent.filename or "" if sent else "", place, posted_on, poster)
        actions.post(number, photograph, by=who().by, now=clock.now())
    except Refused as wrong:
        return _one(number, form, wrong)
    return go_to(".one", number=number)


@bp.route("/<index_no:number>/card.pdf", methods=["GET", "POST"])
@needs()
def card(number: str) -> Response:
    thing = queries.thing(origin(), number)
    made = current_app.extensions["printer"].pdf(pages.card_html(thing), title=thing.title)
    return hand_out(made, f"card-{number}.pdf")
