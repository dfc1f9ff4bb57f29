"""/benefits/: what my household was paid, found by touch alone: group, surname, household.

No address says a name: a household is named by the place of one of its rows in the log.
"""

from flask import Blueprint, Response, url_for

from terminal.tables.benefits import pages
from terminal.web import asking
from terminal.web.gates import open_to_all
from terminal.web.pages import render_page

bp = Blueprint("villager_benefits", __name__, url_prefix="/benefits")


@bp.get("/")
@open_to_all
def index() -> Response:
    return render_page(
        "tables/benefits/index.html",
        shown=pages.groups(asking.number("page")),
        lists=pages.lists(),
        back=url_for("villager_hall.home"),
    )


@bp.get("/<int(max=999):group>")
@open_to_all
def surnames(group: int) -> Response:
    name, shown = pages.surnames(group, asking.number("page"))
    return render_page("tables/benefits/surnames.html", name=name, group=group, shown=shown, back=url_for(".index"))


@bp.get("/<int(max=999):group>/<int(max=999):surname>")
@open_to_all
def households(group: int, surname: int) -> Response:
    name, shown = pages.households(group, surname, asking.number("page"))
    back = url_for(".surnames", group=group)
    return render_page(
        "tables/benefits/households.html", name=name, group=group, surname=surname, shown=shown, back=back
    )


@bp.get("/of/<line:number>")
@open_to_all
def household(number: str) -> Response:
    page = pages.household(number, asking.number("page"))
    return render_page("tables/benefits/household.html", page=page, number=number, back=page.back)
