"""Changing how the screen looks, by a link; the same at a terminal and at the county."""

from flask import Response, g, request

from terminal.web import asking
from terminal.web.addresses import below
from terminal.web.looks import COOKIE, LANGS, THEMES, TYPES, changed
from terminal.web.pages import see_other


def switched() -> Response:
    """Back to the page the link came from, in the look it asks for."""
    choices = {"theme": THEMES, "type": TYPES, "lang": LANGS}
    wanted = {name: asking.one_of(name, list(known)) for name, known in choices.items()}
    response = see_other(request.args.get("back", below("/")))
    response.set_cookie(COOKIE, changed(g.look, wanted).cookie, httponly=True, samesite="Lax")
    return response
