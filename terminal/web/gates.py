"""Who may walk in: every route carries exactly one gate, and one place looks at all of them before a page is made."""

from collections.abc import Callable
from secrets import compare_digest
from typing import Any, Protocol, TypeVar, cast

import msgspec
from flask import Flask, Response, current_app, g, make_response, request, url_for
from flask_babel import gettext as _

from terminal.errors import NotAllowed, SignedOut
from terminal.web import machines
from terminal.web.finished import KEEP
from terminal.web.pages import see_other, wants_fragment
from terminal.web.sessions import is_from_here

View = TypeVar("View", bound=Callable[..., Any])
SAFE = ("GET", "HEAD", "OPTIONS")


class Gate(msgspec.Struct, frozen=True):
    """Who may pass: everybody, or somebody signed in with one of `roles` (none named: any), perhaps not by PIN.

    `for_machines`: a machine that has proved its key and says so with the token of its session; no cookie, no form.
    """

    is_open: bool = False
    roles: frozenset[str] = frozenset()
    by_password: bool = False
    for_machines: bool = False


class Visitor(Protocol):
    """Somebody who is signed in, as far as web needs to know."""

    @property
    def roles(self) -> frozenset[str]: ...
    @property
    def token(self) -> str: ...
    @property
    def by_pin(self) -> bool: ...


def open_to_all(view: View) -> View:
    """A villager's page: no account, nothing personal."""
    view.gate = Gate(is_open=True)  # type: ignore[attr-defined]  # read by _watch and by tests/house
    return view


def needs(*roles: str, by_password: bool = False) -> Callable[[View], View]:
    """For somebody signed in who has one of these roles; without roles, for anybody signed in.

    `by_password`: a PIN, which somebody may have seen over a shoulder in the hall, is not enough.
    """

    def gated(view: View) -> View:
        view.gate = Gate(roles=frozenset(roles), by_password=by_password)  # type: ignore[attr-defined]  # read by _watch and by tests/house
        return view

    return gated


def machines_only(view: View) -> View:
    """For a machine that has proved its key (`Authorization: Bearer …`), never for a browser."""
    view.gate = Gate(for_machines=True)  # type: ignore[attr-defined]  # read by _watch and by tests/house
    return view


def machine() -> Any:
    """The machine that asks. Raises machines.Wrong where none has proved who it is."""
    found = g.get("machine")
    if found is None:
        raise machines.Wrong(401, "请先用 POST session 证明您是哪一台机器。")
    return found


def who() -> Any:
    """The person who asks for this page. Raises NotAllowed where nobody is signed in."""
    visitor = g.get("visitor")
    if visitor is None:
        raise NotAllowed(_("请先登录。"))
    return visitor


def _to_login() -> Response:
    address = url_for(current_app.extensions["login"], next=request.full_path.rstrip("?"))
    if not wants_fragment():
        return see_other(address)
    response = make_response("", 204)
    response.headers["HX-Redirect"] = address
    return response


def _why_not(gate: Gate, visitor: Visitor) -> str:
    if gate.roles and not gate.roles & visitor.roles:
        return _("您的身份不能打开这一页。要是需要，请找管理员。")
    if gate.by_password and visitor.by_pin:
        return _("这一页要用密码登录才能打开，数字密码不行。")
    return ""


def _check_token(visitor: Visitor) -> None:
    """A form must have come from a page of this very session."""
    if not compare_digest(request.form.get("token", "").encode(), visitor.token.encode()):
        raise NotAllowed(_("这张表是上次登录时打开的，没有办成。请回去重新打开再填一次。"))


def _watch() -> Response | None:
    """Before every page: is this person allowed, and does a form come from our own page?"""
    if request.endpoint is None or request.endpoint.split(".")[-1] == "static":
        return None
    gate = getattr(current_app.view_functions[request.endpoint], "gate", None)
    if not isinstance(gate, Gate):
        raise NotAllowed(_("这一页没写明谁能看，所以谁也不能看。"))
    if request.method not in SAFE and not is_from_here():
        raise NotAllowed(_("这张表不是从这台机器的页面来的，没有办成。"))
    if gate.for_machines:
        g.machine = current_app.extensions["find_machine"](machines.bearer())
        machine()
        return None
    return None if gate.is_open else _admit(gate)


def _admit(gate: Gate) -> Response | None:
    visitor = cast(Visitor | None, current_app.extensions["find_visitor"]())
    if visitor is None:
        if request.method in SAFE:
            return _to_login()
        raise SignedOut(_("太久没有动，已经退出了。请重新登录再填一次。"))
    g.visitor = visitor
    if why := _why_not(gate, visitor):
        raise NotAllowed(why)
    if request.method not in SAFE:
        _check_token(visitor)
    return None


def _forget(response: Response) -> Response:
    """What was made for somebody signed in is never kept, whatever the page said."""
    if "visitor" in g:
        request.environ[KEEP] = False
        response.headers["Cache-Control"] = "no-store"
    return response


def install(
    app: Flask,
    find_visitor: Callable[[], Visitor | None],
    login: str,
    find_machine: Callable[[str], object] = lambda token: None,
) -> None:
    """Watch over all routes. `find_visitor` knows who asks, `find_machine` which machine has this token; `login` is the
    endpoint where one signs in."""
    app.extensions["find_machine"] = find_machine
    app.extensions["find_visitor"] = find_visitor
    app.extensions["login"] = login
    app.before_request(_watch)
    app.after_request(_forget)
