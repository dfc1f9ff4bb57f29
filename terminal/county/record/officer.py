"""/county/record/: who opened what and who changed what; for auditors, who only look."""

from flask import Blueprint, Response

from terminal.county import access
from terminal.county.record import pages
from terminal.staff.rules import Role
from terminal.web import asking
from terminal.web.gates import needs
from terminal.web.pages import render_page

bp = Blueprint("officer_record", __name__, url_prefix="/county/record")

ROWS = 30


@bp.get("/")
@needs(Role.ADMIN, Role.AUDITOR)
def index() -> Response:
    show, person = asking.one_of("show", list(access.PARTS)), asking.words("person", 20)
    found = access.page(asking.number("page"), ROWS, show=show, person=person)
    return render_page(
        "county/officer/record.html",
        keep=False,
        found=found,
        lines=pages.lines(found),
        choices=pages.choices(show, person),
        turns=pages.turns(found, show, person),
        person=person,
    )
