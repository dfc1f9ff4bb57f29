"""/desk/published/: everything that is public, found again; corrected, withdrawn, objected to."""

from collections.abc import Callable

from flask import Blueprint, Response

from terminal import clock
from terminal.drafts import actions, forms, publishing
from terminal.drafts.public import pages, queries, removing
from terminal.errors import Refused
from terminal.staff.rules import Role
from terminal.web import asking
from terminal.web.forms import Form, again, empty
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page

bp = Blueprint("cadre_published", __name__, url_prefix="/desk/published")

PUBLIC, REMOVAL = "drafts/cadre/public.html", "drafts/cadre/removal.html"
VERSIONS = tuple(str(number) for number in range(1, 100))


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


@bp.post("/<index_no:number>/remove")
@needs(Role.CADRE, by_password=True)
def ask_to_remove(number: str) -> Response:
    form = forms.read()
    wanted = [int(one) for one in form.many("versions", VERSIONS) if one.isdecimal()]
    try:
        basis, reason = form.line("basis", 200), form.text("why", 1000)
        form.refuse_if_wrong()
        removal = removing.ask(number, wanted, basis, reason, by=who().person, now=clock.now())
    except Refused as wrong:
        return again(PUBLIC, form, wrong, page=pages.public_page(number, clock.today()), part="remove")
    return go_to(".removal", number=removal)


def _removal(number: int, form: Form, wrong: Refused | None = None) -> Response:
    page = pages.removal_page(queries.removal_for(who().person, number), who().person)
    if wrong is None:
        return render_page(REMOVAL, keep=False, form=form, page=page)
    return again(REMOVAL, form, wrong, page=page)


@bp.get("/removals/<int:number>")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def removal(number: int) -> Response:
    return _removal(number, empty())


@bp.post("/removals/<int:number>/allow")
@needs(Role.SUPERVISOR, Role.APPROVER, by_password=True)
def allow(number: int) -> Response:
    asked = queries.removal_for(who().person, number)
    try:
        removing.allow(asked.id, by=who().person, now=clock.now())
    except Refused as wrong:
        return _removal(number, forms.read(), wrong)
    return go_to(".removal", number=number)


@bp.post("/removals/<int:number>/refuse")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def refuse(number: int) -> Response:
    asked, form = queries.removal_for(who().person, number), forms.read()
    try:
        removing.refuse(asked.id, form.text("note", 1000), by=who().person, now=clock.now())
    except Refused as wrong:
        return _removal(number, form, wrong)
    return go_to(".removal", number=number)
