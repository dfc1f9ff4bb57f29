"""/county/received/, /county/aside/: what villages sent and what receipt they got; what lies aside, and why."""

from flask import Blueprint, Response, current_app, request, send_file

from terminal import clock
from terminal.county import arrivals, queries
from terminal.county.queries import Village
from terminal.county.received import pages
from terminal.county.received.aside import Lying, fetched, one, settle
from terminal.errors import Refused
from terminal.staff.rules import Role
from terminal.web import asking, forms
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page

bp = Blueprint("officer_received", __name__, url_prefix="/county")

ROWS = 30
ONE = "county/officer/aside_one.html"
LABELS = {"查明了什么": "reason"}


@bp.get("/received/")
@needs(*queries.SEES)
def index() -> Response:
    known = {one.terminal: one for one in queries.villages_for(who().person)}
    trouble = request.args.get("show") == "trouble"
    found = arrivals.page(tuple(known), asking.number("page"), ROWS, trouble=trouble)
    rows = pages.came(found, known)
    return render_page("county/officer/received.html", keep=False, found=found, trouble=trouble, rows=rows)


@bp.get("/aside/")
@needs(*queries.SEES)
def aside() -> Response:
    return render_page("county/officer/aside.html", keep=False, rows=pages.aside(queries.villages_for(who().person)))


def _lying(code: str, file: str) -> tuple[Village, Lying]:
    village = queries.village_for(who().person, code)
    return village, one(current_app.config["SETTINGS"].data, village.terminal, file)


@bp.get("/aside/<string:code>/<string:file>")
@needs(*queries.SEES)
def lies(code: str, file: str) -> Response:
    village, found = _lying(code, file)
    return render_page(ONE, keep=False, form=forms.empty(LABELS), **pages.one(found, village, who().person))


@bp.post("/aside/<string:code>/<string:file>/fetch")
@needs(Role.OFFICER, Role.ADMIN)
def fetch(code: str, file: str) -> Response:
    path = fetched(_lying(code, file)[1], by=who().person, now=clock.now())
    response = send_file(path, mimetype="application/zip", as_attachment=True, download_name=path.name)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/aside/<string:code>/<string:file>/settle")
@needs(Role.OFFICER, Role.ADMIN)
def settled(code: str, file: str) -> Response:
    (village, found), form = _lying(code, file), forms.read(LABELS)
    try:
        settle(found, form.line("reason"), by=who().person, now=clock.now())
    except Refused as wrong:
        return forms.again(ONE, form, wrong, **pages.one(found, village, who().person))
    return go_to(".lies", code=code, file=file)
