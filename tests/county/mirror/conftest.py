"""Three villages with something of everything that is public, as the county has them on the tenth of December."""

from datetime import date
from pathlib import Path

import pytest

from terminal import clock, county_app, events_register
from terminal.opening import open_terminal
from terminal.store.database import close_database
from terminal.sync.apply import Receiver, apply
from tests.county.mirror.full import fill
from tests.county.villages import VILLAGES, bundles_of, copy_of, county_settings, village_settings
from tests.world import at

TENTH = at(date(2026, 12, 10))


@pytest.fixture(autouse=True)
def december(now):
    """What was asked in November is counted by now."""
    clock.use(lambda: TENTH)


@pytest.fixture(scope="session")
def full_world(made_world, tmp_path_factory) -> Path:
    """The world, with everything of `full` in each village; made once."""
    folder, sent = copy_of(made_world, tmp_path_factory.mktemp("full") / "world"), []
    for place in range(len(VILLAGES)):
        settings = village_settings(folder / f"village{place}", place)
        open_terminal(settings)
        fill(place)
        sent.extend(bundles_of(settings))
        close_database()
    before = (events_register.EVENTS, events_register.TABLES, events_register.LOCAL_TABLES)
    county_app.install()
    settings = county_settings(folder / "county")
    open_terminal(settings)
    for one in sent:
        apply(one, Receiver(settings.data, events_register.TABLES, TENTH))
    close_database()
    events_register.EVENTS, events_register.TABLES, events_register.LOCAL_TABLES = before
    return folder


@pytest.fixture
def world(full_world, tmp_path) -> Path:
    return copy_of(full_world, tmp_path / "world")
