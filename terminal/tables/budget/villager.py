"""/tables/plan/<year>/kept: what was planned for the year, and what came of it so far."""

from flask import Blueprint, Response, g, url_for
from flask_babel import gettext as _

from terminal.errors import NotFound
from terminal.register.queries import paged
from terminal.tables.budget import queries, words
from terminal.village.queries import here
from terminal.web import asking
from terminal.web.gates import open_to_all
from terminal.web.looks import rows_per_page
from terminal.web.pages import render_page

bp = Blueprint("villager_budget", __name__, url_prefix="/tables/plan")


@bp.get("/<year:year>/kept")
@open_to_all
def kept(year: int) -> Response:
    found = queries.year(here().origin, year)
    if found is None:
        raise NotFound(_("这一年的财务计划还没公布。"))
    back = url_for("villager_tables.table", sort="plan", period=str(year))
    size = rows_per_page(g.look, "kept")
    number, count = paged(len(found.rows), asking.number("page"), size)
    return render_page(
        "tables/budget/kept.html",
        found=found,
        rows=found.rows[(number - 1) * size : number * size],
        compared=words.compared,
        year=year,
        number=number,
        pages=count,
        back=back,
    )
