"""/desk/published/: everything that is public, found again; corrected, withdrawn, objected to."""

from collections.abc import Callable

from flask import Blueprint, Response

from terminal import clock
from terminal.drafts import actions, forms, publishing
from terminal.drafts.public import pages
from terminal.errors import Refused
from terminal.staff.rules import Role
from terminal.web import asking
from terminal.web.forms import Form, again, empty
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page

bp = Blueprint("cadre_published", __name__, url_prefix="/desk/published")

PUBLIC = "drafts/cadre/public.html"


@bp.get("/")
@needs(Role.CADRE)
def index() -> Response:
    asked, item = asking.words("q", 40), asking.words("item", 8)
    found = pages.listing(asked, asking.number("year", 0), item, asking.number("page"))
    return render_page("drafts/cadre/publics.html", keep=False, found=found)


@bp.get("/<index_no:number>")
@needs(Role.CADRE)
def published(number: str) -> Response:
    return render_page(PUBLIC, keep=False, page=pages.public_page(number, clock.today()), form=empty(), part="")


@bp.post("/<index_no:number>/revise")
@needs(Role.CADRE)
def revise(number: str) -> Response:
    return go_to("cadre_drafts.one", number=actions.start_revision(number, by=who().person, now=clock.now()))


def _changed(number: str, part: str, work: Callable[[Form], None]) -> Response:
    form = forms.read()
    try:
        work(form)
    except Refused as wrong:
        return again(PUBLIC, form, wrong, page=pages.public_page(number, clock.today()), part=part)
    return go_to(".published", number=number)


@bp.post("/<index_no:number>/withdraw")
@needs(Role.CADRE, by_password=True)
def withdraw(number: str) -> Response:
    def take_down(form: Form) -> None:
        publishing.withdraw(number, form.text("reason", 1000), by=who().person, now=clock.now())

    return _changed(number, "withdraw", take_down)


@bp.post("/<index_no:number>/objections")
@needs(Role.CADRE)
def object_to(number: str) -> Response:
    def note(form: Form) -> None:
        gist, outcome = form.text("gist", 1000), form.text("outcome", 1000)
        day = forms.day(form, "received_on", clock.today())
        publishing.object_to(number, gist, outcome, day, by=who().person, now=clock.now())

    return _changed(number, "objection", note)
