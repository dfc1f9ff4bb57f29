"""/county/received/, /county/aside/: what villages sent and what receipt they got; what lies aside, and why."""

from flask import Blueprint, Response, request

from terminal.county import arrivals, queries
from terminal.county.received import pages
from terminal.web import asking
from terminal.web.gates import needs, who
from terminal.web.pages import render_page

bp = Blueprint("officer_received", __name__, url_prefix="/county")

ROWS = 30


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
