"""/disclosures/: what is public, as a villager reads it."""

from flask import Blueprint, Response, current_app, g, send_file, url_for
from flask_babel import gettext as _

from terminal.catalogue.queries import catalogue
from terminal.disclosures import pages, queries
from terminal.disclosures.pages import detail, paper_html
from terminal.errors import NotFound
from terminal.journal import blobs
from terminal.journal.kinds import BlobRef
from terminal.paper.qr import qr
from terminal.register.queries import listed, paged, years
from terminal.register.rows import entry_rows
from terminal.village.queries import here
from terminal.web import asking
from terminal.web.addresses import for_everybody
from terminal.web.gates import open_to_all
from terminal.web.looks import rows_per_page
from terminal.web.pages import render_page
from terminal.web.papers import hand_out, may_leave

bp = Blueprint("villager_disclosures", __name__, url_prefix="/disclosures")

SHOWN_INSIDE = {"image/png", "image/jpeg", "application/pdf"}


@bp.get("/")
@open_to_all
def index() -> Response:
    village = here()
    groups = catalogue(village.kind).groups
    group = asking.one_of("group", [group.key for group in groups])
    there = years(village.origin, group or None)
    year = asking.number("year", 0)
    year = year if year in there else 0
    page = listed(village.origin, group or None, year or None, asking.number("page"), rows_per_page(g.look, "entries"))
    return render_page(
        "disclosures/villager/index.html",
        fragment="disclosures/villager/_entry_list.html",
        page=page,
        rows=entry_rows(page.rows),
        groups=groups,
        group=group,
        years=there,
        year=year,
        back=url_for("villager_hall.home"),
    )


@bp.get("/<index_no:number>")
@open_to_all
def one(number: str) -> Response:
    return _version(number, None)


@bp.get("/<index_no:number>/versions/<int:version>")
@open_to_all
def version(number: str, version: int) -> Response:
    return _version(number, version)


def _version(number: str, version: int | None) -> Response:
    published = queries.one(here().origin, number, version)
    return render_page(
        "disclosures/villager/one.html",
        fragment="disclosures/villager/_screen.html",
        page=detail(published, asking.number("page"), g.look),
        back=url_for(".index"),
    )


@bp.get("/<index_no:number>/versions")
@open_to_all
def versions(number: str) -> Response:
    found = queries.versions(here().origin, number)
    return render_page("disclosures/villager/versions.html", versions=found, back=url_for(".one", number=number))


@bp.get("/<index_no:number>/versions/<int:version>/changes")
@open_to_all
def changes(number: str, version: int) -> Response:
    village = here()
    new = queries.one(village.origin, number, version)
    old = queries.one(village.origin, number, version - 1)
    if new.paused:
        raise NotFound("这一条按要求暂停展示，没法比。")
    if old.redacted or new.redacted:
        raise NotFound("有一版已依法删除，没法比。")
    shown = pages.changes(old, new, g.look)
    number_shown, screens = paged(len(shown), asking.number("page"), 1)
    return render_page(
        "disclosures/villager/changes.html",
        new=new,
        old=old,
        compared=shown[number_shown - 1],
        screen=number_shown,
        screens=screens,
        back=url_for(".one", number=number),
    )


@bp.route("/<index_no:number>.pdf", methods=["GET", "POST"])
@open_to_all
def paper(number: str) -> Response:
    published = queries.one(here().origin, number, asking.number("version", 0) or None)
    made = current_app.extensions["printer"].pdf(paper_html(published), title=published.title)
    return hand_out(made, f"{number}.pdf")


@bp.get("/<index_no:number>/files/<sha256:sha256>/look")
@open_to_all
def attachment(number: str, sha256: str) -> Response:
    blob = _named(number, sha256)
    return render_page(
        "disclosures/villager/attachment.html",
        keep=False,
        blob=blob,
        has_come=blobs.has(blob),
        address=url_for(".file", number=number, sha256=sha256),
        code=qr(for_everybody(url_for(".file", number=number, sha256=sha256)), _("二维码")),
        may_leave=may_leave(),
        back=url_for(".one", number=number),
    )


@bp.get("/<index_no:number>/files/<sha256:sha256>")
@open_to_all
def file(number: str, sha256: str) -> Response:
    blob = _named(number, sha256)
    return send_file(
        blobs.path(sha256),
        mimetype=blob.media_type,
        as_attachment=blob.media_type not in SHOWN_INSIDE,
        download_name=blob.name,
        etag=sha256,
        conditional=True,
    )


def _named(number: str, sha256: str) -> BlobRef:
    """The attachment of any version, also one that was replaced. Raises NotFound."""
    found = [one.attachment(sha256) for one in queries.versions(here().origin, number) if _names(one, sha256)]
    return found[0] if found else queries.one(here().origin, number).attachment(sha256)


def _names(published: queries.Published, sha256: str) -> bool:
    return any(blob.sha256 == sha256 for blob in published.attachments)
