"""/desk/login, /desk/me, /desk/people/: coming in, one's own password, and everybody's accounts."""

from typing import Any

from flask import Blueprint, Response, current_app, request, url_for

from terminal import clock
from terminal.errors import NotFound, Refused
from terminal.staff import actions, entrance, pages, queries
from terminal.staff.pages import LABELS
from terminal.staff.rules import Role
from terminal.web import forms, sessions
from terminal.web.gates import needs, open_to_all, who
from terminal.web.pages import go_to, render_page, see_other

bp = Blueprint("cadre_staff", __name__, url_prefix="/desk")


def _touch() -> bool:
    """PINs count at the touchscreen alone."""
    return bool(current_app.config["SETTINGS"].desk.pin) and sessions.is_kiosk()


def _inside(address: str) -> str:
    """Where to go after signing in; the desk, for anything that is not of the desk."""
    return address if address.startswith("/desk/") else url_for("cadre_hall.home")


@bp.get("/login")
@open_to_all
def login() -> Response:
    form = forms.empty(next=_inside(request.args.get("next", "")))
    tiles = queries.with_pin() if _touch() and "password" not in request.args else ()
    return render_page("staff/cadre/login.html", keep=False, form=form, tiles=tiles, nobody=queries.is_empty())


@bp.post("/login")
@open_to_all
def enter() -> Response:
    form = forms.read()
    name, password = form.line("name"), form.secret("password")
    try:
        token, _ = entrance.sign_in(name, password, address=sessions.address(), now=clock.now())
    except Refused as wrong:
        return forms.again("staff/cadre/login.html", form, wrong, tiles=(), nobody=queries.is_empty())
    return sessions.remember(see_other(_inside(form.shown("next"))), token)


def _with_pin(number: int) -> queries.Person:
    """Somebody who may sign in by PIN here. Raises NotFound, also away from the touchscreen."""
    found = next((person for person in queries.with_pin() if person.id == number), None)
    if found is None or not _touch():
        raise NotFound("没有这一页。")
    return found


@bp.get("/pin/<int:number>")
@open_to_all
def pin(number: int) -> Response:
    return render_page("staff/cadre/pin.html", keep=False, form=forms.empty(), person=_with_pin(number))


@bp.post("/pin/<int:number>")
@open_to_all
def enter_by_pin(number: int) -> Response:
    form, person = forms.read(), _with_pin(number)
    digits = "".join(form.secret(f"digit-{place}") for place in range(1, 7))
    try:
        token, _ = entrance.sign_in(person.name, digits, by_pin=True, address=sessions.address(), now=clock.now())
    except Refused as wrong:
        return forms.again("staff/cadre/pin.html", form, wrong, person=person)
    return sessions.remember(go_to("cadre_hall.home"), token)


@bp.post("/logout")
@needs()
def logout() -> Response:
    entrance.sign_out(who())
    return sessions.forget(go_to("villager_hall.home" if sessions.is_kiosk() else ".login"))


@bp.get("/me")
@needs(by_password=True)
def me() -> Response:
    done = request.args.get("done", "")
    return render_page("staff/cadre/me.html", keep=False, roles=pages.role_words(who().person), done=done)


def _own(part: str, form: forms.Form) -> str:
    """The new secret, once the present password was right and both copies are the same. Raises Refused."""
    present, new, twice = form.secret("present"), form.secret(part), form.secret("again")
    if new != twice:
        form.complain("again", "两次写的不一样。请再写一次。")
        raise Refused(())
    entrance.check(who().name, present, address=sessions.address(), now=clock.now(), wrong=entrance.WRONG_PRESENT)
    return new


@bp.route("/me/password", methods=["GET", "POST"])
@needs(by_password=True)
def own_password() -> Response:
    if request.method != "POST":
        return render_page("staff/cadre/own.html", keep=False, form=forms.empty(), part="password")
    form, person = forms.read(LABELS), who().person
    try:
        actions.reset(person, _own("password", form), by=person.by, now=clock.now())
    except Refused as wrong:
        return forms.again("staff/cadre/own.html", form, wrong, part="password")
    return sessions.forget(go_to(".login"))


@bp.route("/me/pin", methods=["GET", "POST"])
@needs(by_password=True)
def own_pin() -> Response:
    if request.method != "POST":
        return render_page("staff/cadre/own.html", keep=False, form=forms.empty(), part="pin")
    form, person = forms.read(LABELS), who().person
    try:
        actions.set_pin(person, _own("pin", form), by=person.by, now=clock.now())
    except Refused as wrong:
        return forms.again("staff/cadre/own.html", form, wrong, part="pin")
    return go_to(".me", done="pin")


@bp.get("/people/")
@needs(Role.ADMIN, by_password=True)
def people() -> Response:
    return render_page("staff/cadre/people.html", keep=False, rows=pages.people(), happened=pages.happened(20))


@bp.get("/people/add")
@needs(Role.ADMIN, by_password=True)
def add() -> Response:
    return render_page("staff/cadre/add.html", keep=False, form=forms.empty(), choices=pages.role_choices())


@bp.post("/people/add")
@needs(Role.ADMIN, by_password=True)
def make() -> Response:
    form = forms.read(LABELS)
    password, generated = pages.new_password(form)
    try:
        form.refuse_if_wrong()
        person = actions.add(pages.wanted(form, password), by=who().by, now=clock.now())
    except Refused as wrong:
        return forms.again("staff/cadre/add.html", form, wrong, choices=pages.role_choices())
    return _told(person, password) if generated else go_to(".person", number=person.id)


def _told(person: queries.Person, password: str) -> Response:
    """A made-up password is shown this once and kept nowhere."""
    return render_page("staff/cadre/told.html", keep=False, person=person, password=password)


def _person_page(person: queries.Person, form: forms.Form, part: str, wrong: Refused | None = None) -> Response:
    values: dict[str, Any] = {"person": person, "part": part, "choices": pages.role_choices()}
    if wrong is None:
        return render_page("staff/cadre/person.html", keep=False, form=form, **values)
    return forms.again("staff/cadre/person.html", form, wrong, **values)


@bp.get("/people/<int:number>")
@needs(Role.ADMIN, by_password=True)
def person(number: int) -> Response:
    found = queries.person(number)
    return _person_page(found, pages.filled(found), "")


@bp.post("/people/<int:number>/roles")
@needs(Role.ADMIN, by_password=True)
def roles(number: int) -> Response:
    form, found = forms.read(LABELS), queries.person(number)
    chosen, office = form.many("roles", [*Role]), form.line("office", 20)
    try:
        form.refuse_if_wrong()
        actions.change_roles(found, chosen, office, pages.declared(form), by=who().by, now=clock.now())
    except Refused as wrong:
        return _person_page(found, form, "roles", wrong)
    return go_to(".people")


@bp.post("/people/<int:number>/password")
@needs(Role.ADMIN, by_password=True)
def password(number: int) -> Response:
    form, found = forms.read(LABELS), queries.person(number)
    new, generated = pages.new_password(form)
    try:
        form.refuse_if_wrong()
        actions.reset(found, new, by=who().by, now=clock.now())
    except Refused as wrong:
        return _person_page(found, form, "password", wrong)
    return _told(found, new) if generated else go_to(".people")


@bp.post("/people/<int:number>/disable")
@needs(Role.ADMIN, by_password=True)
def disable(number: int) -> Response:
    form, found = forms.read(LABELS), queries.person(number)
    try:
        actions.disable(found, by=who().by, now=clock.now())
    except Refused as wrong:
        return _person_page(found, form, "disable", wrong)
    return go_to(".people")
