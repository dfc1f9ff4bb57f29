"""/county/pull/: where terminals answer in the county's network, and fetching from one or all of them now."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, current_app

from terminal.county import fetching, queries
from terminal.county.gathering import pages
from terminal.errors import NotFound, Refused, TerminalError
from terminal.staff.rules import Role
from terminal.sync.jobs import Desk, Job
from terminal.web import forms
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page

bp = Blueprint("officer_gathering", __name__, url_prefix="/county/pull")
INDEX = "county/officer/pull.html"


def _desk() -> Desk:
    found: Desk = current_app.extensions["fetching"]
    return found


def _values() -> dict[str, Any]:
    villages = queries.villages_for(who().person)
    return {"fetch": pages.fetch(_desk().job), "rows": pages.rows(villages, fetching.addresses())}


@bp.get("/")
@needs(Role.OFFICER, Role.ADMIN)
def index() -> Response:
    return render_page(INDEX, fragment="county/officer/_fetch.html", keep=False, form=forms.empty(), **_values())


@bp.post("/address")
@needs(Role.OFFICER, Role.ADMIN)
def address() -> Response:
    form = forms.read()
    village = queries.village_for(who().person, form.line("code"))
    try:
        fetching.remember(village.terminal, form.line("address"))
    except TerminalError as wrong:
        return forms.again(INDEX, form, Refused(pages.problem(wrong)), **_values())
    return go_to(".index")


@bp.post("/")
@needs(Role.OFFICER, Role.ADMIN)
def pull() -> Response:
    form, settings = forms.read(), current_app.config["SETTINGS"]
    code, tables = form.line("code"), current_app.extensions["intake"].tables
    chosen = [queries.village_for(who().person, code).terminal] if code else None
    try:
        wanted = list(fetching.addresses(chosen).values())
        if not wanted:
            raise Refused(pages.problem(NotFound("还没有写地址。请先写上终端在网上的地址。")))

        def work(job: Job) -> Iterator[str]:
            for one in fetching.fetch_all(settings.data, tables, wanted, job):
                yield f"{one.name}：{one.says}"

        _desk().begin(Job("pull", "county", work))
    except Refused as wrong:
        return forms.again(INDEX, form, wrong, **_values())
    return go_to(".index")


@bp.post("/cancel")
@needs(Role.OFFICER, Role.ADMIN)
def cancel() -> Response:
    if job := _desk().job:
        job.cancel()
    return go_to(".index")
