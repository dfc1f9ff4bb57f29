"""Making a page or a piece of one, and sending people on; the only place that looks at htmx headers."""

from typing import Any

from flask import Response, current_app, make_response, redirect, render_template, url_for
from htmx_flask import Htmx, request

from terminal.web.finished import KEEP

htmx = Htmx()


def wants_fragment() -> bool:
    """True when htmx asks for a piece; boosted and history requests get the whole page."""
    asked = request.htmx
    return bool(asked) and not asked.boosted and not asked.history_restore_request


def render_page(
    template: str, *, fragment: str | None = None, status: int = 200, keep: bool = True, **values: Any
) -> Response:
    """The page, or only `fragment` for htmx; kept as a finished page unless it holds something personal."""
    chosen = fragment if fragment and wants_fragment() else template
    response = make_response(render_template(chosen, **values), status)
    request.environ[KEEP] = keep and status == 200 and not current_app.debug
    response.headers["Cache-Control"] = "no-cache" if keep else "no-store"
    return response


def kept(content: str | bytes, kind: str, *, name: str = "") -> Response:
    """Something finished that is no page: kept like one; with a name it is saved, not shown."""
    response = Response(content, content_type=kind)
    if name:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    request.environ[KEEP] = not current_app.debug
    response.headers["Cache-Control"] = "no-cache"
    return response


def go_to(endpoint: str, **values: Any) -> Response:
    """Send the person on after something was written."""
    return see_other(url_for(endpoint, **values))


def see_other(address: str) -> Response:
    """303 to an address of this terminal; anything else leads home."""
    written = address.isascii() and address.isprintable()
    inside = written and address.startswith("/") and not address.startswith(("//", "/\\"))
    response = make_response(redirect(address if inside else f"{request.script_root}/", 303))
    response.headers["Cache-Control"] = "no-store"
    return response
