"""/desk/review/: reading what was handed in, signing it or giving it back."""

from flask import Blueprint, Response

from terminal import clock
from terminal.drafts import actions, forms, pages, publishing, queries
from terminal.drafts.shapes import Draft
from terminal.errors import Refused
from terminal.staff.rules import Role
from terminal.web.forms import Form, again
from terminal.web.forms import empty as empty_form
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page

bp = Blueprint("supervisor_drafts", __name__, url_prefix="/desk/review")

PAGE = "drafts/supervisor/one.html"


@bp.get("/")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def index() -> Response:
    mine = [draft for draft in pages.waiting(who()) if not draft.may_edit]
    others = [draft for draft in queries.open_drafts() if not draft.may_edit and draft not in mine]
    rows, rest = ([pages.row(draft, "supervisor_drafts.one") for draft in found] for found in (mine, others))
    return render_page("drafts/supervisor/index.html", keep=False, rows=rows, rest=rest)


def _handed_in(number: int) -> Draft:
    return queries.text_of(queries.reviewable_by(who().person, number))


def _show(draft: Draft, form: Form, wrong: Refused | None = None) -> Response:
    values = pages.reviewing(draft, who().person, clock.today())
    if wrong is None:
        return render_page(PAGE, keep=False, form=form, page=values)
    return again(PAGE, form, wrong, page=values)


@bp.get("/<int:number>")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def one(number: int) -> Response:
    return _show(_handed_in(number), empty_form())


@bp.post("/<int:number>/sign")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def sign(number: int) -> Response:
    draft, form = _handed_in(number), forms.read()
    try:
        publishing.sign(draft.id, form.whole("round"), by=who().person, now=clock.now())
    except Refused as wrong:
        return _show(draft, form, wrong)
    return go_to(".one", number=number)


@bp.post("/<int:number>/return")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def send_back(number: int) -> Response:
    draft, form = _handed_in(number), forms.read()
    try:
        reason = form.text("reason", 1000)
        actions.send_back(draft.id, reason, form.whole("round"), by=who().person, now=clock.now())
    except Refused as wrong:
        return _show(draft, form, wrong)
    return go_to(".index")
