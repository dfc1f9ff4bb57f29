"""The terminal as a web application: villager and desk doors, one look, one set of gates and faults."""

from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import lazy_gettext

from terminal import __version__, clock, config, events_register
from terminal.directives import actions as directives
from terminal.directives.cadre import bp as cadre_directives
from terminal.directives.pages import section as directives_section
from terminal.directives.pages import waiting as directives_waiting
from terminal.directives.queries import alerts
from terminal.directives.villager import bp as villager_directives
from terminal.disclosures.villager import bp as villager_disclosures
from terminal.drafts import publishing
from terminal.drafts.batch.cadre import bp as cadre_batch
from terminal.drafts.batch.pages import to_confirm
from terminal.drafts.cadre import bp as cadre_drafts
from terminal.drafts.ledger.cadre import bp as cadre_ledger
from terminal.drafts.ledger.lines.cadre import bp as cadre_ledger_lines
from terminal.drafts.ledger.photos.cadre import bp as cadre_ledger_photos
from terminal.drafts.ledger.teaching.cadre import bp as cadre_ledger_columns
from terminal.drafts.pages import to_sign, waiting_section
from terminal.drafts.projects.cadre import bp as cadre_projects
from terminal.drafts.public.cadre import bp as cadre_published
from terminal.drafts.public.pages import removals_section
from terminal.drafts.public.removing import finish as finish_removals
from terminal.drafts.supervisor import bp as supervisor_drafts
from terminal.drafts.tables.cadre import bp as cadre_tables
from terminal.drafts.tables.pages import endings_section
from terminal.errors import NotAllowed
from terminal.feedback.cadre import bp as cadre_feedback
from terminal.feedback.column.villager import beside as asked_beside
from terminal.feedback.column.villager import bp as villager_column
from terminal.feedback.pages import section as feedback_section
from terminal.feedback.pages import waiting as feedback_waiting
from terminal.feedback.sealed.villager import bp as villager_letters
from terminal.feedback.villager import bp as villager_feedback
from terminal.hall.cadre import bp as cadre_hall
from terminal.hall.cadre import due_section
from terminal.hall.villager import bp as villager_hall
from terminal.journal import append
from terminal.ledger import threshold
from terminal.ledger.carrying.villager import bp as villager_carrying
from terminal.ledger.takehome.cadre import bp as cadre_takehome
from terminal.ledger.understanding.villager import bp as villager_understanding
from terminal.ledger.villager import bp as villager_ledger
from terminal.opening import open_terminal
from terminal.paper.printer import Printer
from terminal.projects.villager import bp as villager_projects
from terminal.proof.cadre import bp as cadre_proof
from terminal.proof.villager import bp as villager_proof
from terminal.register.villager import bp as villager_register
from terminal.staff import entrance
from terminal.staff.cadre import bp as cadre_staff
from terminal.staff.desk import Place, SectionMaker
from terminal.staff.queries import SignedIn
from terminal.staff.rules import Role
from terminal.store.database import stamp
from terminal.surveys import actions as surveys
from terminal.surveys.cadre import bp as cadre_surveys
from terminal.surveys.pages import to_publish
from terminal.surveys.villager import bp as villager_surveys
from terminal.sync.cadre import bp as cadre_sync
from terminal.sync.collecting import Collecting
from terminal.sync.collector import bp as collector_sync
from terminal.sync.collector import find_machine
from terminal.sync.courier import Courier
from terminal.sync.jobs import Desk
from terminal.sync.ladder import Rescue
from terminal.sync.mirrored import mirror
from terminal.sync.pages import backup_section
from terminal.sync.words import rescue_says
from terminal.sync.words import standing as said_of
from terminal.tables.benefits.villager import bp as villager_benefits
from terminal.tables.budget.villager import bp as villager_budget
from terminal.tables.villager import bp as villager_tables
from terminal.village.queries import here
from terminal.web import addresses, application, beside, gates, looks, sessions, standing

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
    villager_feedback,
    villager_letters,
    villager_directives,
    villager_surveys,
    cadre_hall,
    cadre_staff,
    cadre_drafts,
    cadre_published,
    cadre_ledger,
    cadre_tables,
    cadre_ledger_lines,
    cadre_projects,
    cadre_ledger_photos,
    cadre_ledger_columns,
    supervisor_drafts,
    cadre_proof,
    cadre_takehome,
    cadre_batch,
    cadre_feedback,
    cadre_directives,
    cadre_surveys,
    cadre_sync,
    collector_sync,
)
LARGEST_REQUEST = 24 * 2**20  # a file of 20 MiB and the form around it
# The menu of the desk, and what its first page asks each room.
PLACES = (
    Place(lazy_gettext("要做的事"), "cadre_hall.home", "i-calendar"),
    Place(lazy_gettext("公开信息"), "cadre_drafts.index", "i-file", (Role.CADRE,)),
    Place(lazy_gettext("财务公开"), "cadre_ledger.index", "i-table", (Role.CADRE,)),
    Place(lazy_gettext("三资台账"), "cadre_tables.index", "i-table", (Role.CADRE,)),
    Place(lazy_gettext("工程和专款"), "cadre_projects.index", "i-stack", (Role.CADRE,)),
    Place(
        lazy_gettext("审核签字"),
        "supervisor_drafts.index",
        "i-check",
        (Role.CADRE, Role.SUPERVISOR, Role.APPROVER),
        to_sign,
    ),
    Place(
        lazy_gettext("上线前的清理"),
        "cadre_batch.index",
        "i-stack",
        (Role.CADRE, Role.SUPERVISOR, Role.APPROVER),
        to_confirm,
    ),
    Place(
        lazy_gettext("意见箱"),
        "cadre_feedback.index",
        "i-inbox",
        (Role.CADRE, Role.SUPERVISOR, Role.APPROVER),
        feedback_waiting,
    ),
    Place(
        lazy_gettext("上级下发"),
        "cadre_directives.index",
        "i-down",
        (Role.CADRE, Role.SUPERVISOR, Role.APPROVER),
        directives_waiting,
    ),
    Place(lazy_gettext("问卷"), "cadre_surveys.index", "i-list", (Role.CADRE, Role.SUPERVISOR), to_publish),
    Place(lazy_gettext("上墙和存档"), "cadre_proof.index", "i-print"),
    Place(lazy_gettext("同步和 U 盘"), "cadre_sync.index", "i-down", (Role.CADRE, Role.ADMIN)),
    Place(lazy_gettext("人员"), "cadre_staff.people", "i-people", (Role.ADMIN,)),
)
SECTIONS: tuple[SectionMaker, ...] = (
    due_section,
    waiting_section,
    endings_section,
    directives_section,
    feedback_section,
    removals_section,
    backup_section,
)
# What is said beside a publication or a ledger line.
BESIDE = (asked_beside,)


