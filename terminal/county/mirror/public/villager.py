"""/v/<code>/about, downloads and feeds: what a village has at the county beside the pages it has in its hall."""

from flask import Blueprint, Response, g, request, url_for

from terminal.county.mirror import pages as mirror_pages
from terminal.county.mirror.public import pages, queries, tables
from terminal.ledger.carrying.pages import explained
from terminal.ledger.carrying.queries import years
from terminal.ledger.carrying.tables import LINES
from terminal.village.queries import here
from terminal.web.gates import open_to_all
from terminal.web.pages import kept, render_page
from terminal.web.tables import as_csv, as_json

bp = Blueprint("villager_mirror", __name__)

CSV, JSON = "text/csv; charset=utf-8", "application/json"


@bp.get("/about")
@open_to_all
def about() -> Response:
    unit = here()
    name = unit.name_en if g.look.lang == "en" else unit.name
    return render_page(
        "county/mirror/about.html",
        facts_list=mirror_pages.about_facts(g.shown, g.newest, name, unit.contact),
        sections=mirror_pages.about_sections(g.newest),
        back=url_for("villager_hall.home"),
    )


@bp.get("/downloads")
@open_to_all
def downloads() -> Response:
    return render_page(
        "county/mirror/downloads.html",
        files=pages.files(years(here().origin)),
        public=explained(tables.PUBLIC),
        ledger=explained(LINES),
        back=url_for(".about"),
    )


@bp.get("/public.csv")
@open_to_all
def public_csv() -> Response:
    return kept(as_csv(tables.PUBLIC, queries.things()), CSV, name="public.csv")


@bp.get("/public.json")
@open_to_all
def public_json() -> Response:
    return kept(as_json(tables.PUBLIC, queries.things(), **pages.source()), JSON, name="public.json")


@bp.get("/feed.atom")
@open_to_all
def feed() -> Response:
    return kept(pages.feed(request.path), "application/atom+xml; charset=utf-8")


@bp.get("/sitemap.xml")
@open_to_all
def sitemap() -> Response:
    return kept(pages.sitemap(), "application/xml; charset=utf-8")
