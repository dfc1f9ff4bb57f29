"""/desk/surveys/: writing a questionnaire, publishing what somebody else wrote, ending one, reading the counts."""

from typing import Any

from flask import Blueprint, Response, url_for

from terminal import clock
from terminal.errors import Refused
from terminal.staff.rules import Role
from terminal.surveys import actions, forms, pages, queries, rules, words
from terminal.surveys.queries import Asked, Draft
from terminal.village.queries import here
from terminal.web.forms import Form, again, empty
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page

bp = Blueprint("cadre_surveys", __name__, url_prefix="/desk/surveys")

EDIT, DRAFT, ONE = "surveys/cadre/edit.html", "surveys/cadre/draft.html", "surveys/cadre/one.html"


@bp.get("/")
@needs(Role.CADRE, Role.SUPERVISOR)
def index() -> Response:
    today = clock.today()
    return render_page(
        "surveys/cadre/index.html",
        keep=False,
        drafts=[pages.draft_row(draft) for draft in queries.open_drafts()],
        rows=[pages.row(asked, today, "cadre_surveys.one") for asked in queries.published(here().origin)],
        may_write=Role.CADRE in who().roles,
    )


def _edit(form: Form, number: int = 0, wrong: Refused | None = None) -> Response:
    publishers = [(one.key, one.name, "") for one in here().publishers]
    values: dict[str, Any] = {
        "action": url_for(".change", number=number) if number else url_for(".make"),
        "publishers": publishers if len(publishers) > 1 else [],
        "shown": forms.shown(form),
        "most": rules.MOST_QUESTIONS,
    }
    if wrong is None:
        return render_page(EDIT, keep=False, form=form, **values)
    return again(EDIT, form, wrong, **values)


def _keep(number: int = 0) -> Response:
    """Keep what was typed; or only make room for another question."""
    form = forms.read()
    if form.ticked("more"):
        return _edit(forms.one_more(form), number)
    try:
        kept = actions.save(
            forms.questionnaire(form, [one.key for one in here().publishers]), number, by=who().person, now=clock.now()
        )
    except Refused as wrong:
        return _edit(form, number, wrong)
    return go_to(".draft", number=kept)


@bp.get("/new")
@needs(Role.CADRE)
def start() -> Response:
    return _edit(forms.fresh(clock.today()))


@bp.post("/new")
@needs(Role.CADRE)
def make() -> Response:
    return _keep()


@bp.get("/drafts/<int:number>/edit")
@needs(Role.CADRE)
def edit(number: int) -> Response:
    found = queries.draft_for(who().person, number)
    if found.state != rules.WRITING:
        return go_to(".draft", number=number)
    return _edit(forms.filled(found.content), number)


@bp.post("/drafts/<int:number>/edit")
@needs(Role.CADRE)
def change(number: int) -> Response:
    return _keep(queries.draft_for(who().person, number).id)


def _draft(found: Draft, form: Form, wrong: Refused | None = None) -> Response:
    person, content = who().person, found.content
    why_not = rules.why_not_publish(
        found.state, found.writer, person.id, person.roles, found.revision, found.revision
    ) or rules.why_not_questionnaire(content, clock.today())
    publishers = here().publishers
    publisher = next((one.name for one in publishers if one.key == content.publisher or not content.publisher), "")
    values: dict[str, Any] = {
        "draft": found,
        "is_open": found.state == rules.WRITING,
        "may_write": Role.CADRE in person.roles,
        "why_not": [problem.says for problem in why_not],
        "facts_list": pages.draft_facts(found, publisher),
        "questions": [(one.text, words.options(one)) for one in content.questions],
    }
    if wrong is None:
        return render_page(DRAFT, keep=False, form=form, **values)
    return again(DRAFT, form, wrong, **values)


@bp.get("/drafts/<int:number>")
@needs(Role.CADRE, Role.SUPERVISOR)
def draft(number: int) -> Response:
    found = queries.draft_for(who().person, number)
    return go_to(".one", number=found.number) if found.state == rules.PUBLIC else _draft(found, empty())


@bp.post("/drafts/<int:number>/publish")
@needs(Role.CADRE, Role.SUPERVISOR)
def publish(number: int) -> Response:
    found, form = queries.draft_for(who().person, number), forms.read()
    try:
        came_out = actions.publish(number, form.whole("revision"), by=who().person, now=clock.now())
    except Refused as wrong:
        return _draft(found, form, wrong)
    return go_to(".one", number=came_out)


@bp.post("/drafts/<int:number>/drop")
@needs(Role.CADRE)
def drop(number: int) -> Response:
    found = queries.draft_for(who().person, number)
    try:
        actions.drop(number, by=who().person)
    except Refused as wrong:
        return _draft(found, forms.read(), wrong)
    return go_to(".index")


def _one(asked: Asked, form: Form, wrong: Refused | None = None) -> Response:
    state = asked.state(clock.today())
    values: dict[str, Any] = {
        "asked": asked,
        "state": state,
        "tag": words.tag(asked, clock.today()),
        "facts_list": pages.facts(asked),
        "questions": [(one.text, words.options(one)) for one in asked.questions],
        "counts": pages.every_count(asked) if state == "over" else [],
    }
    if wrong is None:
        return render_page(ONE, keep=False, form=form, **values)
    return again(ONE, form, wrong, **values)


@bp.get("/<int:number>")
@needs(Role.CADRE, Role.SUPERVISOR)
def one(number: int) -> Response:
    return _one(queries.one(here().origin, number), empty())


@bp.post("/<int:number>/close")
@needs(Role.CADRE, Role.SUPERVISOR)
def close(number: int) -> Response:
    asked, form = queries.one(here().origin, number), forms.read()
    try:
        reason = form.text("reason", 200)
        form.refuse_if_wrong()
        actions.close(number, reason, by=who().person, now=clock.now())
    except Refused as wrong:
        return _one(asked, form, wrong)
    return go_to(".one", number=number)
