"""/county/missing/: letters somebody holds a receipt for and that never came; it reflects on the terminal."""

from flask import Blueprint, Response

from terminal.county.receipt import queries
from terminal.staff.rules import Role
from terminal.web.gates import needs, who
from terminal.web.pages import render_page

bp = Blueprint("officer_missing", __name__, url_prefix="/county/missing")


@bp.get("/")
@needs(Role.OFFICER, Role.TOWNSHIP, Role.AUDITOR)
def index() -> Response:
    return render_page("county/receipt/officer.html", keep=False, rows=queries.missing_for(who().person))
