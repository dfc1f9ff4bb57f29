"""/notices/: what the county and the township say to everybody, as a villager reads it."""

from flask import Blueprint, Response, current_app, g, send_file, url_for
from flask_babel import gettext as _

from terminal.directives import pages, queries, words
from terminal.journal import blobs
from terminal.paper.qr import qr
from terminal.web import asking
from terminal.web.addresses import for_everybody
from terminal.web.gates import open_to_all
from terminal.web.looks import rows_per_page
from terminal.web.pages import render_page
from terminal.web.papers import hand_out, may_leave

bp = Blueprint("villager_directives", __name__, url_prefix="/notices")

SHOWN_INSIDE = {"image/png", "image/jpeg", "application/pdf"}


@bp.get("/")
@open_to_all
def index() -> Response:
    sort = asking.one_of("sort", ["notice", "handbook"])
    found = queries.notices(sort, asking.number("page"), rows_per_page(g.look, "entries"))
    choices = [("", _("全部")), *((one, words.sort_name(one)) for one in ("notice", "handbook"))]
    return render_page(
        "directives/villager/index.html",
        fragment="directives/villager/_notice_list.html",
        page=found,
        rows=pages.rows(found),
        sort=sort,
        choices=[
            {"name": name, "href": url_for(".index", sort=one or None), "on": one == sort} for one, name in choices
        ],
        back=url_for("villager_hall.home"),
    )


@bp.get("/<int:number>")
@open_to_all
def one(number: int) -> Response:
    return render_page(
        "directives/villager/one.html",
        fragment="directives/villager/_notice_screen.html",
        page=pages.detail(queries.notice(number), asking.number("page"), g.look),
        back=url_for(".index"),
    )


@bp.route("/<int:number>.pdf", methods=["GET", "POST"])
@open_to_all
def paper(number: int) -> Response:
    found = queries.notice(number)
    made = current_app.extensions["printer"].pdf(pages.paper_html(found), title=found.title)
    return hand_out(made, f"notice-{number}.pdf")


@bp.get("/<int:number>/files/<sha256:sha256>/look")
@open_to_all
def attachment(number: int, sha256: str) -> Response:
    blob, address = queries.notice(number).file(sha256), url_for(".file", number=number, sha256=sha256)
    return render_page(
        "disclosures/villager/attachment.html",
        keep=False,
        blob=blob,
        has_come=blobs.has(blob),
        address=address,
        code=qr(for_everybody(address), _("二维码")),
        may_leave=may_leave(),
        back=url_for(".one", number=number),
    )


@bp.get("/<int:number>/files/<sha256:sha256>")
@open_to_all
def file(number: int, sha256: str) -> Response:
    blob = queries.notice(number).file(sha256)
    return send_file(
        blobs.path(sha256),
        mimetype=blob.media_type,
        as_attachment=blob.media_type not in SHOWN_INSIDE,
        download_name=blob.name,
        etag=sha256,
        conditional=True,
    )
