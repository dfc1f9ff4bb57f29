"""What every application of the house begins with: languages, look, headers, faults, pages made from one state of the database."""

from contextlib import ExitStack
from pathlib import Path

from flask import Flask, g, request
from flask_babel import Babel
from jinja2 import FileSystemBytecodeCache

from terminal import config
from terminal.store.database import read
from terminal.web import addresses, converters, faults, filters, headers, papers, statics
from terminal.web.finished import FinishedPages, Stands, every_commit, look_of
from terminal.web.house import House
from terminal.web.in_memory import InMemoryRequest
from terminal.web.pages import htmx

YEAR = 365 * 24 * 3600  # seconds


def make(settings: config.Settings, left_out: frozenset[str] = frozenset()) -> Flask:
    """An application without a door; gates, doors and what its templates know come from whoever asks for it."""
    app = House("terminal", static_folder=str(config.assets("static")), template_folder=str(config.assets("templates")))
    app.left_out = left_out
    app.config.update(
        SETTINGS=settings, ADDRESS=addresses.find_address(settings.server), SEND_FILE_MAX_AGE_DEFAULT=YEAR
    )
    app.request_class = InMemoryRequest
    app.jinja_options = {
        "trim_blocks": True,
        "lstrip_blocks": True,
        "bytecode_cache": FileSystemBytecodeCache(_kept(settings.data / "templates")),
    }
    translations = str(config.PACKAGE / "translations")
    Babel(app, default_locale="zh_Hans_CN", locale_selector=_locale, default_translation_directories=translations)
    htmx.init_app(app)
    converters.install(app)
    for install in (
        addresses.install,
        headers.install,
        filters.install,
        faults.install,
        statics.install,
        papers.install,
    ):
        install(app)
    app.before_request(_look)
    return app


def read_in_one_state(app: Flask) -> None:
    """A page is made from one state of the database, however many questions it asks; after the gates, which may write."""
    app.before_request(_begin)
    app.teardown_request(_end)


def finished(app: Flask, stands: Stands = every_commit) -> Flask:
    """The application with its finished pages kept, each as long as what `stands` says of it is the same."""
    app.wsgi_app = FinishedPages(app.wsgi_app, stands)  # type: ignore[method-assign]  # the documented way to wrap a Flask app
    return app


def _kept(folder: Path) -> str:
    """Where compiled templates lie, so that the next start need not compile them."""
    folder.mkdir(mode=0o700, exist_ok=True)
    return str(folder)


def _locale() -> str:
    return "en" if g.look.lang == "en" else "zh_Hans_CN"


def _look() -> None:
    g.look = look_of(request.environ)


def _begin() -> None:
    g.reading = ExitStack()
    if request.method in ("GET", "HEAD"):
        g.reading.enter_context(read())


def _end(_wrong: BaseException | None) -> None:
    if "reading" in g:
        g.reading.close()
