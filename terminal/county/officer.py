"""/county/login, /county/me: coming in and going out."""

from flask import Blueprint, Response, request, url_for

from terminal import clock
from terminal.errors import Refused
from terminal.staff import entrance, queries
from terminal.web import forms, sessions
from terminal.web.gates import needs, open_to_all, who
from terminal.web.pages import go_to, render_page, see_other

bp = Blueprint("officer_county", __name__, url_prefix="/county")

LOGIN = "county/officer/login.html"


def _inside(address: str) -> str:
    return address if address.startswith("/county/") else url_for("officer_villages.home")


@bp.get("/login")
@open_to_all
def login() -> Response:
    form = forms.empty(next=_inside(request.args.get("next", "")))
    return render_page(LOGIN, keep=False, form=form, nobody=queries.is_empty())


@bp.post("/login")
@open_to_all
def enter() -> Response:
    form = forms.read()
    name, password, code = form.line("name"), form.secret("password"), form.secret("code")
    try:
        token, _ = entrance.sign_in(name, password, address=sessions.address(), now=clock.now(), code=code)
    except Refused as wrong:
        return forms.again(LOGIN, form, wrong, nobody=queries.is_empty())
    return sessions.remember(see_other(_inside(form.shown("next"))), token)


@bp.post("/logout")
@needs()
def logout() -> Response:
    entrance.sign_out(who())
    return sessions.forget(go_to(".login"))
