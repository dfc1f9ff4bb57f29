"""/county/vouchers/: one voucher in the books of two villages, to be looked into."""

from flask import Blueprint, Response

from terminal.county import queries
from terminal.county.vouchers import pages
from terminal.ledger import vouchers
from terminal.web import asking
from terminal.web.gates import needs, who
from terminal.web.pages import render_page

bp = Blueprint("officer_vouchers", __name__, url_prefix="/county/vouchers")
EACH = 20


@bp.get("/")
@needs(*queries.SEES)
def index() -> Response:
    mine = {one.terminal for one in queries.villages_for(who().person)}
    every = {one.terminal: one for one in queries.every_village()}
    found = pages.twice(vouchers.in_several_villages(), mine, every)
    last = max(1, -(-len(found) // EACH))
    page = min(max(asking.number("page"), 1), last)
    rows = found[(page - 1) * EACH : page * EACH]
    return render_page("county/vouchers/index.html", keep=False, rows=rows, total=len(found), page=page, pages=last)
