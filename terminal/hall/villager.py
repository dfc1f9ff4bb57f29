"""/: the hall, where everybody comes in."""

from flask import Blueprint, Response, abort, current_app, g, request, send_file, url_for

from terminal import clock, config
from terminal.hall import pages
from terminal.register.queries import paged
from terminal.store.database import database
from terminal.village.queries import here
from terminal.web import asking, papers
from terminal.web.gates import open_to_all
from terminal.web.looks import COOKIE, rows_per_page
from terminal.web.pages import render_page, see_other
from terminal.web.switches import switched

bp = Blueprint("villager_hall", __name__)


@bp.get("/")
@open_to_all
def home() -> Response:
    return render_page("hall/villager/home.html", page=pages.home(here(), clock.today()))


@bp.get("/attract")
@open_to_all
def attract() -> Response:
    return render_page("hall/villager/attract.html", cards=pages.cards(here(), clock.today()))


@bp.get("/about")
@open_to_all
def about() -> Response:
    sections, size = pages.help_sections(), rows_per_page(g.look, "help")
    number, screens = paged(len(sections), asking.number("page"), size)
    return render_page(
        "hall/villager/about.html",
        facts_list=pages.help_facts(here()),
        sections=sections[(number - 1) * size : number * size],
        number=number,
        screens=screens,
        back=url_for(".home"),
    )


@bp.get("/look")
@open_to_all
def look() -> Response:
    return switched()


@bp.get("/look/reset")
@open_to_all
def reset() -> Response:
    response = see_other(request.args.get("to", "/"))
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.get("/print")
@open_to_all
def print_page() -> Response:
    of = request.args.get("of", "")
    pages.check_paper(of)
    return render_page(
        "hall/villager/print.html",
        keep=False,
        of=of,
        code=pages.paper_code(of),
        printer=papers.printer(),
        sent=asking.number("sent", 0),
        may_leave=papers.may_leave(),
        back=of.partition("?")[0].removesuffix(".pdf"),
    )


@bp.get("/offline")
@open_to_all
def offline() -> Response:
    return render_page("hall/villager/offline.html")


@bp.get("/sw.js")
@open_to_all
def worker() -> Response:
    response = send_file(config.assets("static", "js", "sw.js"), mimetype="text/javascript", max_age=0)
    response.headers["Service-Worker-Allowed"] = "/"
    return response


@bp.get("/favicon.ico")
@open_to_all
def favicon() -> Response:
    return send_file(config.assets("static", "favicon.svg"), mimetype="image/svg+xml")


@bp.get("/healthz")
@open_to_all
def healthz() -> Response:
    database.execute_sql("SELECT 1").fetchone()
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})


@bp.get("/patterns")
@open_to_all
def patterns() -> Response:
    if not current_app.config["SETTINGS"].screen.debug:
        abort(404)
    return render_page("patterns.html", keep=False)
