"""/verify: is the paper on the wall what was published?"""

from flask import Blueprint, Response, request, url_for

from terminal.proof import pages
from terminal.proof.rules import ALL, FEWEST, tidy_mark, why_not_mark
from terminal.proof.witness import by_mark
from terminal.web.gates import open_to_all
from terminal.web.pages import render_page

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
