"""/county/: what county staff see; coming in, and the villages there are."""

from flask import Blueprint, Response, request, url_for

from terminal import clock
from terminal.county import queries
from terminal.errors import Refused
from terminal.staff import entrance
from terminal.staff.rules import Role
from terminal.web import forms, sessions
from terminal.web.gates import needs, open_to_all, who
from terminal.web.pages import go_to, render_page, see_other

bp = Blueprint("officer_county", __name__, url_prefix="/county")


def _inside(address: str) -> str:
    return address if address.startswith("/county/") else url_for(".home")


@bp.get("/login")
@open_to_all
def login() -> Response:
    form = forms.empty(next=_inside(request.args.get("next", "")))
    return render_page("county/officer/login.html", keep=False, form=form)


@bp.post("/login")
@open_to_all
def enter() -> Response:
    form = forms.read()
    name, password = form.line("name"), form.secret("password")
    try:
        token, _ = entrance.sign_in(name, password, address=sessions.address(), now=clock.now())
    except Refused as wrong:
        return forms.again("county/officer/login.html", form, wrong)
    return sessions.remember(see_other(_inside(form.shown("next"))), token)


@bp.post("/logout")
@needs()
def logout() -> Response:
    entrance.sign_out(who())
    return sessions.forget(go_to(".login"))


@bp.get("/")
@needs(Role.OFFICER, Role.TOWNSHIP, Role.AUDITOR, Role.ADMIN)
def home() -> Response:
    return render_page("county/officer/home.html", keep=False, villages=queries.villages_for(who().person))
