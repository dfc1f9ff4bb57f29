"""What every test may ask for: a data folder, settings, a still clock, the kiosk, and the client that checks pages."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from jinja2 import DebugUndefined

from terminal import clock
from terminal.config import Screen, Settings, Unit
from tests import remembered
from tests.visit import Visit

remembered.install()
hypothesis.settings.register_profile("house", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("house")

SUNDAY_MORNING = clock.Now.of(datetime(2026, 11, 22, 9, 41, tzinfo=clock.HERE))


# What takes longest begins first, so that the two cores end together.
LONG = ("tests/crash/", "tests/browser/", "tests/journeys/", "tests/sync/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.fixture(autouse=True)
def now() -> Iterator[clock.Now]:
    """It is Sunday 2026-11-22, 09:41, for every test."""
    clock.use(lambda: SUNDAY_MORNING)
    yield SUNDAY_MORNING
    clock.use(None)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An empty data folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def by_hand(data: Path) -> Callable[[str], None]:
    """by_hand(statement): what somebody does who opens the database with the sqlite3 shell."""

    def edit(statement: str) -> None:
        command = [shutil.which("sqlite3"), data / "terminal.db", ".timeout 10000", statement]
        subprocess.run(command, check=True, capture_output=True)

    return edit


@pytest.fixture
def settings(data: Path) -> Settings:
    unit = Unit(
        kind="village",
        name="石桥村",
        code="54990123MA0SQ8001X",
        in_service_from=date(2026, 1, 1),
        township="柳河镇",
        county="青溪县",
        name_en="Shiqiao Village",
        contact="村委会办公室 0990-5550123",
    )
    return Settings(data=data, unit=unit, screen=Screen(debug=True))


@pytest.fixture
def shiqiao(settings: Settings) -> Iterator[Settings]:
    """Shiqiao village, opened, with nothing published yet."""
    from tests.world import opened

    with opened(settings):
        yield settings


@pytest.fixture
def kiosk(settings: Settings) -> Iterator[Flask]:
    """The kiosk of an empty village; imported late, so that tests of one room load one room."""
    from terminal.kiosk_app import create_kiosk
    from terminal.store.database import close_database

    app = create_kiosk(settings)
    app.jinja_env.undefined = DebugUndefined  # a value nobody passed shows as {{ name }}, which `visit` finds
    yield app
    app.extensions["printer"].stop()
    close_database()


@pytest.fixture
def visit(kiosk) -> Visit:
    return Visit(kiosk)
