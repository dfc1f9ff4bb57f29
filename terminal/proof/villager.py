"""/verify and /board: is the paper on the wall what was published, and the paper itself."""

from flask import Blueprint, Response, current_app, request, send_file, url_for

from terminal.errors import NotFound
from terminal.journal import blobs
from terminal.proof import pages, queries
from terminal.proof.rules import ALL, FEWEST, tidy_mark, why_not_mark
from terminal.proof.witness import by_mark
from terminal.register.pauses import paused
from terminal.village.queries import viewed
from terminal.web import asking
from terminal.web.gates import open_to_all
from terminal.web.pages import render_page
from terminal.web.papers import hand_out

bp = Blueprint("villager_proof", __name__)


@bp.get("/verify")
@open_to_all
def verify() -> Response:
    """Reckoned anew each time it is asked: what the disk says now is never kept as a finished page."""
    mark = tidy_mark(request.args.get("mark", "")[: 4 * ALL])
    problems = tuple(problem.says for problem in why_not_mark(mark))
    found = by_mark(mark) if len(mark) >= FEWEST and not problems else None
    return render_page(
        "proof/villager/verify.html",
        fragment="proof/villager/_check.html",
        keep=False,
        check=pages.check(mark, problems, found),
        back=url_for("villager_hall.home"),
    )


@bp.route("/board/<index_no:number>.pdf", methods=["GET", "POST"])
@open_to_all
def board(number: str) -> Response:
    found = queries.thing(viewed(), number)
    if order := paused(viewed(), found.obj):
        raise NotFound(order.says)
    size = asking.one_of("size", [*pages.SIZES], pages.SIZES[0])
    made = current_app.extensions["printer"].pdf(pages.board_html(found, size), title=found.title)
    return hand_out(made, f"board-{number}-{size}.pdf")


@bp.get("/verify/pictures/<sha256:sha256>")
@open_to_all
def picture(sha256: str) -> Response:
    """A photograph of a sheet on the wall; only what some posting names."""
    blob = queries.picture(viewed(), sha256)
    return send_file(
        blobs.path(sha256), mimetype=blob.media_type, download_name=blob.name, etag=sha256, conditional=True
    )
