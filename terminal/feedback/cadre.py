"""/desk/feedback/: taking, answering, approving what villagers said to this unit; typing in what came on paper."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, send_file, url_for
from flask_babel import gettext as _

from terminal import clock
from terminal.errors import Refused
from terminal.feedback import actions, forms, pages, queries, receipts, showing
from terminal.feedback.shapes import Case, Clash, Slip
from terminal.journal import blobs
from terminal.paper.qr import qr
from terminal.staff.rules import Role
from terminal.web import asking, papers
from terminal.web.addresses import for_phones
from terminal.web.forms import Form, again
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page

bp = Blueprint("cadre_feedback", __name__, url_prefix="/desk/feedback")

CASE, NEW = "feedback/cadre/case.html", "feedback/cadre/new.html"
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "audio/webm": "webm"}


@bp.get("/")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def index() -> Response:
    person = who().person
    usual = "open" if Role.CADRE in person.roles else "mine"
    show = asking.one_of("show", list(pages.SHOWS), usual)
    listed = pages.listed(person, clock.today(), show, asking.number("page"))
    return render_page("feedback/cadre/index.html", keep=False, listed=listed, may_write=Role.CADRE in person.roles)


def _case(number: str) -> Case:
    return queries.case_for(who().person, number)


def _page(number: str) -> showing.CasePage:
    return showing.page(_case(number), who().person, clock.today())


@bp.get("/<case_no:number>")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def one(number: str) -> Response:
    found = _page(number)
    return render_page(CASE, keep=False, page=found, form=forms.one(found.case), revision=_revision(found.case))


def _revision(case: Case) -> int:
    """Of what is being written as an answer or for the column; 0 begins."""
    return case.draft.revision if case.draft and case.draft.purpose != "ask" else 0


def _wrong(number: str, verb: str, form: Form, wrong: Refused, revision: int = 0) -> Response:
    """The page of the case once more: what was typed stays; `revision` is what it was typed over."""
    found = _page(number)
    if not found.offers(*(("answer", "publish") if verb == "reply" else (verb,))):
        wrong = forms.without_fields(form, wrong)
    return again(CASE, forms.again(found.case, form), wrong, page=found, revision=revision or _revision(found.case))


@bp.errorhandler(Clash)
def both(clash: Clash) -> Response:
    """Somebody else has saved meanwhile: both texts, and a form that begins with what was typed here."""
    theirs = clash.theirs
    found = _page(theirs.number)
    form = forms.again(found.case, forms.read("reply"))
    return render_page("feedback/cadre/clash.html", status=409, keep=False, page=found, form=form, theirs=theirs)


@bp.get("/<case_no:number>/files/<sha256:sha256>")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def file(number: str, sha256: str) -> Response:
    """A photograph to look at, a voice to listen to; its name says nothing of who sent it."""
    blob = queries.attachment_for(who().person, number, sha256)
    ending = ENDINGS.get(blob.media_type, "bin")
    return send_file(
        blobs.path(sha256),
        mimetype=blob.media_type,
        as_attachment=ending == "bin",
        download_name=f"{number}-{sha256[:4]}.{ending}",
        etag=sha256,
    )


Work = Callable[[Form], object]


def _do(number: str, verb: str, work: Work) -> Response:
    """One verb and back to the case; the page again, with what is wrong at its field."""
    _case(number)
    form = forms.read(verb)
    try:
        work(form)
        form.refuse_if_wrong()
    except Refused as wrong:
        return _wrong(number, verb, form, wrong)
    return go_to(".one", number=number)


def _mine() -> dict[str, Any]:
    return {"by": who().person, "now": clock.now()}


@bp.post("/<case_no:number>/accept")
@needs(Role.CADRE)
def accept(number: str) -> Response:
    return _do(number, "accept", lambda form: actions.accept(number, **_mine()))


@bp.post("/<case_no:number>/assign")
@needs(Role.CADRE)
def assign(number: str) -> Response:
    def give(form: Form) -> None:
        to, note = form.line("to"), form.line("note")
        recused, reason = form.line("recused"), form.line("assign-reason")
        form.refuse_if_wrong()
        actions.assign(number, to, note, recused=recused, reason=reason, **_mine())

    answer = _do(number, "assign", give)
    out_of_it = answer.status_code == 303 and forms.read("assign").line("recused") == who().person.name
    return go_to(".index") if out_of_it else answer


@bp.post("/<case_no:number>/ask")
@needs(Role.CADRE)
def ask(number: str) -> Response:
    return _do(number, "ask", lambda form: actions.ask(number, _said(form, "missing"), **_mine()))


def _said(form: Form, name: str) -> str:
    """A field of several lines. Raises Refused when no rule would take that much."""
    said = form.text(name, forms.LONGEST)
    form.refuse_if_wrong()
    return said


@bp.post("/<case_no:number>/extend")
@needs(Role.CADRE)
def extend(number: str) -> Response:
    return _do(
        number,
        "extend",
        lambda form: actions.extend(number, form.whole("days"), _said(form, "extend-reason"), **_mine()),
    )


@bp.post("/<case_no:number>/reopen")
@needs(Role.CADRE)
def reopen(number: str) -> Response:
    return _do(number, "reopen", lambda form: actions.reopen(number, _said(form, "reopen-reason"), **_mine()))


@bp.post("/<case_no:number>/talk")
@needs(Role.CADRE)
def talk(number: str) -> Response:
    return _do(number, "talk", lambda form: actions.talk(number, forms.talk(form, clock.today()), **_mine()))


@bp.post("/<case_no:number>/merge")
@needs(Role.CADRE)
def merge(number: str) -> Response:
    def put_together(form: Form) -> None:
        into = form.line("into", 20)
        if not into:
            form.complain("into", _("还没选并到哪一件。请在单子里选一件。"))
        form.refuse_if_wrong()
        actions.merge(number, _case(into).number, **_mine())

    return _do(number, "merge", put_together)


@bp.post("/<case_no:number>/unpublish")
@needs(Role.CADRE)
def unpublish(number: str) -> Response:
    return _do(number, "unpublish", lambda form: actions.unpublish(number, _said(form, "unpublish-reason"), **_mine()))


@bp.post("/<case_no:number>/publish")
@needs(Role.CADRE)
def publish(number: str) -> Response:
    """Ask a second person to let a private answer into the column; kept to be masked when it shows something personal."""

    def hand_in(form: Form) -> None:
        actions.publish(number, _said(form, "question"), _said(form, "answer"), **_mine())

    return _do(number, "reply", hand_in)


# ---- the answer ----


def _after(number: str, work: Callable[[int, Form], object], whole: bool = False) -> Response:
    """Keep the answer as it was typed, then do the work with the new revision; the page again when something is wrong."""
    case, form = _case(number), forms.read("reply")
    revision = form.whole("revision")
    try:
        if case.draft and case.draft.purpose == "publish":
            actions.publish(number, _said(form, "question"), _said(form, "answer"), **_mine())
            draft = _case(number).draft
            revision = draft.revision if draft and draft.state == "writing" else 0
        else:
            revision = actions.draft_answer(number, forms.reply(form, case, whole), revision, **_mine())
        if revision:
            work(revision, form)
    except Refused as wrong:
        return _wrong(number, "reply", form, wrong, revision)
    return go_to(".one", number=number)


@bp.post("/<case_no:number>/answer")
@needs(Role.CADRE)
def answer(number: str) -> Response:
    return _after(number, lambda revision, form: None)


@bp.post("/<case_no:number>/hand-in")
@needs(Role.CADRE)
def hand_in(number: str) -> Response:
    return _after(number, lambda revision, form: actions.hand_in(number, revision, **_mine()), whole=True)


@bp.post("/<case_no:number>/mask")
@needs(Role.CADRE)
def mask(number: str) -> Response:
    return _after(number, lambda revision, form: actions.mask(number, revision, **_mine()))


@bp.post("/<case_no:number>/overrule")
@needs(Role.CADRE)
def overrule(number: str) -> Response:
    def let_stand(_revision: int, form: Form) -> None:
        field, place = forms.spot(form)
        name = f"why-{field}-{place}"
        form.labels = {**form.labels, "理由": name, name: name}
        actions.overrule(number, field, place, form.line(name), **_mine())

    return _after(number, let_stand)


@bp.post("/<case_no:number>/approve")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def approve(number: str) -> Response:
    return _do(number, "accept", lambda form: actions.approve(number, form.whole("seen"), **_mine()))


@bp.post("/<case_no:number>/back")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def back(number: str) -> Response:
    return _do(
        number,
        "back",
        lambda form: actions.send_back(number, _said(form, "back-reason"), form.whole("seen"), **_mine()),
    )


# ---- typing in ----


@bp.get("/new")
@needs(Role.CADRE)
def new() -> Response:
    return render_page(NEW, keep=False, form=forms.fresh(clock.today()), choices_of=pages.choices())


@bp.post("/new")
@needs(Role.CADRE)
def key_in() -> Response:
    form, today = forms.read("key_in"), clock.today()
    try:
        said = forms.submission(form)
        slip = actions.key_in(said, forms.day(form, "received_on", today), **_mine())
    except Refused as wrong:
        return again(NEW, form, wrong, choices_of=pages.choices())
    return _slip(slip)


def _slip(slip: Slip) -> Response:
    """The code, shown once in the answer to the form: in no address, kept nowhere."""
    return render_page(
        "feedback/cadre/slip.html",
        keep=False,
        slip=slip,
        code=receipts.say_code(slip.code),
        qr=qr(f"{for_phones(url_for('villager_feedback.receipt'))}#{slip.code}", _("查询码的二维码")),
        printer=papers.printer(),
    )
