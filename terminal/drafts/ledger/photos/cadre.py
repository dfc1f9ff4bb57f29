"""/desk/ledger/drafts/<n>/photos/: pictures of vouchers brought, many at once, and said where each belongs."""

from flask import Blueprint, Response, request, send_file

from terminal import clock
from terminal.drafts.ledger import queries, words
from terminal.drafts.ledger.photos import actions, pages
from terminal.errors import NotFound, Problem, Refused
from terminal.journal import blobs
from terminal.staff.rules import Role
from terminal.text.money import read_amount, yuan
from terminal.web import forms
from terminal.web.forms import Form
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page

bp = Blueprint("cadre_ledger_photos", __name__, url_prefix="/desk/ledger/drafts/<int:number>/photos")
PAGE = "drafts/ledger/photos.html"


def _show(number: int, form: Form | None = None, wrong: Refused | None = None, kept: int = 0) -> Response:
    work = queries.readable_by(who().person, number)
    values = pages.of(work, who().person)
    if form is None or wrong is None:
        said = {f"voucher-{one.id}": one.voucher for one in work.photos}
        said |= {f"fen-{one.id}": yuan(one.fen) for one in work.photos if one.fen is not None}
        return render_page(PAGE, keep=False, form=forms.empty({}, **said), kept=0, **values)
    return forms.again(PAGE, form, words.plainly(wrong.problems), kept=kept, **values)


@bp.get("/")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def index(number: int) -> Response:
    return _show(number)


@bp.post("/")
@needs(Role.CADRE)
def bring(number: int) -> Response:
    queries.readable_by(who().person, number)
    form = forms.read()
    files = [(one.read(), one.filename) for one in request.files.getlist("photos") if one.filename]
    try:
        kept, wrong = actions.bring(number, files, by=who().person, now=clock.now())
    except Refused as refused:
        return _show(number, form, refused)
    if not files:
        wrong = [Problem("还没选照片。可以一次选很多张。")]
    return _show(number, form, Refused(wrong), kept) if wrong else go_to(".index", number=number)


@bp.post("/assign")
@needs(Role.CADRE)
def assign(number: int) -> Response:
    work, form = queries.readable_by(who().person, number), forms.read()
    try:
        said = {one.id: (form.line(f"voucher-{one.id}", 30), _amount(form, one.id)) for one in work.photos}
        form.refuse_if_wrong()
        actions.assign(number, said, by=who().person, now=clock.now())
    except Refused as wrong:
        return _show(number, form, wrong)
    return go_to(".index", number=number)


def _amount(form: Form, photo: int) -> int | None:
    said = form.line(f"fen-{photo}", 30)
    try:
        return read_amount(said) if said else None
    except ValueError as wrong:
        form.complain(f"fen-{photo}", str(wrong))
        return None


@bp.post("/<int:photo>/remove")
@needs(Role.CADRE)
def remove(number: int, photo: int) -> Response:
    queries.readable_by(who().person, number)
    try:
        actions.remove(number, photo, by=who().person, now=clock.now())
    except Refused as wrong:
        return _show(number, forms.read(), wrong)
    return go_to(".index", number=number)


@bp.get("/<int:photo>")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def picture(number: int, photo: int) -> Response:
    """A picture as it will be published; drawn small with ?small=1."""
    work = queries.readable_by(who().person, number)
    one = next((one for one in work.photos if one.id == photo), None)
    if one is None:
        raise NotFound("这张照片已经去掉了。")
    small = one.thumbnail if "small" in request.args else ""
    kind = "image/jpeg" if small else one.blob.media_type
    sha256 = small or one.blob.sha256
    return send_file(blobs.path(sha256), mimetype=kind, etag=sha256)
