"""At the desk: which sticks there are, what waits, writing and reading with progress, stopping; with and without JavaScript."""

import threading

import msgspec
import pytest
from flask import g

from terminal import clock
from terminal.kiosk_app import create_kiosk
from terminal.staff.rules import Role
from terminal.store.database import close_database
from terminal.sync import copies, pages
from terminal.sync.jobs import Job
from terminal.web.looks import Look
from tests.staff.people import sign_in
from tests.visit import Visit

PLACE = "/desk/bundles/"


@pytest.fixture
def settings(settings, tmp_path):
    stick = msgspec.structs.replace(settings.stick, roots=(str(tmp_path / "media"),), mounted=False)
    return msgspec.structs.replace(settings, stick=stick)


@pytest.fixture
def usb(tmp_path):
    folder = tmp_path / "media" / "usb"
    folder.mkdir(parents=True)
    return folder


def finished(kiosk):
    kiosk.extensions["stick"].job.join(20)


def test_without_a_stick_it_says_what_to_do(visit):
    sign_in(visit, Role.CADRE)
    page = visit.get(PLACE)
    assert page.h1 == "同步和 U 盘"
    assert "没有看到 U 盘" in page
    assert "县平台还没有回执" in page


def test_a_stick_is_listed_written_and_read_back(kiosk, visit, usb):
    token = sign_in(visit, Role.CADRE).token
    assert "usb" in visit.get(PLACE)
    assert visit.post(f"{PLACE}export", {"token": token, "stick": "usb"}).headers["Location"] == PLACE
    finished(kiosk)
    page = visit.get(PLACE)
    assert "写好了，可以拔出" in page
    assert len(list((usb / "SYNC" / "up").iterdir())) == 1


def test_a_stick_is_read_and_what_became_of_it_is_said(kiosk, visit, usb):
    token = sign_in(visit, Role.ADMIN).token
    (usb / "SYNC" / "up").mkdir(parents=True)
    (usb / "SYNC" / "up" / "junk.zip").write_bytes(b"junk")
    visit.post(f"{PLACE}import", {"token": token, "stick": "usb"})
    finished(kiosk)
    page = visit.get(PLACE)
    assert "读完了，可以拔出" in page
    assert "junk.zip" in page


@pytest.mark.parametrize("what", ["export", "import"])
@pytest.mark.parametrize("name", ["", "gone", "../data", "/etc"])
def test_a_stick_that_is_not_there_is_refused_in_a_sentence(visit, usb, what, name):
    token = sign_in(visit, Role.CADRE).token
    page = visit.post(f"{PLACE}{what}", {"token": token, "stick": name}, expect=422)
    assert "这个 U 盘不在了" in page


def running(kiosk):
    """A job that has done a quarter and waits."""
    began, go_on = threading.Event(), threading.Event()

    def work(job):
        job.expect(400)
        job.step(100)
        began.set()
        go_on.wait(20)
        job.step(300)
        yield "可以拔出。"

    kiosk.extensions["stick"].begin(Job("export", "usb", work))
    began.wait(20)
    return go_on


def test_while_it_runs_the_page_says_how_far_and_asks_again(kiosk, visit, usb):
    token = sign_in(visit, Role.CADRE).token
    go_on = running(kiosk)
    page = visit.get(PLACE)
    assert "正在往 U 盘上写，请不要拔" in page
    assert page.select("progress")[0].get("value") == "25"
    assert page.select("a[hx-get]")[0].get("hx-trigger").startswith("every 1s")
    piece = visit.get(PLACE, fragment=True)
    assert piece.select("progress")
    assert "没做完" in visit.post(f"{PLACE}import", {"token": token, "stick": "usb"}, expect=422)
    visit.post(f"{PLACE}cancel", {"token": token})
    go_on.set()
    finished(kiosk)
    assert "停下了，可以拔出" in visit.get(PLACE)


def test_other_pages_are_served_while_a_stick_hangs(kiosk, visit, usb):
    go_on = running(kiosk)
    assert visit.get("/").status == 200
    go_on.set()
    finished(kiosk)


def test_stopping_nothing_is_no_mistake(visit):
    token = sign_in(visit, Role.CADRE).token
    visit.post(f"{PLACE}cancel", {"token": token})


def test_the_first_page_says_when_the_last_copy_was_made(kiosk, visit, settings):
    sign_in(visit, Role.CADRE)
    assert "还没有备份" in visit.get("/desk/")
    copies.make(settings.data, settings.backups, clock.now())
    assert "最近一次备份：" in visit.get("/desk/")


@pytest.mark.parametrize(("days", "is_late"), [(0, False), (3, False), (4, True)])
def test_after_three_days_without_a_copy_it_is_a_thing_to_do(kiosk, settings, days, is_late):
    copies.make(settings.data, settings.backups, clock.now())
    today = clock.today().fromordinal(clock.today().toordinal() + days)
    with kiosk.test_request_context("/desk/"):
        g.look = Look()
        assert bool(pages._section(settings.backups, today).lines) == is_late


@pytest.mark.parametrize(("seconds", "says"), [(None, "正在算"), (0, "1 秒"), (59, "59 秒"), (61, "2 分钟")])
def test_remaining_time_is_said_roughly(kiosk, seconds, says):
    with kiosk.test_request_context("/desk/"):
        g.look = Look()
        assert says in pages._left(seconds)


def asked(kiosk):
    kiosk.extensions["courier"].desk.job.join(30)


def test_without_an_address_there_is_nothing_to_press(visit):
    sign_in(visit, Role.CADRE)
    page = visit.get(PLACE)
    assert "现在只用 U 盘" in page and "现在同步" not in page


@pytest.fixture
def online(settings):
    """A county that never answers."""
    return msgspec.structs.replace(settings, sync=msgspec.structs.replace(settings.sync, county="http://127.0.0.1:9"))


def test_a_round_is_begun_by_a_button_and_its_end_is_said(online, visit_online):
    visit, kiosk = visit_online
    token = sign_in(visit, Role.CADRE).token
    assert "现在同步" in visit.get(PLACE)
    assert visit.post(f"{PLACE}online", {"token": token}).headers["Location"] == f"{PLACE}online"
    asked(kiosk)
    page = visit.get(f"{PLACE}online")
    assert "还不认得县平台" in page and "不会丢" in page


def test_while_a_round_runs_it_can_be_left_and_stopped(online, visit_online):
    visit, kiosk = visit_online
    token = sign_in(visit, Role.CADRE).token
    go_on, courier = threading.Event(), kiosk.extensions["courier"]

    def work(job):
        job.expect(400)
        job.step(100)
        go_on.wait(20)
        job.step(300)
        yield ""

    courier.desk.begin(Job("sync", "courier", work))
    while not courier.desk.job.progress.done:
        pass
    piece = visit.get(f"{PLACE}online", fragment=True)
    assert piece.select("progress")[0].get("value") == "25"
    assert "正在和县平台同步" in visit.post(f"{PLACE}online", {"token": token}, expect=422)
    visit.post(f"{PLACE}online/cancel", {"token": token})
    go_on.set()
    asked(kiosk)
    assert courier.desk.job.progress.state == "cancelled"


@pytest.fixture
def visit_online(online):
    app = create_kiosk(online)
    yield Visit(app), app
    app.extensions["printer"].stop()
    close_database()
