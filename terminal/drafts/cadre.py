"""/desk/drafts/: writing what will be public, until it is."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request, send_file, url_for

from terminal import clock
from terminal.catalogue.queries import catalogue
from terminal.drafts import actions, files, forms, pages, publishing, queries, words
from terminal.drafts.ledger import checks
from terminal.drafts.public import pages as publics
from terminal.drafts.shapes import Clash, Draft
from terminal.errors import NotFound, Problem, Refused
from terminal.journal import blobs
from terminal.staff.rules import Role
from terminal.village.queries import here
from terminal.web import asking
from terminal.web.forms import Form, again, empty
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page, see_other

bp = Blueprint("cadre_drafts", __name__, url_prefix="/desk/drafts")

EDIT, ONE = "drafts/cadre/edit.html", "cadre_drafts.one"


def _mine(number: int) -> Draft:
    return queries.text_of(queries.editable_by(who().person, number))


def _edit(draft: Draft, form: Form, wrong: Refused | None = None) -> Response:
    values: dict[str, Any] = {
        "page": pages.editing(draft, clock.today()),
        "held": pages.held_of(draft),
        "past": words.history(draft),
    }
    form.labels = {**form.labels, **{field: field for field in map(files.field_of, draft.files)}}
    if wrong is None:
        return render_page(EDIT, keep=False, form=form, **values)
    return again(EDIT, form, wrong, **values)


@bp.errorhandler(Clash)
def both(clash: Clash) -> Response:
    """Somebody else has saved meanwhile: both texts, and a form that begins with what was typed here."""
    draft = clash.theirs
    return render_page(
        "drafts/cadre/clash.html",
        status=409,
        keep=False,
        page=pages.editing(draft, clock.today()),
        held=pages.held_of(draft),
        form=forms.read(),
        theirs=pages.preview(draft),
    )


@bp.get("/")
@needs(Role.CADRE)
def index() -> Response:
    rows = [pages.row(draft) for draft in queries.open_drafts()]
    return render_page("drafts/cadre/index.html", keep=False, rows=rows, newly=publics.newest())


@bp.get("/start")
@needs(Role.CADRE)
def start() -> Response:
    code, period, today = asking.words("item", 8), pages.readable(asking.words("period", 8)), clock.today()
    if not code:
        return render_page("drafts/cadre/choose.html", keep=False, groups=pages.items())
    if code in checks.codes():
        return go_to("cadre_ledger.upload", period=period or None)
    item = catalogue(here().kind).item(code)
    period = period or pages.usual_period(item, today)
    return render_page(
        "drafts/cadre/start.html",
        keep=False,
        item=item,
        period=period,
        begun=[pages.row(draft) for draft in queries.open_drafts() if draft.item == code],
        form=empty(period=period),
        periods=pages.periods(item, period if item.kinds else "", today),
    )


@bp.post("/start")
@needs(Role.CADRE)
def begin() -> Response:
    form = forms.read()
    purpose, stage = forms.purpose(form)
    period = "" if stage == "notice" else form.line("period", 8)
    if form.line("item", 8) in checks.codes():
        return go_to("cadre_ledger.upload", period=pages.readable(period) or None)
    number = actions.start(form.line("item", 8), period, purpose, stage, by=who().person, now=clock.now())
    return go_to(ONE, number=number)


@bp.get("/<int:number>")
@needs(Role.CADRE)
def one(number: int) -> Response:
    draft = _mine(number)
    if not draft.may_edit:
        return go_to("supervisor_drafts.one", number=number)
    return _edit(draft, forms.filled(draft))


Work = Callable[[int, Form], object]


def _after(number: int, work: Work, to: str = "") -> Response:
    """Keep what was typed, then do the work with the new revision; the page again when something is wrong."""
    draft, form = _mine(number), forms.read()
    try:
        content = forms.content(form, draft)
        work(actions.save(number, content, form.whole("revision"), by=who().person, now=clock.now()), form)
    except Refused as wrong:
        return _edit(_mine(number), form, wrong)
    return see_other(to or url_for(".one", number=number))


@bp.post("/<int:number>")
@needs(Role.CADRE)
def save(number: int) -> Response:
    return _after(number, lambda revision, form: None)


@bp.post("/<int:number>/autosave")
@needs(Role.CADRE)
def autosave(number: int) -> Response:
    draft, form, says = _mine(number), forms.read(), ""
    try:
        content = forms.content(form, draft)
        actions.save(number, content, form.whole("revision"), by=who().person, now=clock.now())
        draft = _mine(number)
    except (Refused, Clash) as wrong:
        says = str(wrong) or next(iter(form.errors.values()))[0]
    revision = form.whole("revision") if says else draft.revision
    return render_page("drafts/cadre/_saved.html", keep=False, draft=draft, revision=revision, says=says)


@bp.post("/<int:number>/submit")
@needs(Role.CADRE)
def submit(number: int) -> Response:
    def hand_in(revision: int, _form: Form) -> None:
        actions.submit(number, revision, by=who().person, now=clock.now())

    return _after(number, hand_in)


@bp.post("/<int:number>/mask")
@needs(Role.CADRE)
def mask(number: int) -> Response:
    def hide(revision: int, form: Form) -> None:
        actions.mask(number, revision, *forms.spot(form), by=who().person, now=clock.now())

    return _after(number, hide)


@bp.post("/<int:number>/overrule")
@needs(Role.CADRE)
def overrule(number: int) -> Response:
    def let_stand(_revision: int, form: Form) -> None:
        field, place = forms.spot(form)
        reason = form.line(f"why-{field}:{place}", 200)
        actions.overrule(number, field, place, reason, by=who().person, now=clock.now())

    return _after(number, let_stand)


@bp.post("/<int:number>/files")
@needs(Role.CADRE)
def attach(number: int) -> Response:
    def take(revision: int, _form: Form) -> None:
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            raise Refused([Problem("还没选文件。请先选一个，再点“传上来”。", "附件")])
        files.add(number, revision, sent.read(), sent.filename, by=who().person, now=clock.now())

    return _after(number, take)


@bp.post("/<int:number>/files/<int:file>/remove")
@needs(Role.CADRE)
def detach(number: int, file: int) -> Response:
    def take_off(revision: int, _form: Form) -> None:
        files.remove(number, revision, file, by=who().person, now=clock.now())

    return _after(number, take_off)


@bp.get("/<int:number>/files/<sha256:sha256>")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def file(number: int, sha256: str) -> Response:
    person = who().person
    draft = _mine(number) if Role.CADRE in person.roles else queries.reviewable_by(person, number)
    blob = next((one.blob for one in draft.files if one.blob.sha256 == sha256), None)
    if blob is None:
        raise NotFound("这一条没有这个附件。")
    shown = blob.media_type in ("image/png", "image/jpeg", "application/pdf")
    path = blobs.path(sha256)
    return send_file(path, mimetype=blob.media_type, as_attachment=not shown, download_name=blob.name, etag=sha256)


@bp.get("/<int:number>/files/<sha256:sha256>/small")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def small(number: int, sha256: str) -> Response:
    """A picture of the draft, drawn small."""
    person = who().person
    draft = _mine(number) if Role.CADRE in person.roles else queries.reviewable_by(person, number)
    if sha256 not in {one.thumbnail for one in draft.files}:
        raise NotFound("这一条没有这张小图。")
    return send_file(blobs.path(sha256), mimetype="image/jpeg", etag=sha256)


@bp.post("/<int:number>/drop")
@needs(Role.CADRE)
def drop(number: int) -> Response:
    actions.drop(_mine(number).id, by=who().person, now=clock.now())
    return go_to(".index")


@bp.post("/<int:number>/recall")
@needs(Role.CADRE)
def recall(number: int) -> Response:
    actions.recall(_mine(number).id, by=who().person, now=clock.now())
    return go_to(".one", number=number)


@bp.post("/<int:number>/publish")
@needs(Role.CADRE)
def publish(number: int) -> Response:
    published = publishing.publish(_mine(number).id, by=who().person, now=clock.now())
    return go_to("cadre_published.published", number=published)


@bp.post("/<int:number>/schedule")
@needs(Role.CADRE)
def schedule(number: int) -> Response:
    draft, form, now = _mine(number), forms.read(), clock.now()
    day = forms.day(form, "publish_on", now.today) if form.line("publish_on", 20) else None
    actions.schedule(draft.id, day, by=who().person, now=now)
    return go_to("supervisor_drafts.one", number=number)
