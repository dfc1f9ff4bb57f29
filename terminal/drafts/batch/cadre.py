"""/desk/batch/: bringing in what the village already has, reading it as a list, publishing it in one act."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request, send_file

from terminal import clock
from terminal.drafts.batch import actions, checks, pages, publishing, queries
from terminal.drafts.batch.reading import COLUMNS
from terminal.drafts.batch.shapes import Batch, Brought
from terminal.errors import Refused
from terminal.journal import blobs
from terminal.staff.rules import Role
from terminal.web import forms
from terminal.web.forms import Form
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page

bp = Blueprint("cadre_batch", __name__, url_prefix="/desk/batch")

INDEX, ONE = "drafts/cadre/batch.html", "drafts/cadre/batch_one.html"
LABELS = {"文件": "files", "理由": "reason", "原因": "why", "files": "files", "reason": "reason", "why": "why"}
SHOWN = ("image/png", "image/jpeg", "application/pdf")


def _index(form: Form, wrong: Refused | None = None) -> Response:
    columns = [(label, others.split()) for _field, label, others in COLUMNS]
    values: dict[str, Any] = {
        "rows": pages.rows(),
        "columns": columns,
        "lines": [],
        "may_bring": Role.CADRE in who().roles,
    }
    if wrong is None:
        return render_page(INDEX, keep=False, form=form, **values)
    values["lines"] = pages.lines(wrong.found) if isinstance(wrong, actions.Wrong) else []
    return forms.again(INDEX, form, wrong, **values)


@bp.get("/")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def index() -> Response:
    return _index(forms.empty())


@bp.post("/")
@needs(Role.CADRE)
def bring() -> Response:
    sent = [one for one in request.files.getlist("files") if one.filename]
    try:
        brought = [Brought(one.filename or "", one.read()) for one in sent]
        number = actions.bring(brought, by=who().person, now=clock.now())
    except Refused as wrong:
        return _index(forms.read(LABELS), wrong)
    return go_to(".one", number=number)


def _show(batch: Batch, form: Form, wrong: Refused | None = None) -> Response:
    person = who().person
    found = checks.check_all(batch.entries, clock.today()) if batch.is_waiting else checks.unchecked(batch.entries)
    values: dict[str, Any] = {
        "batch": batch,
        "tag": pages.tag(batch),
        "lines": pages.lines(found),
        "why_not": pages.why_not_confirm(batch, person),
        "finds": sum(len(one.finds) for one in found),
        "may_drop": batch.is_waiting and Role.CADRE in person.roles,
    }
    if wrong is None:
        return render_page(ONE, keep=False, form=form, **values)
    return forms.again(ONE, form, wrong, **values)


@bp.get("/<int:number>")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def one(number: int) -> Response:
    return _show(queries.batch_for(who().person, number), forms.empty())


def _decided(number: int, field: str, decide: Callable[..., object]) -> Response:
    """Do with the list what its reader decided, with the reason from this field; the page again when that is refused."""
    batch, form = queries.batch_for(who().person, number), forms.read(LABELS)
    try:
        reason = form.text(field, 1000)
        form.refuse_if_wrong()
        decide(batch.id, reason, by=who().person, now=clock.now())
    except Refused as wrong:
        return _show(batch, form, wrong)
    return go_to(".one", number=number)


@bp.post("/<int:number>/confirm")
@needs(Role.SUPERVISOR, Role.APPROVER)
def confirm(number: int) -> Response:
    return _decided(number, "reason", publishing.confirm)


@bp.post("/<int:number>/return")
@needs(Role.SUPERVISOR, Role.APPROVER)
def send_back(number: int) -> Response:
    return _decided(number, "why", actions.send_back)


@bp.post("/<int:number>/drop")
@needs(Role.CADRE)
def drop(number: int) -> Response:
    batch = queries.batch_for(who().person, number)
    try:
        actions.drop(batch.id, by=who().person, now=clock.now())
    except Refused as wrong:
        return _show(batch, forms.read(LABELS), wrong)
    return go_to(".index")


@bp.get("/<int:number>/files/<sha256:sha256>")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def file(number: int, sha256: str) -> Response:
    blob = queries.file_of(queries.batch_for(who().person, number), sha256)
    attached = blob.media_type not in SHOWN
    path = blobs.path(sha256)
    return send_file(path, mimetype=blob.media_type, as_attachment=attached, download_name=blob.name, etag=sha256)
