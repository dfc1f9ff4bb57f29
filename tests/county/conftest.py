"""The county of Qingxi with three villages, and visits to its pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import DebugUndefined

from terminal import clock, county_app, events_register
from terminal.config import Settings
from terminal.county.offices.unlocked import unlocked
from terminal.journal import kinds
from terminal.store.database import close_database
from tests.conftest import SUNDAY_MORNING
from tests.county import mailing
from tests.county.villages import copy_of, county_settings, make_world
from tests.visit import Visit


@pytest.fixture(autouse=True)
def county_kinds() -> Iterator[None]:
    """What only a county knows is known in these tests, and nowhere else."""
    before = (events_register.EVENTS, events_register.TABLES, events_register.LOCAL_TABLES, dict(kinds._known))
    county_app.install()
    yield
    events_register.EVENTS, events_register.TABLES, events_register.LOCAL_TABLES = before[:3]
    kinds._known = before[3]


@pytest.fixture(scope="session")
def made_world(tmp_path_factory) -> Path:
    """Made once: `county`, `village0` to `village2`."""
    folder = tmp_path_factory.mktemp("county") / "world"
    before = (events_register.EVENTS, events_register.TABLES, events_register.LOCAL_TABLES, dict(kinds._known))
    clock.use(lambda: SUNDAY_MORNING)
    make_world(folder)
    clock.use(None)
    events_register.EVENTS, events_register.TABLES, events_register.LOCAL_TABLES = before[:3]
    kinds._known = before[3]
    return folder


@pytest.fixture
def world(made_world, tmp_path) -> Path:
    return copy_of(made_world, tmp_path / "world")


@pytest.fixture
def county_at(world) -> Settings:
    return county_settings(world / "county")


@pytest.fixture
def county(county_at) -> Iterator[Flask]:
    """The county server with three villages."""
    app = county_app.create_county(county_at)
    app.jinja_env.undefined = DebugUndefined
    yield app
    app.extensions["printer"].stop()
    close_database()


@pytest.fixture
def visit(county) -> Visit:
    return Visit(county)


@pytest.fixture(scope="session")
def made_mail(made_world, tmp_path_factory) -> tuple[Path, dict[int, dict[str, str]]]:
    """The same world after villages 0 and 2 wrote to the offices above and their logs came; and their codes."""
    folder = copy_of(made_world, tmp_path_factory.mktemp("mail") / "world")
    before = (events_register.EVENTS, events_register.TABLES, events_register.LOCAL_TABLES, dict(kinds._known))
    clock.use(lambda: SUNDAY_MORNING)
    county_app.install()
    codes = {place: mailing.write(folder, place, *mailing.TEXTS) for place in (0, 2)}
    for place in codes:
        mailing.carry(folder, place)
    clock.use(None)
    events_register.EVENTS, events_register.TABLES, events_register.LOCAL_TABLES = before[:3]
    kinds._known = before[3]
    return folder, codes


@pytest.fixture
def codes(made_mail) -> dict[int, dict[str, str]]:
    """Village → addressee → the code of its receipt."""
    return made_mail[1]


@pytest.fixture
def mail_world(made_mail, tmp_path) -> Path:
    return copy_of(made_mail[0], tmp_path / "mail")


@pytest.fixture
def mail(mail_world) -> Iterator[Visit]:
    """The county server with sealed letters that nobody has looked at."""
    app = county_app.create_county(county_settings(mail_world / "county"))
    app.jinja_env.undefined = DebugUndefined
    yield Visit(app)
    unlocked.forget_all()
    app.extensions["printer"].stop()
    close_database()
