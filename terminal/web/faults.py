"""Errors as pages: what is wrong, and what to do; the detail goes to the log."""

import logging
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from terminal.errors import NotAllowed, NotFound, Refused, SignedOut, TerminalError
from terminal.web import machines
from terminal.web.pages import render_page

log = logging.getLogger(__name__)


SECRETS = ("token", "revision", "password", "present", "again", "phrase", "code", "pin", "next")
WORTH_KEEPING = 10  # characters
LARGEST_FILE = 20  # MB, without the form around it


# The template of a fault, by the front of the address it happened at; the first that fits.
Faces = tuple[tuple[str, str], ...]
KIOSK: Faces = (("/desk/", "errors/desk.html"), ("/", "errors/error.html"))


def _page(status: int, title: str, *says: str) -> Response:
    if machines.is_for_machines():
        return machines.failed(status, *says)
    faces: Faces = current_app.extensions["fault_faces"]
    template = next((template for front, template in faces if request.path.startswith(front)), faces[-1][1])
    return render_page(template, status=status, keep=False, title=title, says=says, code=status)


def _signed_out(_wrong: SignedOut) -> Response:
    """A form that came after its person had been signed out: nothing was done, and what was typed can be copied."""
    try:
        fields = [(name, said) for name in request.form for said in request.form.getlist(name)]
    except RequestEntityTooLarge as too_large:
        return _http(too_large)
    typed = [said for name, said in fields if name not in SECRETS and len(said.strip()) >= WORTH_KEEPING]
    before = urlsplit(request.referrer or "").path
    login = current_app.extensions["login"]
    front = "/" + url_for(login).split("/")[1] + "/"  # /desk/ or /county/
    address = url_for(login, next=before if before.startswith(front) else None)
    layout = f"layouts{front}".rstrip("/") + ".html"
    return render_page("errors/signed_out.html", status=403, keep=False, typed=typed, address=address, layout=layout)


def _not_found(_wrong: Exception) -> Response:
    return _page(404, _("没有这一页"), _("这一页不在了，或者地址按错了。请回首页再找。"))


def _not_allowed(wrong: Exception) -> Response:
    return _page(403, _("这里进不去"), str(wrong) or _("这一页不对外。请回首页。"))


def _refused(wrong: Refused) -> Response:
    return _page(422, _("没有办成"), *(str(problem) for problem in wrong.problems))


def _busy(wrong: TerminalError) -> Response:
    response = _page(503, _("请等一等"), str(wrong))
    response.headers.setdefault("Retry-After", "15")
    return response


def _http(wrong: HTTPException) -> Response:
    code = wrong.code or 500
    if code == 405 and machines.is_for_machines():
        response = _page(405, _("没有这一页"), _("这个地址不这样用。请对照接口说明。"))
        response.headers["Allow"] = ", ".join(sorted(getattr(wrong, "valid_methods", None) or ()))
        return response
    if code in (404, 405):
        return _not_found(wrong)
    if code == 413:
        most = current_app.config["LARGEST_FILE"]
        return _page(413, _("文件太大"), _("一次最多传 %(most)s MB。请拆成几份，或者压缩图片再传。", most=most))
    return _page(code, _("没打开"), _("请回首页再点一次。"))


def _broken(wrong: Exception) -> Response:
    log.error("page failed", exc_info=wrong)
    return _page(500, _("没打开"), _("这台机器刚才出了点问题，已经记下来了。请回首页再点一次。"))


def _wrong(wrong: machines.Wrong) -> Response:
    return machines.refused(wrong)


def install(app: Flask) -> None:
    app.register_error_handler(machines.Wrong, _wrong)
    app.extensions["fault_faces"] = KIOSK
    app.config.setdefault("LARGEST_FILE", LARGEST_FILE)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(NotAllowed, _not_allowed)
    app.register_error_handler(SignedOut, _signed_out)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(TerminalError, _busy)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _broken)
