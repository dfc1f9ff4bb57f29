"""/desk/ledger/: a month's sheet from the bookkeeper's file to the public, put right, taken down."""

from flask import Blueprint, Response, current_app, request, send_file

from terminal import clock
from terminal.drafts.ledger import actions, checks, pages, publishing, queries, words
from terminal.drafts.ledger.lines.pages import NOTHING, Asked
from terminal.drafts.ledger.shapes import Sent, Work
from terminal.drafts.ledger.teaching import actions as teaching
from terminal.drafts.pages import readable
from terminal.drafts.way.cadre import Way, install
from terminal.errors import NotFound, Refused
from terminal.journal import blobs
from terminal.staff.rules import Role
from terminal.text.money import read_amount, yuan
from terminal.web import asking, forms
from terminal.web.forms import Form
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page
from terminal.web.papers import hand_out, in_chinese

bp = Blueprint("cadre_ledger", __name__, url_prefix="/desk/ledger")

UPLOAD, DRAFT, PUBLIC = (f"drafts/ledger/{name}.html" for name in ("upload", "draft", "public"))
LABELS = {
    "文件": "file",
    "期间": "period",
    "账户": "account",
    "账户名称": "account_name",
    "原因": "reason",
    "期初": "opening",
    "期末": "closing",
    "对账单": "statement",
    "说明": "excuse",
}
LABELS |= {name: name for name in (*LABELS.values(), "publisher", "why")}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _sent(form: Form) -> Sent:
    """The file of this form and what was said about it. Raises Refused when no file was chosen."""
    file = request.files.get("file")
    if file is None or not file.filename:
        form.complain("file", "还没选文件。请先选会计发来的表格，再传。")
    said = {name: form.line(name, 40) for name in ("account", "account_name", "publisher")}
    period = readable(form.line("period", 8))
    form.refuse_if_wrong()
    return Sent(file.read() if file else b"", file.filename or "" if file else "", period, **said)


@bp.get("/")
@needs(Role.CADRE)
def index() -> Response:
    today = clock.today()
    years = pages.years(today)
    asked = asking.number("year", years[-1])
    year = asked if asked in years else years[-1]
    return render_page(
        "drafts/ledger/index.html",
        keep=False,
        years=years,
        year=year,
        accounts=pages.months(year, today),
        begun=pages.begun(),
        fills=pages.fills(),
    )


@bp.get("/upload")
@needs(Role.CADRE)
def upload() -> Response:
    account, period = pages.usual_account(asking.words("account", 30)), readable(asking.words("period", 8))
    form = forms.empty(LABELS, account=account, period=period)
    return render_page(UPLOAD, keep=False, form=form, fills=pages.fills(), **pages.choices(clock.today()))


@bp.post("/upload")
@needs(Role.CADRE)
def begin() -> Response:
    form, sent = forms.read(LABELS), None
    try:
        sent = _sent(form)
        number = actions.start(sent, by=who().person, now=clock.now())
    except Refused as wrong:
        if sent and (waits := teaching.keep(sent, by=who().person, now=clock.now())):
            return go_to("cadre_ledger_columns.show", number=waits)
        return forms.again(
            UPLOAD, form, words.plainly(wrong.problems), fills=pages.fills(), **pages.choices(clock.today())
        )
    return go_to(".draft", number=number)


def _work(number: int) -> Work:
    return queries.readable_by(who().person, number)


def show(work: Work, form: Form | None = None, wrong: Refused | None = None, asked: Asked = NOTHING) -> Response:
    """The page of a draft, with what was refused, and with the row that is open."""
    values = pages.of_draft(work, who().person, clock.now(), asked)
    if wrong is None:
        return render_page(DRAFT, keep=False, form=_balances(work), **values)
    return forms.again(DRAFT, form or _balances(work), words.plainly(wrong.problems), **values)


def _balances(work: Work) -> Form:
    """The form as the draft stands; the opening is proposed from the month before."""
    before = work.opening if work.opening is not None else pages.previous_closing(work)
    said = {"opening": before, "closing": work.closing, "statement": work.statement}
    shown = {name: yuan(fen) for name, fen in said.items() if fen is not None}
    return forms.empty(LABELS, excuse=work.excuse, **shown)


@bp.get("/drafts/<int:number>")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def draft(number: int) -> Response:
    behind = asking.words("behind", 8) if "behind" in request.args else None
    return show(_work(number), asked=Asked(asking.words("row", 8), behind, part=asking.number("part")))


WAY = Way(
    find=_work,
    show=show,
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


@bp.post("/drafts/<int:number>/balances")
@needs(Role.CADRE)
def set_balances(number: int) -> Response:
    def say(form: Form) -> None:
        opening, closing = (_amount(form, name) for name in ("opening", "closing"))
        form.refuse_if_wrong()
        actions.set_balances(number, opening, closing, form.whole("revision"), by=who().person, now=clock.now())

    return WAY.after(number, say)


@bp.post("/drafts/<int:number>/explain")
@needs(Role.CADRE)
def explain(number: int) -> Response:
    def say(form: Form) -> None:
        statement, excuse = _amount(form, "statement"), form.text("excuse", 1000)
        form.refuse_if_wrong()
        actions.explain(number, statement, excuse, form.whole("revision"), by=who().person, now=clock.now())

    return WAY.after(number, say)


def _amount(form: Form, name: str) -> int | None:
    said = form.line(name, 30)
    try:
        return read_amount(said) if said else None
    except ValueError as wrong:
        form.complain(name, str(wrong))
        return None


@bp.get("/drafts/<int:number>/file")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def file(number: int) -> Response:
    work = _work(number)
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
    return hand_out(made, f"{work.account.key}-{work.period.key}.pdf")


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
