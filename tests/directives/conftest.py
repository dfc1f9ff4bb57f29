"""The county of Qingxi with two villages, made once and copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from terminal import clock, events_register
from terminal.journal import kinds
from terminal.store.database import close_database
from tests.conftest import SUNDAY_MORNING
from tests.directives.world import World


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> World:
    before = (events_register.EVENTS, events_register.TABLES, events_register.LOCAL_TABLES, dict(kinds._known))
    clock.use(lambda: SUNDAY_MORNING)
    found = World(tmp_path_factory.mktemp("directives") / "world")
    clock.use(None)
    events_register.EVENTS, events_register.TABLES, events_register.LOCAL_TABLES = before[:3]
    kinds._known = before[3]
    return found


@pytest.fixture
def world(made: World, tmp_path: Path) -> Iterator[World]:
    """Machines of this test alone."""
    found = object.__new__(World)
    shutil.copytree(made.folder, tmp_path / "world")
    found.folder, found.origins, found.keys = tmp_path / "world", made.origins, made.keys
    found.settings = made.settings_below(tmp_path / "world")
    yield found
    close_database()
