"""The cookie of somebody signed in, and where a request comes from."""

from urllib.parse import urlsplit

from flask import Response, current_app, request

COOKIE = "desk"
PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
HERE = ("127.0.0.1", "::1")


def token() -> str:
    """What the cookie says; empty when there is none, or one nobody here has made."""
    said = request.cookies.get(COOKIE, "")
    return said if said.isascii() and len(said) < 100 else ""


def _is_encrypted() -> bool:
    return request.is_secure or request.headers.get("X-Forwarded-Proto", "") == "https"


def remember(response: Response, token: str) -> Response:
    """Keep somebody signed in: chance only, nothing about the person, gone when the browser is closed."""
    response.set_cookie(COOKIE, token, httponly=True, samesite="Strict", secure=_is_encrypted())
    return response


def forget(response: Response) -> Response:
    """Signed out: the cookie goes, and what the browser has kept of the pages."""
    response.delete_cookie(COOKIE, httponly=True, samesite="Strict", secure=_is_encrypted())
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def is_kiosk() -> bool:
    """Does the touchscreen itself ask? Something that passes requests on for others is no touchscreen."""
    return request.remote_addr in HERE and not any(name in request.headers for name in PASSED_ON)


def address() -> str:
    """Which machine asks, for counting wrong guesses: “kiosk”, or its address in the network."""
    return "kiosk" if is_kiosk() else request.remote_addr or "unknown"


def is_from_here() -> bool:
    """Was this form on one of our own pages? Browsers say where a form comes from; what says nothing is no browser."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    ours = {request.host, urlsplit(current_app.config.get("ADDRESS", "")).netloc}
    return urlsplit(origin).netloc in ours - {""}
