"""/county/me, /county/people/: one's own password and second step at the county, and everybody's accounts."""

from typing import Any

from flask import Blueprint, Response, current_app, request
from flask_babel import gettext as _

from terminal import clock
from terminal.errors import Refused
from terminal.paper.qr import qr
from terminal.staff import actions, entrance, pages, queries, second
from terminal.staff.pages import LABELS
from terminal.staff.rules import Role
from terminal.staff.seats import seats
from terminal.web import forms, sessions
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page

bp = Blueprint("officer_staff", __name__, url_prefix="/county")

ADD, OWN, ONE, STEP = (f"staff/officer/{name}.html" for name in ("add", "own", "person", "second"))


@bp.get("/me")
@needs()
def me() -> Response:
    person = who().person
    return render_page(
        "staff/officer/me.html",
        keep=False,
        roles=pages.role_words(person),
        is_on=second.is_on(person.id),
        done=request.args.get("done", ""),
    )


def _checked(form: forms.Form) -> None:
    """The present password was right. Raises Refused."""
    present = form.secret("present")
    entrance.check(who().name, present, address=sessions.address(), now=clock.now(), wrong=entrance.WRONG_PRESENT)


@bp.route("/me/password", methods=["GET", "POST"])
@needs()
def own_password() -> Response:
    if request.method != "POST":
        return render_page(OWN, keep=False, form=forms.empty())
    form, person = forms.read(LABELS), who().person
    new, twice = form.secret("password"), form.secret("again")
    try:
        if new != twice:
            form.complain("again", "两次写的不一样。请再写一次。")
        form.refuse_if_wrong()
        _checked(form)
        actions.reset(person, new, by=person.by, now=clock.now())
    except Refused as wrong:
        return forms.again(OWN, form, wrong)
    return sessions.forget(go_to("officer_county.login"))


def _step(form: forms.Form, wrong: Refused | None = None) -> Response:
    person = who().person
    secret, is_on = second.secret_of(person), second.is_on(person.id)
    county = current_app.config["SETTINGS"].county
    read = second.address(person, secret, county.name if county else "村务公开") if secret else ""
    code = qr(read, _("给手机验证器扫的二维码")) if read else ""
    values: dict[str, Any] = {"secret": secret, "is_on": is_on, "code": code}
    if wrong is None:
        return render_page(STEP, keep=False, form=form, **values)
    return forms.again(STEP, form, wrong, **values)


@bp.get("/me/second")
@needs()
def own_second() -> Response:
    return _step(forms.empty())


@bp.post("/me/second/begin")
@needs()
def begin_second() -> Response:
    form = forms.read(LABELS)
    try:
        _checked(form)
        second.begin(who().person)
    except Refused as wrong:
        return _step(form, wrong)
    return go_to(".own_second")


@bp.post("/me/second/confirm")
@needs()
def confirm_second() -> Response:
    form, person = forms.read(LABELS), who().person
    try:
        second.confirm(person, form.secret("code"), by=person.by, now=clock.now())
    except Refused as wrong:
        return _step(form, wrong)
    return go_to(".me", done="second")


@bp.post("/me/second/end")
@needs()
def end_second() -> Response:
    form, person = forms.read(LABELS), who().person
    try:
        _checked(form)
    except Refused as wrong:
        return _step(form, wrong)
    second.end(person, by=person.by, now=clock.now())
    return go_to(".me", done="second-off")


@bp.get("/people/")
@needs(Role.ADMIN)
def people() -> Response:
    return render_page("staff/officer/people.html", keep=False, rows=pages.people("officer_staff.person"))


def _choices() -> dict[str, Any]:
    return {"choices": pages.role_choices(), "townships": [(name, name, "") for name in seats().townships or ()]}


@bp.get("/people/add")
@needs(Role.ADMIN)
def add() -> Response:
    return render_page(ADD, keep=False, form=forms.empty(), **_choices())


@bp.post("/people/add")
@needs(Role.ADMIN)
def make() -> Response:
    form = forms.read(LABELS)
    password, generated = pages.new_password(form)
    try:
        form.refuse_if_wrong()
        person = actions.add(pages.wanted(form, password), by=who().by, now=clock.now())
    except Refused as wrong:
        return forms.again(ADD, form, wrong, **_choices())
    return _told(person, password) if generated else go_to(".person", number=person.id)


def _told(person: queries.Person, password: str) -> Response:
    """A made-up password is shown this once and kept nowhere."""
    return render_page("staff/officer/told.html", keep=False, person=person, password=password)


def _person(person: queries.Person, form: forms.Form, part: str = "", wrong: Refused | None = None) -> Response:
    values = {"person": person, "part": part, "is_on": second.is_on(person.id), **_choices()}
    if wrong is None:
        return render_page(ONE, keep=False, form=form, **values)
    return forms.again(ONE, form, wrong, **values)


@bp.get("/people/<int:number>")
@needs(Role.ADMIN)
def person(number: int) -> Response:
    found = queries.person(number)
    return _person(found, pages.filled(found))


@bp.post("/people/<int:number>/roles")
@needs(Role.ADMIN)
def roles(number: int) -> Response:
    form, found = forms.read(LABELS), queries.person(number)
    chosen, office = form.many("roles", [*Role]), pages.office(form)
    try:
        form.refuse_if_wrong()
        actions.change_roles(found, chosen, office, None, by=who().by, now=clock.now())
    except Refused as wrong:
        return _person(found, form, "roles", wrong)
    return go_to(".people")


@bp.post("/people/<int:number>/password")
@needs(Role.ADMIN)
def password(number: int) -> Response:
    form, found = forms.read(LABELS), queries.person(number)
    new, generated = pages.new_password(form)
    try:
        form.refuse_if_wrong()
        actions.reset(found, new, by=who().by, now=clock.now())
    except Refused as wrong:
        return _person(found, form, "password", wrong)
    return _told(found, new) if generated else go_to(".people")


@bp.post("/people/<int:number>/second")
@needs(Role.ADMIN)
def drop_second(number: int) -> Response:
    second.end(queries.person(number), by=who().by, now=clock.now())
    return go_to(".person", number=number)


@bp.post("/people/<int:number>/disable")
@needs(Role.ADMIN)
def disable(number: int) -> Response:
    form, found = forms.read(LABELS), queries.person(number)
    try:
        actions.disable(found, by=who().by, now=clock.now())
    except Refused as wrong:
        return _person(found, form, "disable", wrong)
    return go_to(".people")
