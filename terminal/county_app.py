"""The county server as a web application: officer and machine doors; a terminal's own doors are not needed for it."""

from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from terminal import __version__, clock, config, events_register
from terminal.county import events, mail, models
from terminal.county.gathering.officer import bp as officer_gathering
from terminal.county.letters.arrivals import Watch
from terminal.county.machine import bp as machine_county
from terminal.county.machine import find_machine
from terminal.county.mirror import pages as mirror_pages
from terminal.county.mirror.villager import bp as villager_villages
from terminal.county.officer import bp as officer_county
from terminal.county.orders import models as order_tables
from terminal.county.orders.officer import bp as officer_orders
from terminal.county.orders.pages import section as orders_section
from terminal.county.orders.pages import waiting as orders_waiting
from terminal.county.received.officer import bp as officer_received
from terminal.county.receiving import Intake
from terminal.county.record.officer import bp as officer_record
from terminal.county.terminals.officer import bp as officer_terminals
from terminal.county.villager import bp as villager_county
from terminal.county.villages.officer import bp as officer_villages
from terminal.county.vouchers.officer import bp as officer_vouchers
from terminal.errors import NotAllowed, TerminalError
from terminal.opening import open_terminal
from terminal.paper.printer import Printer
from terminal.staff import entrance
from terminal.staff.desk import Place, SectionMaker
from terminal.staff.officer import bp as officer_staff
from terminal.staff.queries import SignedIn
from terminal.staff.rules import Role
from terminal.sync.jobs import Desk
from terminal.sync.ladder import Rescue
from terminal.sync.words import rescue_says
from terminal.web import application, gates, looks, machines, mounting, sessions

DOORS = (
    villager_county,
    villager_villages,
    officer_county,
    officer_villages,
    officer_gathering,
    officer_received,
    officer_vouchers,
    officer_record,
    officer_staff,
    officer_terminals,
    officer_orders,
    machine_county,
    *mail.DOORS,
)
LARGEST_REQUEST = 8 * 2**20
LARGEST_FILE = 6  # MB, with room for the form around it
# The menu of the county, and what its first page asks each room.
PLACES = (
    Place(lazy_gettext("各村"), "officer_villages.home", "i-home"),
    Place(lazy_gettext("下发"), "officer_orders.index", "i-file", waiting=orders_waiting),
    *mail.PLACES,
    Place(lazy_gettext("拉取"), "officer_gathering.index", "i-down", (Role.OFFICER, Role.ADMIN)),
    Place(lazy_gettext("晚了的"), "officer_villages.late", "i-alert"),
    Place(lazy_gettext("找一条"), "officer_villages.search", "i-search"),
    Place(lazy_gettext("重复的凭证"), "officer_vouchers.index", "i-stack"),
    Place(lazy_gettext("收到的包"), "officer_received.index", "i-stack"),
    Place(lazy_gettext("待查的包"), "officer_received.aside", "i-fork"),
    Place(lazy_gettext("终端和配对码"), "officer_terminals.index", "i-qr", (Role.OFFICER, Role.ADMIN)),
    Place(lazy_gettext("查看记录"), "officer_record.index", "i-eye", (Role.ADMIN, Role.AUDITOR)),
    Place(lazy_gettext("人员"), "officer_staff.people", "i-people", (Role.ADMIN,)),
)
FETCHING = "正在拉取。请等它做完，或者先停下它。"
SECTIONS: tuple[SectionMaker, ...] = (orders_section,)
# Templates of faults, by the front of the address.
FACES = (("/", "errors/county.html"),)
# What somebody who only looks may still send: their own comings and goings.
OWN = frozenset({"officer_county.logout", "officer_county.enter", "officer_staff.own_password"})
OWN |= {f"officer_staff.{name}_second" for name in ("begin", "confirm", "end")}


def install() -> None:
    """Make known what only a county's log says and only a county keeps."""
    events_register.extend(events.EVENTS, models.TABLES, models.LOCAL_TABLES)
    events_register.extend((), (), order_tables.LOCAL_TABLES)
    events_register.extend(mail.EVENTS, mail.TABLES, mail.LOCAL_TABLES)


