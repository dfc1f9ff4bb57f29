"""A finished sheet for a person: opened on a phone or computer, or printed by the printer in the hall."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, request, send_file
from flask_babel import force_locale
from flask_babel import gettext as _

from terminal.errors import NotAllowed, Problem, Refused
from terminal.web.looks import Look
from terminal.web.pages import see_other
from terminal.web.sessions import is_kiosk

WAIT = 20  # seconds; the spooler only takes the job, it does not print it


@contextmanager
def in_chinese() -> Iterator[None]:
    """What hangs on the wall is Chinese, whoever prints it."""
    before, g.look = g.look, Look()
    try:
        with force_locale("zh_Hans_CN"):
            yield
    finally:
        g.look = before


def may_leave() -> bool:
    """False on the touchscreen itself, where a PDF viewer has no way back."""
    return not (current_app.config["SETTINGS"].screen.kiosk and is_kiosk())


def printer() -> str:
    """Name of the printer that this request may use: the touchscreen's own, or none."""
    return str(current_app.config["SETTINGS"].paper.printer) if is_kiosk() else ""


def print_address(of: str) -> str:
    """The page from which the sheet at `of` is printed or carried away; far from the hall, the sheet itself."""
    return of if current_app.extensions.get("far") else "/print?" + urlencode({"of": of})


def print_name() -> str:
    """What the way to a sheet is called."""
    return _("存成 PDF") if current_app.extensions.get("far") else _("打印")


def hand_out(made: Path, name: str) -> Response:
    """GET: the PDF. POST: printed in the hall, and back to the page that says so. Raises Refused."""
    if request.method == "POST":
        print_out(made)
        return see_other(print_address(request.full_path.rstrip("?")) + "&sent=1")
    return send_file(made, mimetype="application/pdf", download_name=name, conditional=True, max_age=0)


def print_out(made: Path, copies: int = 1) -> None:
    """Give a sheet to the printer in the hall. Raises NotAllowed where there is none, Refused where it takes nothing."""
    if not printer():
        raise NotAllowed(_("这里没有接打印机。"))
    number = ["-n", str(copies)] if copies > 1 else []
    try:
        subprocess.run(["lp", "-d", printer(), *number, "--", str(made)], check=True, capture_output=True, timeout=WAIT)
    except (OSError, subprocess.SubprocessError):
        raise Refused([Problem(_("打印机没有接下这一份。请看看有没有开机、有没有纸，再点一次。"))]) from None


def install(app: Flask) -> None:
    app.jinja_env.globals.update(print_address=print_address, print_name=print_name)
