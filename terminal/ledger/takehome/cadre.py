"""/desk/takehome/: printing the sheets that every household takes home (明白纸)."""

from typing import Any

from flask import Blueprint, Response, current_app

from terminal import clock
from terminal.errors import NotFound, Problem, Refused
from terminal.ledger import pages as ledger
from terminal.ledger.takehome import pages as takehome
from terminal.text.days import Period
from terminal.village.queries import here
from terminal.web import forms
from terminal.web.gates import needs
from terminal.web.pages import go_to, render_page
from terminal.web.papers import in_chinese, print_out, printer

bp = Blueprint("cadre_takehome", __name__, url_prefix="/desk/takehome")

LABELS = {"份数": "copies"}
MOST = 3_000  # copies of one job: every household of the largest village


def _values() -> dict[str, Any]:
    return {"sheets": takehome.sheets(clock.today()), "has_printer": bool(printer()), "households": here().households}


@bp.get("/")
@needs()
def index() -> Response:
    form = forms.empty(LABELS, copies=str(here().households or 1))
    return render_page("ledger/takehome/desk.html", keep=False, form=form, **_values())


@bp.post("/")
@needs()
def hand_round() -> Response:
    form = forms.read(LABELS)
    copies = form.whole("copies")
    desk, period = _wanted(form.line("account"), form.line("quarter"))
    try:
        if not 1 <= copies <= MOST:
            raise Refused([Problem(f"请写要几份，1 到 {MOST}。", "份数")])
        with in_chinese():
            made = current_app.extensions["printer"].pdf(takehome.html(desk, period), title=takehome.title(period))
        print_out(made, copies)
    except Refused as wrong:
        return forms.again("ledger/takehome/desk.html", form, wrong, **_values())
    return go_to(".index", sent=copies)


def _wanted(account: str, quarter: str) -> tuple[ledger.Desk, Period]:
    """The quarter chosen on the page. Raises NotFound for one that is not on it."""
    desk = ledger.desk(account)
    for period in takehome.quarters(desk, clock.today()) if desk else ():
        if desk and period.key == quarter:
            return desk, period
    raise NotFound("没有这个季度的账。")
