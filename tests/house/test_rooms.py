"""Imports run one way: rooms look left only, rules know no machinery, doors know no tables, one file asks the time."""

import ast
import sys
from collections.abc import Iterator

import pytest

from tests.house.sources import imports, modules, short, wrong_ones

ROW = [
    {"text", "clock", "config", "errors"},
    {"store"},
    {"journal"},
    {"web", "paper"},
    {"village"},
    {"staff"},
    {"catalogue"},
    {"uploads"},
    {"register"},
    {"disclosures"},
    {"ledger"},
    {"tables"},
    {"projects"},
    {"proof"},
    {"drafts"},
    {"feedback"},
    {"directives"},
    {"surveys"},
    {"hall"},
    {"bundle"},
    {"sync"},
    {"county"},
    {"events_register"},
    {"opening", "reading"},
    {"seeding"},
    {"mirror_app"},
    {"kiosk_app", "county_app"},
    {"serving"},
    {"commands"},
    {"cli"},
    {"__main__"},
]
PLACE = {room: place for place, rooms in enumerate(ROW) for room in rooms}
GROUND = ROW[0]
DOORS = {"villager", "cadre", "supervisor", "collector", "officer", "machine"}
PAGE_MAKERS = DOORS | {"pages"}  # pages.py puts what a door shows into words and addresses
FLASK_LIVES_IN = {"web", "kiosk_app", "mirror_app", "county_app", "serving"}

# file of a room: (outside packages it may not see, rooms it may not see, files of its own room, files of other rooms)
NOT_FOR = {
    "models": (
        {"flask"},
        {"web"},
        PAGE_MAKERS | {"rules", "queries", "actions"},
        PAGE_MAKERS | {"rules", "queries", "actions"},
    ),
    "queries": ({"flask"}, {"web"}, PAGE_MAKERS | {"actions"}, PAGE_MAKERS | {"actions"}),
    "actions": ({"flask"}, {"web"}, PAGE_MAKERS, PAGE_MAKERS | {"models", "actions"}),
    "events": ({"flask"}, {"web"}, PAGE_MAKERS | {"actions"}, PAGE_MAKERS | {"actions"}),
    "forms": ({"peewee", "playhouse"}, {"store"}, DOORS | {"models"}, DOORS | {"models"}),
    **{
        door: ({"peewee", "playhouse"}, set(), (DOORS - {door}) | {"models"}, DOORS | {"models", "actions"})
        for door in PAGE_MAKERS
    },
}
RULES_MAY_SEE = {"text", "errors"}
TEXT_LIBRARIES = {"pypinyin", "opencc", "markdown_it"}
ASKS_THE_TIME = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}
ASKS_THE_TIME |= {("time", "time_ns"), ("time", "localtime"), ("time", "gmtime")}


def wrong_imports(source: str, module: str) -> Iterator[str]:
    """Every import that goes the wrong way, named with its line."""
    room, file = module.split(".")[1], module.split(".")[-1]
    for name, line in imports(source, module):
        package, *inside = name.split(".")
        complain = f"{module}:{line} may not see {name}"
        if package != "terminal":
            if not _may_see_outside(room, file, package):
                yield complain
        elif inside and inside[0] in PLACE:
            if not _may_see_inside(room, file, inside):
                yield complain
        elif inside and inside[0] not in ("__version__",):
            yield f"{module}:{line} sees {name}, which has no place in the row"


def _may_see_outside(room: str, file: str, package: str) -> bool:
    if package == "htmx_flask":
        return room == "web"
    if package == "flask" and room not in FLASK_LIVES_IN and file not in PAGE_MAKERS | {"forms"}:
        return False
    if room == "text" or file == "rules":
        libraries = {"msgspec"} | (TEXT_LIBRARIES if room == "text" else set())
        return package in sys.stdlib_module_names or package in libraries
    return package not in NOT_FOR.get(file, (set(),))[0]


def _may_see_inside(room: str, file: str, inside: list[str]) -> bool:
    seen_room, seen_file = inside[0], inside[1] if len(inside) > 1 else ""
    own = seen_room == room
    if not own and PLACE[seen_room] >= PLACE.get(room, -1) and not (seen_room in GROUND and room in GROUND):
        return False
    if seen_room == "county" and room not in {"county", "mirror_app", "county_app", "commands"} and not own:
        return False
    if file == "rules":
        return seen_room in RULES_MAY_SEE or (own and seen_file not in DOORS | set(NOT_FOR))
    _, no_rooms, not_own, not_others = NOT_FOR.get(file, (set(), set(), set(), set()))
    if file in DOORS and seen_room == "web":
        return True
    return seen_room not in no_rooms and seen_file not in (not_own if own else not_others)


