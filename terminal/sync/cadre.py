"""/desk/bundles/: a round with the county now; the log onto a stick, and what a stick brings. Jobs in threads: no stick keeps the kiosk."""

from typing import Any

from flask import Blueprint, Response, current_app

from terminal.errors import Problem, Refused
from terminal.staff.rules import Role
from terminal.sync import pages, postman, queries
from terminal.sync.courier import Courier
from terminal.sync.jobs import Desk, Job
from terminal.sync.stick import Stick
from terminal.web import forms
from terminal.web.forms import Form
from terminal.web.gates import needs
from terminal.web.pages import go_to, render_page

bp = Blueprint("cadre_sync", __name__, url_prefix="/desk/bundles")
INDEX = "sync/cadre/index.html"


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
