"""/county/terminals/: codes for new machines, and what is done with one that is stolen, dead or copied."""

from flask import Blueprint, Response, current_app, request

from terminal import clock
from terminal.county import access, actions, pairing, queries
from terminal.county.pairing import Made, Wanted
from terminal.county.queries import Village
from terminal.county.terminals import pages
from terminal.errors import Refused
from terminal.staff.rules import Role
from terminal.web import forms
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page

bp = Blueprint("officer_terminals", __name__, url_prefix="/county/terminals")
INDEX, ONE, CODE = (f"county/officer/{name}.html" for name in ("terminals", "terminal", "code"))
LABELS = {"村的代码": "village", "村名": "name", "乡镇": "township", "原因": "reason"}


def _note(what: str, village: str = "", about: str = "") -> None:
    access.record(who().person, what, act="changed", village=village, about=about, now=clock.now())


def _address() -> str:
    """Where terminals reach this county: as the settings say, or as this page was reached."""
    said: str = current_app.config["SETTINGS"].server.address
    return said or request.host_url.rstrip("/")


def _made(made: Made, wanted: Wanted) -> Response:
    """The code, this once; nobody can show it again."""
    key = current_app.extensions["intake"].key
    return render_page(CODE, keep=False, **pages.code(made, wanted, _address(), key))


@bp.get("/")
@needs(Role.OFFICER, Role.ADMIN)
def index() -> Response:
    form = forms.empty(LABELS)
    return render_page(INDEX, keep=False, form=form, **pages.index(who().person, current_app.config["SETTINGS"]))


@bp.post("/codes")
@needs(Role.OFFICER, Role.ADMIN)
def make() -> Response:
    form, settings = forms.read(LABELS), current_app.config["SETTINGS"]
    wanted = Wanted(form.line("village"), form.line("name"), form.one("township", pages.townships(settings)))
    try:
        form.refuse_if_wrong()
        made = pairing.make(wanted, by=who().by, now=clock.now())
    except Refused as wrong:
        return forms.again(INDEX, form, wrong, **pages.index(who().person, settings))
    _note("terminal.code", about=made.number)
    return _made(made, wanted)


@bp.post("/codes/<string:number>/drop")
@needs(Role.OFFICER, Role.ADMIN)
def drop(number: str) -> Response:
    pairing.take_back(pairing.one(number).number)
    _note("terminal.code-drop", about=number)
    return go_to(".index")


@bp.get("/<string:code>")
@needs(Role.OFFICER, Role.ADMIN)
def one(code: str) -> Response:
    village = queries.village_for(who().person, code)
    return render_page(ONE, keep=False, form=forms.empty(LABELS), **pages.one(village))


@bp.post("/<string:code>/replace")
@needs(Role.OFFICER, Role.ADMIN)
def replace(code: str) -> Response:
    village = queries.village_for(who().person, code)
    wanted = Wanted(village.code, village.name, village.township, restores=village.terminal)
    made = pairing.make(wanted, by=who().by, now=clock.now())
    _note("terminal.replace", village.terminal, made.number)
    return _made(made, wanted)


@bp.post("/<string:code>/revoke")
@needs(Role.OFFICER, Role.ADMIN)
def revoke(code: str) -> Response:
    return _decided(code, "terminal.revoke")


@bp.post("/<string:code>/release")
@needs(Role.OFFICER, Role.ADMIN)
def release(code: str) -> Response:
    return _decided(code, "terminal.release")


def _decided(code: str, what: str) -> Response:
    village: Village = queries.village_for(who().person, code)
    form = forms.read(LABELS)
    verb = {"terminal.revoke": actions.revoke, "terminal.release": actions.release}[what]
    try:
        verb(village.terminal, form.line("reason"), by=who().by, now=clock.now())
    except Refused as wrong:
        return forms.again(ONE, form, wrong, **pages.one(village))
    if what == "terminal.revoke":
        current_app.extensions["intake"].spool.clear(village.terminal)
    _note(what, village.terminal)
    return go_to(".one", code=code)