def asks_the_time(source: str) -> Iterator[str]:
    """Every place that asks the machine's clock, which only terminal/clock.py may."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            if (owner, node.attr) in ASKS_THE_TIME:
                yield f"line {node.lineno}: {owner}.{node.attr}"


def module_name(path) -> str:
    return short(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


MODULES = [path for path in modules("terminal") if path.parent.name != "terminal" or path.stem != "__init__"]


def test_imports_run_one_way():
    assert wrong_ones(MODULES, lambda path: wrong_imports(path.read_text("utf-8"), module_name(path))) == {}


def test_only_the_clock_asks_the_time():
    asking = wrong_ones(MODULES, lambda path: asks_the_time(path.read_text("utf-8")))
    assert asking.keys() == {"terminal/clock.py"}


def test_every_room_has_its_place_in_the_row():
    found = {module_name(path).split(".")[1] for path in modules("terminal") if module_name(path) != "terminal"}
    assert found <= set(PLACE)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        pytest.param("terminal.store.base", "import terminal.journal.append", id="looks right"),
        pytest.param("terminal.ledger.queries", "from terminal.hall import queries", id="room to the right"),
        pytest.param("terminal.ledger.rules", "import peewee", id="rules see the store's library"),
        pytest.param("terminal.ledger.rules", "from terminal import clock", id="rules see the clock"),
        pytest.param("terminal.ledger.rules", "from . import models", id="rules see their models"),
        pytest.param("terminal.ledger.rules", "from terminal.catalogue import rules", id="rules see another room"),
        pytest.param("terminal.ledger.models", "from terminal.ledger.rules import totals", id="models see rules"),
        pytest.param("terminal.ledger.villager", "from terminal.ledger.models import Sheet", id="door sees models"),
        pytest.param("terminal.ledger.villager", "from peewee import fn", id="door sees the store's library"),
        pytest.param(
            "terminal.ledger.villager", "from terminal.disclosures import actions", id="door sees others' actions"
        ),
        pytest.param(
            "terminal.ledger.villager", "def f():\n    from terminal.ledger import cadre", id="door sees a door, late"
        ),
        pytest.param("terminal.ledger.queries", "from flask import request", id="queries see flask"),
        pytest.param(
            "terminal.ledger.actions", "from terminal.register.models import Entry", id="actions see others' tables"
        ),
        pytest.param("terminal.hall.villager", "from htmx_flask import Htmx", id="htmx outside web"),
        pytest.param("terminal.ledger.pages", "from terminal.ledger.models import Sheet", id="page makers see models"),
        pytest.param("terminal.ledger.queries", "from terminal.ledger.pages import row", id="queries see page makers"),
        pytest.param("terminal.text.money", "import flask", id="text sees flask"),
        pytest.param("terminal.kiosk_app", "from terminal.county import queries", id="kiosk sees the county"),
        pytest.param("terminal.hall.villager", "from terminal.junk import drawer", id="room nobody placed"),
    ],
)
def test_an_import_the_wrong_way_is_named(module, source):
    assert len(list(wrong_imports(source, module))) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        pytest.param(
            "terminal.ledger.rules",
            "from terminal.text.money import yuan\nfrom .sheets import book\nimport msgspec",
            id="rules",
        ),
        pytest.param(
            "terminal.ledger.villager",
            "from flask import Blueprint\nfrom terminal.web.pages import render_page\nfrom . import queries",
            id="door",
        ),
        pytest.param(
            "terminal.ledger.events",
            "from terminal.register import events\nfrom terminal.journal.kinds import Event",
            id="events",
        ),
        pytest.param("terminal.config", "from terminal.errors import SettingsError", id="ground"),
    ],
)
def test_an_import_the_right_way_is_left_in_peace(module, source):
    assert not list(wrong_imports(source, module))


@pytest.mark.parametrize(
    "source", ["datetime.now()", "datetime.datetime.now()", "date.today()", "time.time()", "f = date.today"]
)
def test_asking_the_machine_for_the_time_is_named(source):
    assert len(list(asks_the_time(source))) == 1


def test_measuring_how_long_something_takes_is_allowed():
    assert not list(asks_the_time("time.monotonic()\nclock.now()\nclock.today()"))
