"""/desk/tables/: plan, assets, resources, debts, distribution and contracts from a file to the public, put right, taken down."""

import io

from flask import Blueprint, Response, current_app, request, send_file

from terminal import clock
from terminal.drafts.pages import readable
from terminal.drafts.tables import actions, blank, checks, pages, publishing, queries, words
from terminal.drafts.tables.shapes import Sent, Work
from terminal.drafts.way.cadre import Way, install
from terminal.errors import NotFound, Refused
from terminal.journal import blobs
from terminal.staff.rules import Role
from terminal.tables import queries as tables
from terminal.tables.sorts import KEYS
from terminal.village.queries import here
from terminal.web import asking, forms
from terminal.web.forms import Form
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page
from terminal.web.papers import hand_out, in_chinese

bp = Blueprint("cadre_tables", __name__, url_prefix="/desk/tables")

UPLOAD, DRAFT, PUBLIC = (f"drafts/tables/{name}.html" for name in ("upload", "draft", "public"))
NOT_KEPT = "名单的原来文件没有留下，因为上面常有身份证号和卡号。"
LABELS = {"文件": "file", "表": "sort", "期间": "period", "原因": "reason", "说明": "excuse"}
LABELS |= {name: name for name in (*LABELS.values(), "publisher", "why")}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _sent(form: Form) -> Sent:
    """The file of this form and what was said about it. Raises Refused when no file was chosen."""
    file = request.files.get("file")
    if file is None or not file.filename:
        form.complain("file", "还没选文件。请先选表格，再传。")
    period, publisher = readable(form.line("period", 8)), form.line("publisher", 40)
    form.refuse_if_wrong()
    data, name = (file.read(), file.filename or "") if file else (b"", "")
    return Sent(data, name, form.one("sort", KEYS), period, publisher)


@bp.get("/")
@needs(Role.CADRE)
def index() -> Response:
    return render_page("drafts/tables/index.html", keep=False, sorts=pages.sorts(clock.today()), begun=pages.begun())


@bp.get(f"/blank/<any({', '.join(KEYS)}):sort>.xlsx")
@needs(Role.CADRE)
def template(sort: str) -> Response:
    """A workbook to fill in."""
    wanted = tables.sort(sort)
    made = blank.workbook(wanted, here().name, pages.periods(wanted, clock.today())[0])
    return send_file(io.BytesIO(made), mimetype=WORKBOOK, as_attachment=True, download_name=f"{sort}.xlsx")


@bp.get("/upload")
@needs(Role.CADRE)
def upload() -> Response:
    form = forms.empty(LABELS, sort=asking.one_of("sort", list(KEYS)), period=readable(asking.words("period", 8)))
    return render_page(UPLOAD, keep=False, form=form, **pages.choices(clock.today()))


@bp.post("/upload")
@needs(Role.CADRE)
def begin() -> Response:
    form = forms.read(LABELS)
    try:
        number = actions.start(_sent(form), by=who().person, now=clock.now())
    except Refused as wrong:
        return forms.again(UPLOAD, form, words.plainly(wrong.problems), **pages.choices(clock.today()))
    return go_to(".draft", number=number)


def _work(number: int) -> Work:
    return queries.readable_by(who().person, number)


def _show(work: Work, form: Form | None = None, wrong: Refused | None = None) -> Response:
    values = pages.of_draft(work, who().person, clock.now())
    if form is None or wrong is None:
        return render_page(DRAFT, keep=False, form=forms.empty(LABELS, excuse=work.excuse), **values)
    return forms.again(DRAFT, form, words.plainly(wrong.problems), **values)


@bp.get("/drafts/<int:number>")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def draft(number: int) -> Response:
    return _show(_work(number))


WAY = Way(
    find=_work,
    show=_show,
    read=lambda: forms.read(LABELS),
    submit=actions.submit,
    publish=publishing.publish,
    withdraw=publishing.withdraw,
    public=PUBLIC,
    of_public=pages.of_public,
)
install(bp, WAY)


@bp.post("/drafts/<int:number>/file")
@needs(Role.CADRE)
def bring_again(number: int) -> Response:
    def bring(form: Form) -> None:
        actions.refuse_unless_open(_work(number))
        actions.bring_again(number, _sent(form), form.whole("revision"), by=who().person, now=clock.now())

    return WAY.after(number, bring)


@bp.post("/drafts/<int:number>/mask")
@needs(Role.CADRE)
def mask(number: int) -> Response:
    return WAY.after(
        number, lambda form: actions.mask(number, form.whole("revision"), by=who().person, now=clock.now())
    )


@bp.post("/drafts/<int:number>/explain")
@needs(Role.CADRE)
def explain(number: int) -> Response:
    def say(form: Form) -> None:
        excuse = form.text("excuse", 1000)
        form.refuse_if_wrong()
        actions.explain(number, excuse, form.whole("revision"), by=who().person, now=clock.now())

    return WAY.after(number, say)


@bp.get("/drafts/<int:number>/file")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def file(number: int) -> Response:
    work = _work(number)
    if not work.sha256:
        raise NotFound(NOT_KEPT)
    kind = WORKBOOK if work.file_name.lower().endswith(".xlsx") else "application/octet-stream"
    path = blobs.path(work.sha256)
    return send_file(path, mimetype=kind, as_attachment=True, download_name=work.file_name, etag=work.sha256)


@bp.route("/drafts/<int:number>/sheet.pdf", methods=["GET", "POST"])
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def paper(number: int) -> Response:
    work = _work(number)
    if not work.draft.is_open:
        raise NotFound("这一份已经办完了。请打印公布的那一张。")
    with in_chinese():
        html = pages.paper_html(work, len(checks.problems(work, clock.now())))
    made = current_app.extensions["printer"].pdf(html, title=work.draft.content.title)
    return hand_out(made, f"{work.sort.key}-{work.period.key}.pdf")


@bp.get("/<index_no:number>")
@needs(Role.CADRE)
def published(number: str) -> Response:
    return render_page(PUBLIC, keep=False, form=forms.empty(LABELS), **pages.of_public(number))


@bp.post("/<index_no:number>/revise")
@needs(Role.CADRE)
def revise(number: str) -> Response:
    found, form = pages.of_public(number), forms.read(LABELS)
    try:
        reason = form.text("reason", 1000)
        draft_id = actions.start_revision(number, _sent(form), reason, by=who().person, now=clock.now())
    except Refused as wrong:
        return forms.again(PUBLIC, form, words.plainly(wrong.problems), **found)
    return go_to(".draft", number=draft_id)
