"""/desk/bundles/: a round with the county now; the log onto a stick, and what a stick brings. Jobs in threads: no stick keeps the kiosk."""

from contextlib import closing
from typing import Any

from flask import Blueprint, Response, current_app

from terminal import clock
from terminal.errors import Problem, Refused, TerminalError
from terminal.staff.rules import Role
from terminal.sync import enrolment, introducing, pages, postman, queries
from terminal.sync.courier import Courier
from terminal.sync.jobs import Desk, Job
from terminal.sync.stick import Stick
from terminal.sync.wire import Wire
from terminal.village.queries import here
from terminal.web import forms
from terminal.web.forms import Form
from terminal.web.gates import needs
from terminal.web.pages import go_to, render_page

bp = Blueprint("cadre_sync", __name__, url_prefix="/desk/bundles")
INDEX, ENROL = "sync/cadre/index.html", "sync/cadre/enrol.html"
LABELS = {"配对码": "code", "地址": "address"}


def _desk() -> Desk:
    found: Desk = current_app.extensions["stick"]
    return found


def _courier() -> Courier:
    found: Courier = current_app.extensions["courier"]
    return found


def _values() -> dict[str, Any]:
    job = _desk().job
    delivered = queries.delivered()
    return {
        "carrying": pages.carrying(job),
        "sticks": pages.rows(pages.sticks()) if job is None or not job.is_running else [],
        "is_running": bool(job and job.is_running),
        "online": pages.online(_courier()),
        "waiting": queries.waiting(),
        "delivered": delivered.seq if delivered else 0,
    }


@bp.get("/")
@needs(Role.CADRE, Role.ADMIN)
def index() -> Response:
    return render_page(INDEX, fragment="sync/cadre/_carrying.html", keep=False, form=forms.empty(), **_values())


@bp.get("/online")
@needs(Role.CADRE, Role.ADMIN)
def online() -> Response:
    return render_page(INDEX, fragment="sync/cadre/_online.html", keep=False, form=forms.empty(), **_values())


@bp.post("/online")
@needs(Role.CADRE, Role.ADMIN)
def sync_now() -> Response:
    try:
        _courier().ask()
    except Refused as wrong:
        return forms.again(INDEX, forms.read(), wrong, **_values())
    return go_to(".online")


@bp.post("/online/cancel")
@needs(Role.CADRE, Role.ADMIN)
def stop_sync() -> Response:
    if job := _courier().desk.job:
        job.cancel()
    return go_to(".online")


def _named(form: Form) -> Stick:
    """The stick that was chosen. Raises Refused when it was pulled out."""
    name = form.line("stick")
    for one in pages.sticks():
        if one.name == name:
            return one
    raise Refused([Problem("这个 U 盘不在了。请重新插好，再点一次。")])


def _begin(what: str) -> Response:
    form, settings = forms.read(), current_app.config["SETTINGS"]
    tables = current_app.extensions["tables"]
    try:
        chosen = _named(form)
        if what == "export":
            job = Job(what, chosen.name, lambda job: postman.take_along(settings.data, chosen.path, job))
        else:
            job = Job(what, chosen.name, lambda job: postman.bring_in(settings.data, chosen.path, tables, job))
        _desk().begin(job)
    except Refused as wrong:
        return forms.again(INDEX, form, wrong, **_values())
    return go_to(".index")


@bp.post("/export")
@needs(Role.CADRE, Role.ADMIN)
def export() -> Response:
    return _begin("export")


@bp.post("/import")
@needs(Role.CADRE, Role.ADMIN)
def bring() -> Response:
    return _begin("import")


@bp.post("/cancel")
@needs(Role.CADRE, Role.ADMIN)
def cancel() -> Response:
    if job := _desk().job:
        job.cancel()
    return go_to(".index")


@bp.get("/enrol")
@needs(Role.ADMIN)
def enrol() -> Response:
    return render_page(ENROL, keep=False, form=forms.empty(LABELS), **pages.pairing())


@bp.post("/enrol")
@needs(Role.ADMIN, by_password=True)
def pair() -> Response:
    form = forms.read(LABELS)
    code, address = form.line("code", 300), form.line("address")
    try:
        form.refuse_if_wrong()
        _pair(code, address)
    except TerminalError as wrong:
        said = wrong if isinstance(wrong, Refused) else Refused([Problem(str(wrong), "address")])
        return forms.again(ENROL, form, said, **pages.pairing())
    return go_to(".enrol")


def _pair(code: str, address: str) -> None:
    """Ask over the line where there is an address; else the request waits for a stick."""
    settings = current_app.config["SETTINGS"]
    request, place = enrolment.begin(settings.data, code, here().name, address or settings.sync.county)
    if not place:
        return
    with closing(Wire(place, authority=settings.sync.authority)) as wire:
        paper = introducing.ask_over_the_line(wire, request)
    enrolment.take(settings.data, paper, clock.now())


@bp.post("/enrol/stick")
@needs(Role.ADMIN, by_password=True)
def pair_by_stick() -> Response:
    form = forms.read(LABELS)
    try:
        introducing.ask_by_stick(current_app.config["SETTINGS"].data, _named(form).path)
    except Refused as wrong:
        return forms.again(ENROL, form, wrong, **pages.pairing())
    return go_to(".enrol")


@bp.post("/enrol/drop")
@needs(Role.ADMIN, by_password=True)
def give_up_pairing() -> Response:
    enrolment.give_up(current_app.config["SETTINGS"].data)
    return go_to(".enrol")
