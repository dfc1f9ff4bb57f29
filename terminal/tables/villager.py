"""/tables/: plan, assets, resources, debts, distribution and contracts as a villager reads them."""

from flask import Blueprint, Response, current_app, g, render_template, url_for

from terminal import clock
from terminal.errors import NotFound
from terminal.register.pauses import held
from terminal.register.queries import paged
from terminal.tables import one_row, pages, papers, queries, words
from terminal.tables.queries import Published
from terminal.tables.sorts import KEYS
from terminal.village.queries import here
from terminal.web import asking
from terminal.web.gates import open_to_all
from terminal.web.pages import render_page
from terminal.web.papers import hand_out, in_chinese

bp = Blueprint("villager_tables", __name__, url_prefix="/tables")

SORT = f"<any({', '.join(KEYS)}):sort>"
FACT_ROWS = {"normal": 8, "large": 6, "largest": 4}


@bp.get("/")
@open_to_all
def index() -> Response:
    rows, missing = pages.sort_rows(clock.today())
    return render_page(
        "tables/villager/index.html", rows=rows, missing=missing, say=words, back=url_for("villager_hall.home")
    )


@bp.get(f"/{SORT}")
@open_to_all
def newest(sort: str) -> Response:
    return _table(sort, pages.newest_of(sort))


@bp.get(f"/{SORT}/<period:period>")
@open_to_all
def table(sort: str, period: str) -> Response:
    return _table(sort, period)


def _table(key: str, period: str) -> Response:
    sort = queries.sort(key)
    groups = [one.value for one in sort.column(sort.group).choices] if sort.group else []
    asked = {"group": asking.one_of("group", groups), "beside": asking.one_of("beside", ["year", "last"])}
    shown = pages.screen(sort, period, asked, asking.number("page"), asking.number("version", 0), clock.today(), g.look)
    back = shown.here(beside=None) if shown.beside else url_for(".index")
    fragment = "tables/villager/_row_list.html"
    return render_page(
        "tables/villager/table.html",
        fragment=fragment,
        screen=shown,
        compared=pages.compared(shown.table),
        back=back,
    )


@bp.get(f"/{SORT}/<period:period>/facts")
@open_to_all
def facts(sort: str, period: str) -> Response:
    shown = _version(sort, period)
    found, size = words.facts(shown), FACT_ROWS[g.look.type]
    number, count = paged(len(found), asking.number("page"), size)
    return render_page(
        "tables/villager/facts.html",
        table=shown,
        heading=pages.heading(queries.sort(sort), shown),
        facts=found[(number - 1) * size : number * size],
        code=pages.code(pages.table_url(shown)),
        number=number,
        pages=count,
        back=pages.table_url(shown, version=None if shown.is_newest else shown.number),
    )


def _version(sort: str, period: str) -> Published:
    """The version asked for, else the newest. Raises NotFound, also while it is held back."""
    found = queries.versions(here().origin, sort, period, held(here().origin))
    if not found:
        raise NotFound("这张表按要求暂停展示。")
    asked = asking.number("version", 0)
    return next((one for one in found if one.number == asked), found[-1])


@bp.route(f"/{SORT}/<period:period>.pdf", methods=["GET", "POST"])
@open_to_all
def paper(sort: str, period: str) -> Response:
    shown = _version(sort, period)
    size = asking.one_of("size", ["a4", "a3"], "a4")
    with in_chinese():
        html = render_template("tables/paper/table.html", **papers.paper(shown, size))
    made = current_app.extensions["printer"].pdf(html, title=shown.title)
    return hand_out(made, f"{sort}-{period}.pdf")


@bp.get("/rows/<line:number>")
@open_to_all
def row(number: str) -> Response:
    found = queries.row(here().origin, number)
    page = one_row.row_page(found, clock.today())
    return render_page("tables/villager/row.html", found=found, page=page, back=page.table_url)
