"""/desk/ledger/columns/: what the columns of a file are, said by whoever sends it; and what was said before."""

from typing import Any

from flask import Blueprint, Response

from terminal import clock
from terminal.drafts.ledger import words as sentences
from terminal.drafts.ledger.teaching import actions, naming, queries
from terminal.errors import NotFound, Refused
from terminal.ledger.sheets.headers import LABELS
from terminal.staff.rules import Role
from terminal.web import forms
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page

bp = Blueprint("cadre_ledger_columns", __name__, url_prefix="/desk/ledger/columns")
PAGE = "drafts/ledger/columns.html"
LONGEST = 60


def _values(number: int) -> dict[str, Any]:
    person = who().person
    found = queries.waiting(person, number)
    grid = actions.unread(found.sent, {})
    if grid is None:
        raise NotFound("这个文件现在读得懂了，或者不能留。请从“财务公开”里重新传。")
    columns = naming.columns(grid, queries.words(person))
    return {"number": number, "name": found.sent.name, "sheet": grid.name, "columns": columns, "labels": LABELS}


@bp.get("/")
@needs(Role.CADRE)
def index() -> Response:
    said = [(word, LABELS[field]) for word, field in queries.words(who().person).items()]
    return render_page("drafts/ledger/taught.html", keep=False, said=said)


@bp.get("/<int:number>")
@needs(Role.CADRE)
def show(number: int) -> Response:
    values = _values(number)
    said = {f"field-{one.place}": one.field for one in values["columns"]}
    return render_page(PAGE, keep=False, form=forms.empty({}, **said), **values)


@bp.post("/<int:number>")
@needs(Role.CADRE)
def teach(number: int) -> Response:
    values, form = _values(number), forms.read()
    chosen = {one.word: form.line(f"field-{one.place}", 20) for one in values["columns"]}
    try:
        draft = actions.teach(
            number,
            {word: field for word, field in chosen.items() if field in LABELS},
            by=who().person,
            now=clock.now(),
        )
    except Refused as wrong:
        return forms.again(PAGE, form, sentences.plainly(wrong.problems), **values)
    return go_to("cadre_ledger.draft", number=draft)


@bp.post("/forget")
@needs(Role.CADRE)
def forget() -> Response:
    actions.forget(forms.read().line("word", LONGEST), by=who().person)
    return go_to(".index")
