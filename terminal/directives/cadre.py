"""/desk/directives/: what was ordered from above, and what is answered to it."""

from typing import Any, cast

from flask import Blueprint, Response, url_for

from terminal import clock
from terminal.directives import actions, pages, queries, rules
from terminal.errors import NotFound, Refused
from terminal.staff.rules import Role
from terminal.web import asking, forms
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page

bp = Blueprint("cadre_directives", __name__, url_prefix="/desk/directives")

ONE = "directives/cadre/one.html"
LABELS = {"怎么办的": "words"}
SIZE = 12
WORDS: tuple[rules.Word, ...] = ("seen", "done", "cannot")


@bp.get("/")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def index() -> Response:
    rows = pages.order_rows(clock.today())
    number, screens = queries.paged(len(rows), asking.number("page"), SIZE)
    return render_page(
        "directives/cadre/index.html",
        keep=False,
        rows=rows[(number - 1) * SIZE : number * SIZE],
        number=number,
        screens=screens,
        news=queries.notices("", 1, 5).rows,
        changed=pages.news(clock.today()),
    )


def _page(line: int, form: forms.Form, wrong: Refused | None = None) -> Response:
    order = queries.order(line)
    values: dict[str, Any] = {
        "row": pages.order_row(order, clock.today()),
        "facts": pages.order_facts(order),
        "case": url_for("cadre_feedback.one", number=order.case_no) if order.case_no else "",
    }
    if wrong:
        return forms.again(ONE, form, wrong, **values)
    return render_page(ONE, keep=False, form=form, **values)


@bp.get("/<int:line>")
@needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
def one(line: int) -> Response:
    return _page(line, forms.empty())


@bp.post("/<int:line>/<string:word>")
@needs(Role.CADRE)
def answer(line: int, word: str) -> Response:
    form = forms.read(LABELS)
    if word not in WORDS:
        raise NotFound("没有这样的回音。")
    try:
        said = form.text("words", rules.LONGEST_WORDS)
        form.refuse_if_wrong()
        actions.answer(line, cast(rules.Word, word), said, by=who().person.by, now=clock.now())
    except Refused as wrong:
        return _page(line, form, wrong)
    return go_to(".one", line=line)
