"""/county/orders/: notices, orders, catalogues and keys on their way down; who received them and who answered."""

from typing import Any

from flask import Blueprint, Response, request, url_for

from terminal import clock
from terminal.county.orders import actions, forms, pages, queries, rules
from terminal.county.queries import SEES
from terminal.directives import queries as directives
from terminal.errors import NotFound, Problem, Refused
from terminal.register.queries import paged
from terminal.staff.rules import Role
from terminal.web import asking
from terminal.web.forms import Form, again
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page

bp = Blueprint("officer_orders", __name__, url_prefix="/county/orders")

NEW, PREVIEW = "county/orders/new.html", "county/orders/preview.html"
ISSUES = (Role.OFFICER, Role.TOWNSHIP)
SIZE, MOST_FILES, LARGEST = 20, 12, 8 * 2**20


@bp.get("/")
@needs(*SEES)
def index() -> Response:
    person, today = who().person, clock.today()
    found = queries.issued(person)
    number, screens = paged(len(found), asking.number("page"), SIZE)
    return render_page(
        "county/orders/index.html",
        keep=False,
        begins=pages.begins(person),
        drafts=pages.draft_rows(person),
        rows=pages.issued_rows(found[(number - 1) * SIZE : number * SIZE], today),
        number=number,
        screens=screens,
    )


def _known(sort: str) -> str:
    if sort not in rules.SORTS:
        raise NotFound("没有这样的下发。")
    return sort


def _values(sort: str) -> dict[str, Any]:
    person, follows = who().person, asking.number("follows", 0)
    return {
        "sort": sort,
        "name": pages.sort_name(sort),
        "whom": pages.places(person, sort),
        "categories_list": [(key, name, "") for key, name in pages.categories()],
        "follows": follows,
    }


@bp.get("/new/<sort>")
@needs(*ISSUES)
def new(sort: str) -> Response:
    today = clock.today().isoformat()
    typed = {"issued_on": today, "received_on": today, "issuer": who().person.office, "sort": "notice"}
    follows = asking.number("follows", 0)
    if sort == "notice" and follows:
        before = directives.notice(follows)
        typed |= {"title": before.title, "text": before.text, "doc_no": before.doc_no, "sort": before.sort}
        typed |= {"to": before.to, "issuer": before.issuer}
    return render_page(NEW, keep=False, form=forms.empty(**typed), **_values(_known(sort)))


def _files() -> forms.Files:
    brought = [one for one in request.files.getlist("file")[: MOST_FILES + 1] if one.filename]
    return [(one.filename or "", one.read(LARGEST + 1)) for one in brought]


@bp.post("/new/<sort>")
@needs(*ISSUES)
def prepare(sort: str) -> Response:
    form, person, now = forms.read(), who().person, clock.now()
    try:
        event = forms.event(_known(sort), form, _files(), now.today)
        number = actions.prepare(sort, event, _about(sort, form), by=person, now=now)
    except Refused as wrong:
        if form.whole("follows"):  # it goes to whom the one before went to: there is no field for that
            wrong = Refused([Problem(one.says, one.where if one.where != "发给" else "") for one in wrong.problems])
        return again(NEW, form, wrong, **{**_values(sort), "follows": form.whole("follows")})
    return go_to(".preview", number=number)


def _about(sort: str, form: Form) -> str:
    """The thing a line goes on about: the notice of an edition, the takedown of a restore, the banner that goes."""
    follows = form.whole("follows")
    if not follows:
        return ""
    if sort in ("notice", "withdraw"):
        return directives.notice(follows).obj
    return forms.banner(follows).obj if sort == "banner" else _takedown(follows)


def _takedown(line: int) -> str:
    return next((one.obj for one in directives.all_orders() if one.log_seq == line and one.sort == "takedown"), "")


@bp.get("/drafts/<int:number>")
@needs(*SEES)
def preview(number: int) -> Response:
    return _preview(number, forms.empty())


def _preview(number: int, form: Form, wrong: Refused | None = None) -> Response:
    person = who().person
    draft = queries.draft(person, number)
    if draft.state != "waiting":
        return go_to(".one", line=draft.line) if draft.line else go_to(".index")
    page = pages.preview(draft, person)
    if wrong:
        return again(PREVIEW, form, wrong, page=page, may=pages.may_issue(person))
    return render_page(PREVIEW, keep=False, form=form, page=page, may=pages.may_issue(person))


@bp.post("/drafts/<int:number>/send")
@needs(*ISSUES, by_password=True)
def send(number: int) -> Response:
    try:
        header = actions.send(number, by=who().person, now=clock.now())
    except Refused as wrong:
        return _preview(number, forms.read(), wrong)
    known = header.kind not in ("notice.withdraw", "catalogue.version", "calendar.version", "recipients.set")
    return go_to(".one", line=header.seq) if known else go_to(".index")


@bp.post("/drafts/<int:number>/drop")
@needs(*ISSUES)
def drop(number: int) -> Response:
    try:
        actions.drop(number, by=who().person)
    except Refused as wrong:
        return _preview(number, forms.read(), wrong)
    return go_to(".index")


@bp.get("/<int:line>")
@needs(*SEES)
def one(line: int) -> Response:
    person = who().person
    sent = queries.sent(person, line)
    return render_page(
        "county/orders/one.html",
        keep=False,
        sent=sent,
        said=pages.said(sent),
        name=pages.sort_name,
        to=pages.to_name,
        names=queries.names(),
        may=pages.may_issue(person),
        back=url_for(".index"),
    )
