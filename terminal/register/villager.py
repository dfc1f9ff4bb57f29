"""/search and /due/: finding what is public, and seeing what is not."""

from string import ascii_uppercase

from flask import Blueprint, Response, g, url_for

from terminal import clock
from terminal.catalogue.queries import catalogue
from terminal.register import queries
from terminal.register.duties import duties
from terminal.register.pages import aside_rows, duty_rows, duty_slots, item_facts, missing_rows
from terminal.register.rows import entry_rows
from terminal.text.words import searchable
from terminal.village.queries import here
from terminal.web import asking
from terminal.web.gates import open_to_all
from terminal.web.looks import rows_per_page
from terminal.web.pages import render_page

bp = Blueprint("villager_register", __name__)

NO_SYLLABLE = "IUV"


def _keys(asked: str) -> list[tuple[str, str | None]]:
    """The letters, each leading to the search with one letter more; no syllable begins with I, U or V."""
    return [
        (letter, None if letter in NO_SYLLABLE else url_for(".search", q=asked + letter)) for letter in ascii_uppercase
    ]


@bp.get("/search")
@open_to_all
def search() -> Response:
    asked = asking.words("q", 40)
    found = queries.found(here().origin, asked, asking.number("page"), rows_per_page(g.look, "found"))
    return render_page(
        "register/villager/search.html",
        fragment="register/villager/_search_results.html",
        found=found,
        rows=entry_rows(found.page.rows),
        keys=_keys(asked if searchable(asked).isascii() else ""),
        asked=asked,
        back=url_for("villager_hall.home"),
    )


@bp.get("/due/")
@open_to_all
def due() -> Response:
    village = here()
    shelf = catalogue(village.kind)
    stand = duties(village, clock.today())
    group = asking.one_of("group", [group.key for group in shelf.groups])
    size = rows_per_page(g.look, "missing")
    rows = duty_rows(stand, shelf.items_of(group)) if group else missing_rows(stand)
    number, pages = queries.paged(len(rows), asking.number("page"), size)
    return render_page(
        "register/villager/due.html",
        fragment="register/villager/_due_list.html",
        stand=stand,
        rows=rows[(number - 1) * size : number * size],
        number=number,
        pages=pages,
        groups=shelf.groups,
        group=group,
        back=url_for("villager_hall.home"),
    )


@bp.get("/due/<item_code:code>")
@open_to_all
def item(code: str) -> Response:
    village = here()
    found = catalogue(village.kind).item(code)
    stand = duties(village, clock.today())
    mine = [duty for duty in stand.all if duty.item.code == code]
    return render_page(
        "register/villager/item.html",
        item=found,
        group=catalogue(village.kind).group(found.group),
        facts=item_facts(found),
        duties=[*duty_slots(mine), *aside_rows(stand, code)][: rows_per_page(g.look, "slots")],
        rows=entry_rows(queries.of_item(village.origin, code, 4)),
        back=url_for(".due"),
    )
