"""/feedback/: the column where everybody reads what was asked and answered (信息反馈栏)."""

from collections.abc import Iterator

from flask import Blueprint, Response, current_app, g, url_for
from flask_babel import gettext as _

from terminal import clock
from terminal.feedback import queries
from terminal.feedback.column import pages
from terminal.web import asking
from terminal.web.addresses import below, is_here
from terminal.web.beside import Beside
from terminal.web.gates import open_to_all
from terminal.web.looks import rows_per_page
from terminal.web.pages import render_page
from terminal.web.papers import hand_out

bp = Blueprint("villager_column", __name__, url_prefix="/feedback")


@bp.get("/")
@open_to_all
def index() -> Response:
    about = queries.named(asking.words("about", 60))
    column = queries.published(
        asking.words("q", 40),
        asking.number("page"),
        rows_per_page(g.look, "asked"),
        about=about.path if about else "",
    )
    return render_page(
        "feedback/villager/column.html",
        fragment="feedback/villager/_asked_list.html",
        column=column,
        about=about,
        rows=pages.rows(column.rows),
        figures=pages.figures(clock.today()),
        back=url_for("villager_hall.home"),
    )


@bp.get("/<case_no:number>")
@open_to_all
def one(number: str) -> Response:
    asked = queries.public_one(number)
    return render_page(
        "feedback/villager/asked.html",
        fragment="feedback/villager/_asked.html",
        page=pages.detail(asked, asking.number("page"), g.look),
        back=url_for(".index"),
    )


@bp.route("/<case_no:number>.pdf", methods=["GET", "POST"])
@open_to_all
def paper(number: str) -> Response:
    asked = queries.public_one(number)
    made = current_app.extensions["printer"].pdf(pages.paper_html(asked), title=asked.title)
    return hand_out(made, f"{number}.pdf")


def beside(path: str) -> Iterator[Beside]:
    """On the page of a publication or a ledger line: what was asked about it, and the way to ask."""
    asked = queries.about(path)
    if len(asked) == 1:
        yield Beside(_("村民问过"), below(asked[0].path), "i-ask")
    elif asked:
        yield Beside(
            _("村民问过 %(count)s 次", count=len(asked)), url_for("villager_column.index", about=path), "i-ask"
        )
    if is_here("villager_feedback.new"):
        yield Beside(_("有疑问"), url_for("villager_feedback.new", about=path), "i-help")
