"""/desk/ledger/drafts/<n>/lines/: one row of a sheet put right, added, dropped, put back."""

from flask import Blueprint, Response, url_for

from terminal import clock
from terminal.drafts.ledger import queries
from terminal.drafts.ledger.cadre import show
from terminal.drafts.ledger.lines import actions, forms
from terminal.drafts.ledger.lines.pages import Asked
from terminal.drafts.shapes import Clash
from terminal.drafts.way.cadre import both
from terminal.errors import Refused
from terminal.staff.rules import Role
from terminal.web.forms import Form
from terminal.web.forms import read as read_form
from terminal.web.gates import needs, who
from terminal.web.pages import see_other

bp = Blueprint("cadre_ledger_lines", __name__, url_prefix="/desk/ledger/drafts/<int:number>/lines")
bp.register_error_handler(Clash, both)


def _back(number: int, row: str = "", to: str = "") -> Response:
    """The sheet again, at the row that was changed, or with another one open."""
    return see_other(f"{url_for('cadre_ledger.draft', number=number, row=to or None)}#row-{to or row}")


@bp.post("/<row:key>")
@needs(Role.CADRE)
def put(number: int, key: str) -> Response:
    work = queries.readable_by(who().person, number)
    form, cells = forms.read(work.period)
    try:
        form.refuse_if_wrong()
        actions.put(number, key, cells, form.whole("revision"), by=who().person, now=clock.now())
    except Refused as wrong:
        return _again(number, Asked(key, None, form), wrong)
    return _back(number, key, form.line("next", 8) if form.ticked("on") else "")


@bp.post("/add")
@needs(Role.CADRE)
def add(number: int) -> Response:
    work = queries.readable_by(who().person, number)
    form, cells = forms.read(work.period)
    behind = form.line("behind", 8)
    try:
        form.refuse_if_wrong()
        actions.add(number, behind, cells, form.whole("revision"), by=who().person, now=clock.now())
    except Refused as wrong:
        return _again(number, Asked("", behind, form), wrong)
    return _back(number, behind)


@bp.post("/<row:key>/accept")
@needs(Role.CADRE)
def accept(number: int, key: str) -> Response:
    form = read_form()
    try:
        actions.accept(number, key, form.whole("revision"), by=who().person, now=clock.now())
    except Refused as wrong:
        return _again(number, Asked(), wrong, form)
    return _back(number, key)


@bp.post("/<row:key>/drop")
@needs(Role.CADRE)
def drop(number: int, key: str) -> Response:
    form = read_form()
    try:
        actions.drop(number, key, form.whole("revision"), by=who().person, now=clock.now())
    except Refused as wrong:
        return _again(number, Asked(), wrong, form)
    return _back(number)


@bp.post("/<row:key>/restore")
@needs(Role.CADRE)
def restore(number: int, key: str) -> Response:
    form = read_form()
    try:
        actions.restore(number, key, form.whole("revision"), by=who().person, now=clock.now())
    except Refused as wrong:
        return _again(number, Asked(), wrong, form)
    return _back(number, key)


def _again(number: int, asked: Asked, wrong: Refused, form: Form | None = None) -> Response:
    """The sheet with what was typed: problems of the open row stand in it, others above the page."""
    if asked.form:
        asked.form.take(wrong.problems)
        wrong = Refused(())
    return show(queries.readable_by(who().person, number), form, wrong, asked)
