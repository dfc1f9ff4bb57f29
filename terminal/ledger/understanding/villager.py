"""/ledger/…/plain: the accounts of a month, quarter or year in plain words; and the sheet to take home."""

from flask import Blueprint, Response, current_app, g

from terminal import clock
from terminal.errors import NotFound
from terminal.ledger import pages as ledger
from terminal.ledger.takehome import pages as takehome
from terminal.ledger.understanding import pages
from terminal.text.days import Period
from terminal.web import asking
from terminal.web.gates import open_to_all
from terminal.web.pages import render_page
from terminal.web.papers import hand_out, in_chinese

bp = Blueprint("villager_understanding", __name__, url_prefix="/ledger")


@bp.get("/<year:year>/plain")
@bp.get("/<year:year>/q<int(min=1, max=4):quarter>/plain")
@bp.get("/<year:year>/<month:month>/plain")
@open_to_all
def index(year: int, quarter: int = 0, month: int = 0) -> Response:
    period = Period("M", year, month) if month else Period("Q", year, quarter) if quarter else Period("Y", year)
    desk = _desk(period)
    screen = pages.screen(desk, period, asking.words("show", 10), asking.number("page"), g.look)
    if screen is None:
        raise NotFound(f"{period.label()}的账还没公布。")
    return render_page(
        "ledger/understanding/plain.html",
        fragment="ledger/understanding/_plain_part.html",
        screen=screen,
        back=desk.span_url(period),
    )


@bp.route("/<year:year>/q<int(min=1, max=4):quarter>/takehome.pdf", methods=["GET", "POST"])
@open_to_all
def paper(year: int, quarter: int) -> Response:
    period = Period("Q", year, quarter)
    with in_chinese():
        desk = _desk(period)
        html = takehome.html(desk, period)
    made = current_app.extensions["printer"].pdf(html, title=takehome.title(period))
    return hand_out(made, f"takehome-{desk.account.key}-{period.key}.pdf")


def _desk(period: Period) -> ledger.Desk:
    """Raises NotFound for a time nothing is owed for."""
    desk = ledger.desk(asking.words("account", 30))
    if desk is None or period.last < desk.shelf.since.first or period.first > clock.today():
        raise NotFound(f"{period.label()}没有账。")
    return desk
