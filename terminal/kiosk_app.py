"""The terminal as a web application: villager doors, one look, one set of faults."""

from contextlib import ExitStack
from typing import Any

from flask import Flask, current_app, g, request
from flask_babel import Babel

from terminal import __version__, clock, config
from terminal.disclosures.villager import bp as villager_disclosures
from terminal.hall.villager import bp as villager_hall
from terminal.journal import append
from terminal.ledger.villager import bp as villager_ledger
from terminal.opening import open_terminal
from terminal.paper.printer import Printer
from terminal.register.villager import bp as villager_register
from terminal.store.database import read
from terminal.village.queries import here
from terminal.web import addresses, converters, faults, filters, headers, looks, statics
from terminal.web.finished import FinishedPages, look_of
from terminal.web.pages import htmx

DOORS = (villager_hall, villager_register, villager_disclosures, villager_ledger)


def create_kiosk(settings: config.Settings) -> Flask:
    """The application over what lies in settings.data; opens (or begins) it."""
    open_terminal(settings)
    app = Flask(
        __name__,
        static_folder=str(config.assets("static")),
        template_folder=str(config.assets("templates")),
    )
    app.config.update(
        SETTINGS=settings, ADDRESS=addresses.find_address(settings.server), SEND_FILE_MAX_AGE_DEFAULT=365 * 24 * 3600
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions["printer"] = Printer(
        settings.data / "pdf", blobs=settings.data / "blobs", wait=settings.paper.wait, idle=settings.paper.idle
    )
    Babel(app, default_locale="zh_Hans_CN", locale_selector=_locale, default_translation_directories=_translations())
    htmx.init_app(app)
    converters.install(app)
    for install in (headers.install, filters.install, faults.install, statics.install):
        install(app)
    app.before_request(_begin)
    app.teardown_request(_end)
    app.context_processor(_everywhere)
    for door in DOORS:
        app.register_blueprint(door)
    app.wsgi_app = FinishedPages(app.wsgi_app)  # type: ignore[method-assign]  # the documented way to wrap a Flask app
    return app


def _translations() -> str:
    return str(config.PACKAGE / "translations")


def _locale() -> str:
    return "en" if g.look.lang == "en" else "zh_Hans_CN"


def _begin() -> None:
    """A page is made from one state of the database, however many questions it asks."""
    g.look = look_of(request.environ)
    g.reading = ExitStack()
    if request.method in ("GET", "HEAD"):
        g.reading.enter_context(read())


def _end(_wrong: BaseException | None) -> None:
    if "reading" in g:
        g.reading.close()


def _everywhere() -> dict[str, Any]:
    """What every template may use."""
    settings: config.Settings = current_app.config["SETTINGS"]
    newest = append.tail()
    address = request.full_path.rstrip("?")
    return {
        "place": here(),
        "look": g.look,
        "look_url": looks.look_url(address),
        "today": clock.today(),
        "as_of": newest.moment if newest else None,
        "back": None,
        "is_home": request.endpoint == "villager_hall.home",
        "idle": {"warn_seconds": settings.screen.idle_warn, "reset_seconds": settings.screen.idle_reset},
        "request_path": address,
        "program": __version__,
    }
