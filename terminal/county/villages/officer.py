"""/county/: how the villages stand, one village by itself, what is late, what is new, and finding something in all of them."""

from flask import Blueprint, Response, current_app, g, request

from terminal import clock
from terminal.county import arrivals, finding, queries, standing
from terminal.county.gathering import pages as gathering
from terminal.county.received import pages as received
from terminal.county.villages import pages, words
from terminal.errors import NotFound
from terminal.register.duties import duties
from terminal.staff.desk import SectionMaker
from terminal.village.queries import village
from terminal.web import asking
from terminal.web.gates import needs, who
from terminal.web.pages import render_page

bp = Blueprint("officer_villages", __name__, url_prefix="/county")

SHOWS = ["late", "silent", "stopped", "today"]


@bp.get("/")
@needs(*queries.SEES)
def home() -> Response:
    visitor, now = who(), clock.now()
    found = standing.standings(visitor.person, now)
    town, show, as_list = asking.words("town", 40), asking.one_of("show", SHOWS), request.args.get("as") == "list"
    makers: tuple[SectionMaker, ...] = current_app.extensions["county_sections"]
    sections = [section for make in makers if (section := make(visitor, now.today))]
    kept = pages.chosen(found, town, show)
    return render_page(
        "county/officer/villages.html",
        keep=False,
        grid=pages.grid(kept, asking.number("page"), pages.ROWS if as_list else pages.CARDS),
        as_list=as_list,
        towns=pages.towns(found, town, show),
        reached=gathering.reached([one.village for one in kept], visitor.person),
        stats=[*pages.stats(found), *(stat for section in sections for stat in section.stats)],
        sections=sections,
        asked={"town": town or None, "show": show or None},
    )


@bp.get("/villages/<unit:code>")
@needs(*queries.SEES)
def one(code: str) -> Response:
    found = standing.of(who().person, code, clock.now())
    try:
        stand = duties(village(found.village.terminal), clock.today())
    except NotFound:  # nothing of its log has come yet
        stand = None
    known = {found.village.terminal: found.village}
    log = arrivals.page((found.village.terminal,), 1, 10)
    return render_page(
        "county/officer/village.html",
        keep=False,
        one=found,
        reached=gathering.reached((found.village,), who().person),
        facts_list=pages.facts(found),
        whys=[words.says(why) for why in found.whys],
        missing=pages.missing_rows(stand) if stand else [],
        soon=pages.soon_rows(stand) if stand else [],
        news=pages.fresh(standing.newest((found.village.terminal,), 6), known),
        came=received.came(log, known),
        aside=received.aside((found.village,)),
    )


@bp.get("/late/")
@needs(*queries.SEES)
def late() -> Response:
    found = pages.chosen(standing.standings(who().person, clock.now()), "", "late")
    grid = pages.grid(found, asking.number("page"), 10)
    shown = found[(grid.number - 1) * 10 : grid.number * 10]
    today = clock.today()
    rows = [(pages.card(one), pages.missing_rows(duties(village(one.village.terminal), today))) for one in shown]
    return render_page("county/officer/late.html", keep=False, rows=rows, grid=grid)


@bp.get("/search")
@needs(*queries.SEES)
def search() -> Response:
    asked, mine = asking.words("q", 40), queries.villages_for(who().person)
    found = finding.found(mine, asked, asking.number("page"), 20)
    known = {one.terminal: one for one in mine}
    return render_page(
        "county/officer/search.html",
        fragment="county/officer/_found_list.html",
        keep=False,
        asked=asked,
        found=found,
        rows=pages.fresh(found.news, known),
        newest=[] if asked else pages.fresh(standing.newest(tuple(known), 10), known),
        lang=g.look.lang,
    )