def create_kiosk(settings: config.Settings, rescue: Rescue | None = None, *, is_open: bool = False) -> Flask:
    """The application over what lies in settings.data; opens (or begins) it unless that `is_open` already.

    While a `rescue` is under way it answers, and takes nothing.
    """
    if not is_open:
        open_terminal(settings)
    app = application.make(settings)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    threshold.use(settings.ledger.voucher_above)
    app.extensions["printer"] = Printer(
        settings.data / "pdf", blobs=settings.data / "blobs", wait=settings.paper.wait, idle=settings.paper.idle
    )
    beside.install(app, BESIDE)
    standing.install(app, said_of)
    addresses.mirrored(app, lambda: mirror(settings.sync.county))
    app.extensions["desk_sections"] = SECTIONS
    app.extensions["rescue"] = rescue
    app.extensions["stick"] = Desk()
    app.extensions["courier"] = Courier(settings, events_register.TABLES)
    app.extensions["tables"] = events_register.TABLES
    app.before_request(_read_only)
    app.before_request(_publish_due)
    app.extensions["collecting"] = Collecting(settings.data, events_register.TABLES)
    gates.install(app, _visitor, login="cadre_staff.login", find_machine=find_machine)
    application.read_in_one_state(app)
    app.context_processor(_everywhere)
    for door in DOORS:
        app.register_blueprint(door)
    return application.finished(app)


def _visitor() -> SignedIn | None:
    """Who is signed in, by the cookie of this request."""
    token = sessions.token()
    return entrance.seen(token, clock.now(), current_app.config["SETTINGS"].desk) if token else None


def _rescue_says() -> str:
    return rescue_says(current_app.extensions["rescue"])


def _read_only() -> None:
    if request.method not in gates.SAFE and (says := _rescue_says()):
        raise NotAllowed(says)


def _publish_due() -> None:
    """What was to be public by today comes out before the first page of a day, and after every start, is made.

    What came down from the county is seen to before the next page.
    """
    now, kept = clock.now(), current_app.extensions
    if kept.get("published_until") != now.today and not _rescue_says():
        publishing.publish_scheduled(now)
        finish_removals()
        surveys.gather(now)
        kept["published_until"] = now.today
    if kept.get("settled_at") != stamp() and not _rescue_says():
        directives.settle(now)
        kept["settled_at"] = stamp()


def _idle(settings: config.Settings) -> dict[str, int] | None:
    """When a screen nobody touches goes back to the picture; a signed-in person's own computer never does."""
    visitor: SignedIn | None = g.get("visitor")
    if visitor is None:
        return {"warn_seconds": settings.screen.idle_warn, "reset_seconds": settings.screen.idle_reset}
    seconds = 60 * (settings.desk.pin_idle if visitor.by_pin else settings.desk.idle)
    return {"warn_seconds": seconds - 20, "reset_seconds": seconds} if sessions.is_kiosk() else None


def _is_in(place: str) -> bool:
    """Is this page the place itself, or one behind it?  Everything lies behind /desk/, so that one only counts itself."""
    return request.path == place or (place.count("/") > 2 and request.path.startswith(place))


def _places() -> list[dict[str, Any]]:
    """The menu of the desk for whoever is signed in."""
    visitor: SignedIn | None = g.get("visitor")
    return [
        {
            "name": place.name,
            "href": url_for(place.endpoint),
            "sign": place.sign,
            "here": _is_in(url_for(place.endpoint)),
            "waiting": place.waiting(visitor) if place.waiting else 0,
        }
        for place in PLACES
        if visitor and place.is_for(visitor)
    ]


def _everywhere() -> dict[str, Any]:
    """What every template may use."""
    settings: config.Settings = current_app.config["SETTINGS"]
    address = request.full_path.rstrip("?")
    return {
        "place": here(),
        "look": g.look,
        "look_url": looks.look_url(address),
        "today": clock.today(),
        "as_of": append.as_of(),
        "back": None,
        "is_home": request.endpoint == "villager_hall.home",
        "idle": _idle(settings),
        "kiosk": settings.screen.kiosk,
        "read_only": _rescue_says(),
        "me": g.get("visitor"),
        "places": _places(),
        "request_path": address,
        "program": __version__,
        "alerts": alerts(),
    }
