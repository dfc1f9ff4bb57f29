"""The touchscreen in the hall, with and without camera."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from terminal.config import Feedback, Screen, Settings
from terminal.feedback import limits, shown
from tests.visit import Visit


@pytest.fixture(autouse=True)
def nobody_wrote_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "spacing", limits.Spacing())
    monkeypatch.setattr(limits, "slips", limits.Slips())
    monkeypatch.setattr(shown, "slips", shown.Shown())


def _hall(settings: Settings) -> Iterator[Visit]:
    from terminal.kiosk_app import create_kiosk
    from terminal.store.database import close_database

    app = create_kiosk(settings)
    yield Visit(app)
    app.extensions["printer"].stop()
    close_database()


@pytest.fixture
def kiosk_hall(settings: Settings) -> Iterator[Visit]:
    """A touchscreen that has neither camera nor microphone."""
    yield from _hall(replace(settings, screen=Screen(kiosk=True)))


@pytest.fixture
def kiosk_with_camera(settings: Settings) -> Iterator[Visit]:
    yield from _hall(replace(settings, screen=Screen(kiosk=True), feedback=Feedback(camera=True, microphone=True)))
