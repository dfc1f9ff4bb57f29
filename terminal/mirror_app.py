"""The villagers' pages of every village, for reading only: what the county serves below /v/<code>/."""

from contextlib import ExitStack
from threading import BoundedSemaphore
from typing import Any

from flask import Flask, Response, current_app, g, request
from flask_babel import gettext as _

from terminal import __version__, clock, config
from terminal.county.mirror import pages, queries
from terminal.county.mirror.freshness import Freshness
from terminal.county.mirror.public.pages import source
from terminal.county.mirror.public.villager import bp as villager_mirror
from terminal.directives.queries import alerts
from terminal.directives.villager import bp as villager_directives
from terminal.disclosures.villager import bp as villager_disclosures
from terminal.errors import NotFound, TerminalError
from terminal.feedback.column.villager import beside as asked_beside
from terminal.feedback.column.villager import bp as villager_column
from terminal.hall.villager import bp as villager_hall
from terminal.ledger.carrying.villager import bp as villager_carrying
from terminal.ledger.understanding.villager import bp as villager_understanding
from terminal.ledger.villager import bp as villager_ledger
from terminal.paper.printer import Printer
from terminal.projects.villager import bp as villager_projects
from terminal.proof.villager import bp as villager_proof
from terminal.register.villager import bp as villager_register
from terminal.surveys.villager import bp as villager_surveys
from terminal.tables.benefits.villager import bp as villager_benefits
from terminal.tables.budget.villager import bp as villager_budget
from terminal.tables.villager import bp as villager_tables
from terminal.village.queries import here, viewing
from terminal.web import application, beside, gates, looks, standing
from terminal.web.pages import render_page

DOORS = (
    villager_hall,
    villager_register,
    villager_disclosures,
    villager_ledger,
    villager_carrying,
    villager_tables,
    villager_benefits,
    villager_budget,
    villager_projects,
    villager_understanding,
    villager_proof,
    villager_column,
    villager_directives,
    villager_surveys,
    villager_mirror,
)
# Pages of these doors that make sense in the hall only; the mirror has its own page about itself.
LEFT_OUT = frozenset(
    (
        *(f"villager_hall.{name}" for name in ("attract", "about", "reset", "print_page", "offline", "worker")),
        *(f"villager_hall.{name}" for name in ("favicon", "healthz", "patterns")),
        *(f"villager_surveys.{name}" for name in ("begin", "fill", "hand_in", "thanks")),
        "villager_proof.board",
    )
)
BESIDE = (asked_beside,)
KEEP_FOR = "public, max-age=60"  # seconds; what the county orders hidden is gone from phones a minute later


def create_mirror(settings: config.Settings, printer: Printer) -> Flask:
    """The application over the county's open database; whose pages it shows is said by the prefix it is called with."""
    app = application.make(settings, LEFT_OUT)
    app.extensions.update(far=True, printer=printer, press=BoundedSemaphore(1), carried_from=source)
    beside.install(app, BESIDE)
    standing.install(app, pages.standing)
    gates.install(app, lambda: None, login="villager_hall.home")
    app.before_request(_only_read)
    application.read_in_one_state(app)
    app.before_request(_enter)
    app.before_request(_wait_for_press)
    app.teardown_request(_leave)
    app.after_request(_cacheable)
    app.context_processor(_everywhere)
    for door in DOORS:
        app.register_blueprint(door)
    return application.finished(app, Freshness())


def _only_read() -> None:
    if request.method not in gates.SAFE:
        raise NotFound(request.path)


def _enter() -> Response | None:
    """Whose pages these are; a code nobody has, and a village that has sent nothing yet, get a page that says so."""
    g.inside = ExitStack()
    shown = queries.shown(request.script_root.rpartition("/")[2])
    newest = queries.newest(shown.origin) if shown else None
    if shown is None or newest is None:
        name = shown.name if shown else ""
        return render_page("county/mirror/nobody.html", status=404, keep=False, name=name)
    g.inside.enter_context(viewing(shown.origin))
    g.shown, g.newest = shown, newest
    return None


def _wait_for_press() -> None:
    """One sheet at a time is set for readers far away: the county's own work goes on beside it."""
    if (request.endpoint or "").endswith(".paper"):
        press: BoundedSemaphore = current_app.extensions["press"]
        if not press.acquire(blocking=False):
            raise TerminalError(_("正在给别人排一份，请过一会儿再点。"))
        g.inside.callback(press.release)


def _leave(_wrong: BaseException | None) -> None:
    if "inside" in g:
        g.inside.close()


def _cacheable(response: Response) -> Response:
    """What anybody may read, any cache on the way may keep for a minute."""
    personal = "Set-Cookie" in response.headers or response.headers.get("Cache-Control") == "no-store"
    if response.status_code in (200, 206, 304) and not personal:
        response.headers["Cache-Control"] = KEEP_FOR
    return response


def _everywhere() -> dict[str, Any]:
    """What every template may use."""
    address = request.full_path.rstrip("?")
    there = "shown" in g
    mirror = pages.imprint(g.shown, g.newest) if there else None
    return {
        "place": here() if there else pages.county(current_app.config["SETTINGS"].county),
        "look": g.look,
        "look_url": looks.look_url(address),
        "today": clock.today(),
        "as_of": g.newest.at if there else None,
        "back": None,
        "is_home": request.endpoint == "villager_hall.home",
        "idle": None,
        "kiosk": False,
        "read_only": mirror.says if mirror else "",
        "me": None,
        "mirror": mirror,
        "alerts": alerts() if there else (),
        "request_path": address,
        "program": __version__,
    }
