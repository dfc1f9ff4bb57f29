"""/county/pull/: where terminals answer in the county's network, and fetching from one or all of them now."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, current_app

from terminal.county import fetching, queries
from terminal.county.gathering import pages
from terminal.errors import NotFound, Refused, TerminalError
from terminal.sync.jobs import Desk, Job
from terminal.web import asking, forms
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page

bp = Blueprint("officer_gathering", __name__, url_prefix="/county/pull")
INDEX = "county/officer/pull.html"
REACH = "county/officer/reach.html"
NOWHERE = "还没有写地址。请先写上终端在网上的地址。"


def _desk() -> Desk:
    found: Desk = current_app.extensions["fetching"]
    return found


def _values() -> dict[str, Any]:
    shelf = pages.shelf(queries.villages_for(who().person), fetching.addresses(), asking.number("page"))
    return {"fetch": pages.fetch(_desk().job), "shelf": shelf}


@bp.get("/")
@needs(*pages.MAY)
def index() -> Response:
    return render_page(INDEX, fragment="county/officer/_fetch.html", keep=False, form=forms.empty(), **_values())


@bp.get("/<unit:code>")
@needs(*pages.MAY)
def one(code: str) -> Response:
    village = queries.village_for(who().person, code)
    known = fetching.addresses([village.terminal]).get(village.terminal, "")
    return render_page(REACH, keep=False, form=forms.empty(address=known), at=village, known=known)


@bp.post("/<unit:code>")
@needs(*pages.MAY)
def address(code: str) -> Response:
    form, village = forms.read(), queries.village_for(who().person, code)
    try:
        fetching.remember(village.terminal, form.line("address"))
    except TerminalError as wrong:
        return forms.again(REACH, form, Refused(pages.problem(wrong)), at=village, known="")
    return go_to(".one", code=code)


@bp.post("/")
@needs(*pages.MAY)
def pull() -> Response:
    form, settings = forms.read(), current_app.config["SETTINGS"]
    code, tables = form.line("code"), current_app.extensions["intake"].tables
    chosen = [queries.village_for(who().person, code).terminal] if code else None
    try:
        wanted = list(fetching.addresses(chosen).values())
        if not wanted:
            raise Refused(pages.problem(NotFound(NOWHERE)))

        def work(job: Job) -> Iterator[str]:
            for one in fetching.fetch_all(settings.data, tables, wanted, job):
                yield f"{one.name}：{one.says}"

        _desk().begin(Job("pull", "county", work))
    except Refused as wrong:
        return forms.again(INDEX, form, wrong, **_values())
    return go_to(".index")


@bp.post("/cancel")
@needs(*pages.MAY)
def cancel() -> Response:
    if job := _desk().job:
        job.cancel()
    return go_to(".index")
