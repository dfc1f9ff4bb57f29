"""/desk/projects/: a project from its first form to the public, what comes to it, and taking it down."""

from typing import cast

from flask import Blueprint, Response, request, send_file
from msgspec.structs import replace

from terminal import clock
from terminal.drafts.pages import readable
from terminal.drafts.projects import actions, forms, pages, publishing, queries
from terminal.drafts.projects.shapes import Work
from terminal.drafts.way.cadre import Way, install
from terminal.errors import NotFound, Problem, Refused
from terminal.journal import blobs
from terminal.journal.kinds import BlobRef
from terminal.projects.shapes import Dossier, Photo, When
from terminal.staff.rules import Role
from terminal.text.days import read_day
from terminal.web.forms import Form, again, empty
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page

bp = Blueprint("cadre_projects", __name__, url_prefix="/desk/projects")

NEW, DRAFT, PART, PUBLIC = (f"drafts/projects/{name}.html" for name in ("new", "draft", "part", "public"))
NO_PICTURE = BlobRef("0" * 64, "", "image/jpeg", 0)


@bp.get("/")
@needs(Role.CADRE)
def index() -> Response:
    return render_page("drafts/projects/index.html", keep=False, begun=pages.begun(), rows=pages.public_rows())


@bp.get("/new")
@needs(Role.CADRE)
def new() -> Response:
    return render_page(NEW, keep=False, form=empty(forms.LABELS, kind="works"), publishers=pages.publishers())


@bp.post("/new")
@needs(Role.CADRE)
def begin() -> Response:
    form = forms.read()
    try:
        dossier = forms.dossier(form, "basics", Dossier(name=""), clock.today())
        if not dossier.name:
            form.complain("name", "还没写项目名称。")
        form.refuse_if_wrong()
        number = actions.start(dossier, form.line("publisher", 40), by=who().person, now=clock.now())
    except Refused as wrong:
        return again(NEW, form, wrong, publishers=pages.publishers())
    return go_to(".part", number=number, part="money")


def _work(number: int) -> Work:
    return queries.readable_by(who().person, number)


def _show(work: Work, form: Form | None = None, wrong: Refused | None = None) -> Response:
    values = pages.of_draft(work, who().person, clock.now())
    if form is None or wrong is None:
        content = work.draft.content
        said = empty(forms.LABELS, period=content.period, reason=content.reason)
        return render_page(DRAFT, keep=False, form=said, **values)
    return again(DRAFT, form, wrong, **values)


@bp.get("/drafts/<int:number>")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def draft(number: int) -> Response:
    return _show(_work(number))


def _part(number: int, part: str) -> Work:
    work = _work(number)
    if part not in forms.PARTS:
        raise NotFound(f"没有“{part[:20]}”这一步。")
    return work


@bp.get("/drafts/<int:number>/<string:part>")
@needs(Role.CADRE)
def part(number: int, part: str) -> Response:
    work = _part(number, part)
    return render_page(PART, keep=False, form=forms.filled(part, work.dossier), **pages.of_part(work, part))


@bp.post("/drafts/<int:number>/<string:part>")
@needs(Role.CADRE)
def change(number: int, part: str) -> Response:
    work, form, now = _part(number, part), forms.read(), clock.now()
    try:
        dossier = forms.dossier(form, part, work.dossier, now.today)
        if part == "photo":
            dossier = _with_photo(form, dossier)
        actions.save(number, dossier, form.whole("revision"), by=who().person, now=now)
    except Refused as wrong:
        return again(PART, form, wrong, **pages.of_part(work, part))
    following = forms.PARTS[min(forms.PARTS.index(part) + 1, len(forms.PARTS) - 1)]
    return go_to(".part", number=number, part=following) if form.ticked("next") else go_to(".draft", number=number)


def _with_photo(form: Form, dossier: Dossier) -> Dossier:
    """The dossier with the photograph that was sent, if one was. Raises Refused."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return dossier
    try:
        taken_on = read_day(form.line("taken_on", 20), clock.today().year)
    except ValueError as wrong:
        raise Refused([Problem(str(wrong), "taken_on")]) from None
    when, says = cast(When, form.one("when", forms.WHEN, "during")), form.line("says", 80)
    bare = Photo(when=when, taken_on=taken_on, says=says, picture=NO_PICTURE, small=NO_PICTURE)
    made = actions.picture(file.read(), file.filename, bare)
    return replace(dossier, photos=(*dossier.photos, made))


@bp.get("/drafts/<int:number>/photos/<sha256:sha256>")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def photo(number: int, sha256: str) -> Response:
    blob = queries.picture(_work(number), sha256)
    return send_file(blobs.path(sha256), mimetype=blob.media_type, download_name=blob.name, etag=sha256)


WAY = Way(
    find=_work,
    show=_show,
    read=forms.read,
    submit=actions.submit,
    publish=publishing.publish,
    withdraw=publishing.withdraw,
    public=PUBLIC,
    of_public=pages.of_public,
)
install(bp, WAY)


@bp.post("/drafts/<int:number>/say")
@needs(Role.CADRE)
def say(number: int) -> Response:
    def keep(form: Form) -> None:
        period, reason = readable(form.line("period", 8)), form.line("reason", 200)
        form.refuse_if_wrong()
        actions.say(number, period, reason, form.whole("revision"), by=who().person, now=clock.now())

    return WAY.after(number, keep)


@bp.get("/<index_no:number>")
@needs(Role.CADRE)
def published(number: str) -> Response:
    return render_page(PUBLIC, keep=False, form=empty(forms.LABELS), **pages.of_public(number))


@bp.post("/<index_no:number>/note")
@needs(Role.CADRE)
def note(number: str) -> Response:
    found, form = pages.of_public(number), forms.read()
    try:
        draft_id = actions.start_note(number, by=who().person, now=clock.now())
    except Refused as wrong:
        return again(PUBLIC, form, wrong, **found)
    return go_to(".part", number=draft_id, part=form.one("part", forms.PARTS, "pay"))
