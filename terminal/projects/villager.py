"""/projects/: one undertaking after the other: where its money came from, what became of it, what was built."""

from flask import Blueprint, Response, current_app, g, send_file, url_for

from terminal import clock
from terminal.journal import blobs
from terminal.projects import cutting, pages, queries, words
from terminal.register.queries import paged
from terminal.village.queries import here
from terminal.web import asking
from terminal.web.gates import open_to_all
from terminal.web.pages import render_page
from terminal.web.papers import hand_out, in_chinese

bp = Blueprint("villager_projects", __name__, url_prefix="/projects")

KEEP_FOREVER = "public, max-age=31536000, immutable"


def _screen(number: str) -> pages.Screen:
    return pages.screen(queries.one(here().origin, number, asking.number("version", 0)), clock.today())


@bp.get("/")
@open_to_all
def index() -> Response:
    found, size = pages.rows(queries.listed(here().origin)), cutting.ROWS["list"][g.look.type]
    number, screens = paged(len(found), asking.number("page"), size)
    return render_page(
        "projects/villager/index.html",
        rows=found[(number - 1) * size : number * size],
        number=number,
        screens=screens,
        back=url_for("villager_hall.home"),
    )


@bp.get("/<index_no:number>")
@open_to_all
def one(number: str) -> Response:
    return render_page("projects/villager/one.html", screen=_screen(number), back=url_for(".index"))


@bp.get("/<index_no:number>/<string:part>")
@open_to_all
def part(number: str, part: str) -> Response:
    shown, question = _screen(number), words.question(part)
    return render_page(
        f"projects/villager/{part}.html",
        screen=shown,
        part=part,
        question=question,
        cut=cutting.cut(shown, part, asking.number("page"), g.look),
        source_kind=words.source_kind,
        when=words.when,
        back=shown.url(),
    )


@bp.route("/<index_no:number>.pdf", methods=["GET", "POST"])
@open_to_all
def paper(number: str) -> Response:
    with in_chinese():
        shown = _screen(number)
        html = pages.paper_html(shown)
    made = current_app.extensions["printer"].pdf(html, title=shown.dossier.name)
    return hand_out(made, f"{number}.pdf")


@bp.get("/photos/<sha256:sha256>")
@open_to_all
def photo(sha256: str) -> Response:
    blob = queries.picture(here().origin, sha256)
    response = send_file(
        blobs.path(sha256), mimetype=blob.media_type, download_name=blob.name, etag=sha256, conditional=True
    )
    response.headers["Cache-Control"] = KEEP_FOREVER
    return response
