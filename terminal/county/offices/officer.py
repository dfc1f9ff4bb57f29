"""/county/office/: an office's keys, unlocked for a session; and, for the administrator, who serves which office."""

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from terminal import clock
from terminal.county.offices import actions, queries, withdrawing
from terminal.county.offices.queries import Office
from terminal.county.offices.unlocked import unlocked
from terminal.county.queries import villages_for
from terminal.errors import Refused
from terminal.feedback.sealed.offices import fingerprint
from terminal.feedback.sealed.queries import NAMES
from terminal.staff.hashing import digest
from terminal.staff.rules import Role
from terminal.web import forms, sessions
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page

bp = Blueprint("officer_offices", __name__, url_prefix="/county/office")

OFFICES = (Role.OFFICER, Role.TOWNSHIP)
LOGOUT = "officer_county.logout"


@bp.before_app_request
def _gone_with_the_session() -> None:
    """Whoever signs out takes the unlocked keys along, before anything else is looked at."""
    if request.endpoint == LOGOUT and request.method == "POST":
        unlocked.forget(digest(sessions.token()))


@bp.get("/")
@needs(*OFFICES)
def index() -> Response:
    return _page(forms.empty())


def _page(form: Any, status: int = 200) -> Response:
    signed = who()
    mine = queries.office_of(signed.person)
    terminals = {one.terminal: one.name for one in villages_for(signed.person)}
    return render_page(
        "county/offices/index.html",
        keep=False,
        status=status,
        office=mine,
        form=form,
        keys=[(fingerprint(key), key) for key in mine.recipients] if mine else [],
        key_choices=[(key, fingerprint(key), f"{key[:12]}…") for key in mine.recipients] if mine else [],
        is_open=unlocked.is_open(signed.key, mine.key) if mine else False,
        otherwise=queries.sealed_otherwise(mine, terminals) if mine and mine.recipients else (),
    )


def _brought() -> bytes:
    found = request.files.get("file")
    return found.read(actions.LARGEST + 1) if found else b""


def _mine() -> Office:
    return queries.served_by(who().person)


@bp.post("/unlock")
@needs(*OFFICES, by_password=True)
def unlock() -> Response:
    form, signed, mine = forms.read(), who(), _mine()
    phrase = form.secret("phrase")
    try:
        actions.unlock(mine, _brought(), phrase, session=signed.key, by=signed.person, now=clock.now())
    except Refused as wrong:
        form.take(wrong.problems)
        return _page(form, 422)
    return go_to("officer_letters.index")


@bp.post("/lock")
@needs(*OFFICES)
def lock() -> Response:
    actions.lock(who().key)
    return go_to(".index")


@bp.post("/keys")
@needs(*OFFICES, by_password=True)
def keys() -> Response:
    """Register the office by its locked identity file, or by its public key file alone."""
    form, signed, mine, now = forms.read(), who(), _mine(), clock.now()
    phrase, data = form.secret("phrase"), _brought()
    try:
        if mine.is_offline or form.line("how") == "public":
            actions.bring_public(mine, data, by=signed.person, now=now)
        else:
            keep, name = form.ticked("keep"), form.line("name")
            form.refuse_if_wrong()
            actions.bring(mine, data, phrase, name, keep=keep, by=signed.person, now=now)
    except Refused as wrong:
        form.take(wrong.problems)
        return _page(form, 422)
    return go_to(".index")


@bp.post("/withdraw")
@needs(*OFFICES, by_password=True)
def withdraw() -> Response:
    form, mine = forms.read(), _mine()
    key = form.one("key", mine.recipients)
    try:
        withdrawing.withdraw(mine, key, sure=form.ticked("sure"), by=who().person, now=clock.now())
    except Refused as wrong:
        form.take(wrong.problems)
        return _page(form, 422)
    return go_to(".index")


# ---- the administrator ----
@bp.get("/people")
@needs(Role.ADMIN)
def people() -> Response:
    return _people(forms.empty())


def _people(form: Any, status: int = 200) -> Response:
    names = [("", _("不管信"))] + [(key, name) for key, name in NAMES.items()]
    return render_page(
        "county/offices/people.html",
        keep=False,
        status=status,
        form=form,
        servants=queries.servants(),
        names=names,
    )


@bp.post("/people")
@needs(Role.ADMIN, by_password=True)
def assign() -> Response:
    form = forms.read()
    try:
        actions.assign(form.whole("person"), form.line("addressee"), by=who().person, now=clock.now())
    except Refused as wrong:
        form.take(wrong.problems)
        return _people(form, 422)
    return go_to(".people")