def create_county(settings: config.Settings, rescue: Rescue | None = None, *, is_open: bool = False) -> Flask:
    """The application over what lies in settings.data; opens (or begins) it unless that `is_open` already.

    While a `rescue` is under way it answers, and takes nothing.
    """
    if not is_open:
        install()
        open_terminal(settings)
    app = application.make(settings)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_REQUEST, LARGEST_FILE=LARGEST_FILE)
    app.extensions["printer"] = Printer(
        settings.data / "pdf", blobs=settings.data / "blobs", wait=settings.paper.wait, idle=settings.paper.idle
    )
    app.extensions["rescue"] = rescue
    app.extensions["fetching"] = Desk(FETCHING)
    app.extensions["intake"] = Intake(settings.data, events_register.TABLES, _quota(settings))
    app.extensions["letters"] = Watch()
    app.before_request(_read_only)
    app.before_request(_note_letters)
    app.extensions["fault_faces"] = FACES
    app.extensions["county_sections"] = SECTIONS
    gates.install(app, _visitor, login="officer_county.login", find_machine=find_machine)
    app.before_request(_only_look)
    application.read_in_one_state(app)
    app.context_processor(_everywhere)
    for door in DOORS:
        app.register_blueprint(door)
    return _with_mirror(application.finished(app), settings)


def _with_mirror(app: Flask, settings: config.Settings) -> Flask:
    """The villages' own pages below /v/<code>/, where the doors they come through are installed."""
    try:
        from terminal.mirror_app import create_mirror
    except ModuleNotFoundError:
        app.extensions["mirror"] = False
        return app
    app.extensions["mirror"] = create_mirror(settings, app.extensions["printer"])
    app.wsgi_app = mounting.Mounted(app.wsgi_app, "/v", app.extensions["mirror"].wsgi_app)  # type: ignore[method-assign]  # the documented way to wrap a Flask app
    return app


def _quota(settings: config.Settings) -> int:
    """Bytes a terminal may send in a month; 0 for any number."""
    return settings.county.quota * 2**20 if settings.county else 0


def _visitor() -> SignedIn | None:
    token = sessions.token()
    return entrance.seen(token, clock.now(), current_app.config["SETTINGS"].desk) if token else None


def _read_only() -> None:
    if request.method not in gates.SAFE and (says := rescue_says(current_app.extensions["rescue"])):
        raise TerminalError(says) if machines.is_for_machines() else NotAllowed(says)


def _only_look() -> None:
    """An auditor changes nothing, whatever a gate forgot."""
    visitor: SignedIn | None = g.get("visitor")
    if visitor is None or request.method in gates.SAFE or request.endpoint in OWN:
        return
    if Role.AUDITOR in visitor.roles:
        raise NotAllowed(_("审计的人只看，不能改。"))


def _is_in(place: str) -> bool:
    """Is this page the place itself, or one behind it?  Everything lies behind /county/, so that one has its villages."""
    if place.count("/") > 2:
        return request.path.startswith(place)
    return request.path == place or request.path.startswith(f"{place}villages/")


def _places() -> list[dict[str, Any]]:
    """The menu of the county for whoever is signed in."""
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


def _note_letters() -> None:
    """Sealed letters that have come since are noted before the next page: days count from then."""
    if not rescue_says(current_app.extensions["rescue"]):
        current_app.extensions["letters"].note(clock.now())


def _everywhere() -> dict[str, Any]:
    """What every template may use."""
    settings: config.Settings = current_app.config["SETTINGS"]
    address = request.full_path.rstrip("?")
    return {
        "place": mirror_pages.county(settings.county),
        "look": g.look,
        "look_url": looks.look_url(address),
        "today": clock.today(),
        "back": None,
        "is_home": False,
        "idle": None,
        "read_only": rescue_says(current_app.extensions["rescue"]),
        "kiosk": False,
        "me": g.get("visitor"),
        "places": _places(),
        "request_path": address,
        "program": __version__,
    }
