"""While a damaged database is being brought back, everybody may read and nobody may write, and every page says so."""

import pytest
from jinja2 import DebugUndefined

from terminal import clock
from terminal.kiosk_app import create_kiosk
from terminal.opening import bring_back, open_checked
from terminal.staff.rules import Role
from terminal.store.database import close_database
from terminal.sync import copies, outbox, rescue
from tests.staff.people import sign_in
from tests.visit import Visit
from tests.world import make_disclosure, opened

READ_ONLY = "正在恢复数据，现在只能看，不能写"


@pytest.fixture
def rescued(settings):
    """A kiosk whose database was damaged after a backup of one publication; and its rescue."""
    with opened(settings):
        make_disclosure()
        copies.make(settings.data, settings.backups, clock.now())
    settings.database.write_bytes(b"\0" * 8192)
    found = open_checked(settings)
    app = create_kiosk(settings, found, is_open=True)
    app.jinja_env.undefined = DebugUndefined
    yield app, found
    app.extensions["printer"].stop()
    close_database()


def test_pages_are_read_from_the_copy_with_a_sentence(rescued):
    visit = Visit(rescued[0])
    for place in ("/", "/disclosures/", "/due/"):
        assert READ_ONLY in visit.get(place)


def test_nothing_is_taken_meanwhile(rescued):
    visit = Visit(rescued[0])
    assert READ_ONLY in visit.post("/feedback/new", {"what": "x"}, expect=403)


def test_when_it_is_over_the_sentence_is_gone_and_people_write_again(rescued, settings):
    app, found = rescued
    visit = Visit(app)
    visit.get("/")
    bring_back(settings, found)
    assert READ_ONLY not in visit.get("/")
    token = sign_in(visit, Role.CADRE).token
    visit.post("/desk/logout", {"token": token})


def test_a_rescue_that_fails_says_so_and_nobody_writes(rescued, settings, monkeypatch):
    app, found = rescued

    def breaks(_lines):
        raise OSError("disk")

    monkeypatch.setattr(rescue, "continued", breaks)
    bring_back(settings, found)
    visit = Visit(app)
    assert "请告诉管机器的人" in visit.get("/")
    visit.post("/feedback/new", {"what": "x"}, expect=403)
    assert outbox.kept(settings.data / "outbox") == []
