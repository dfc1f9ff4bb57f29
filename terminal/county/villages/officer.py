"""/county/: the villages there are."""

from flask import Blueprint, Response

from terminal.county import queries
from terminal.web.gates import needs, who
from terminal.web.pages import render_page

bp = Blueprint("officer_villages", __name__, url_prefix="/county")


@bp.get("/")
@needs(*queries.SEES)
def home() -> Response:
    return render_page("county/officer/villages.html", keep=False, villages=queries.villages_for(who().person))
