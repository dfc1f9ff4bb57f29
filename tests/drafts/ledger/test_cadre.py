"""At the desk: a month's sheet is uploaded, put right, signed, published, corrected, taken down."""

import pytest

from terminal.staff.rules import Role
from tests.drafts.ledger.month import MAY, WRONG, attached, begun, public
from tests.drafts.office import supervisor
from tests.ledger.workbooks import changed
from tests.staff.people import sign_in
from tests.visit import Visit


@pytest.fixture
def desk(visit):
    """A cadre at the desk; `desk.post` sends the token along."""
    me = sign_in(visit, Role.CADRE)
    plain = visit.post

    def post(path, data=None, **options):
        return plain(path, {"token": me.token, **(data or {})}, **options)

    visit.post, visit.me = post, me.person
    return visit


@pytest.fixture
def watcher(kiosk):
    """The supervisor at a desk of their own."""
    visit = Visit(kiosk)
    me = sign_in(visit, Role.SUPERVISOR)
    visit.me, visit.token = me.person, me.token
    return visit


def test_the_whole_way_from_the_file_to_the_touchscreen(desk, watcher, kiosk):
    page = desk.post("/desk/ledger/upload", {"period": "", "account": "", **attached(WRONG)})
    assert page.headers["Location"] == "/desk/ledger/drafts/1"
    shown = desk.get("/desk/ledger/drafts/1")
    assert "收支对不上" in shown and "交上去审" not in shown.words("button")
    desk.post("/desk/ledger/drafts/1/file", {"revision": "1", **attached()})
    assert "账对得上" in desk.get("/desk/ledger/drafts/1")
    desk.post("/desk/ledger/drafts/1/submit", {"revision": "2"})
    assert "2026年5月财务收支" in watcher.get("/desk/review/")
    assert "民主理财签字" in watcher.get("/desk/ledger/drafts/1")
    watcher.post("/desk/ledger/drafts/1/sign", {"token": watcher.token, "round": "1"})
    assert desk.post("/desk/ledger/drafts/1/publish").headers["Location"] == "/desk/ledger/2026-00001"
    visitor = Visit(kiosk)
    assert "鱼塘租金" in visitor.get("/ledger/2026/5")
    assert "民主理财签字 周德明" in visitor.get("/ledger/2026/5/facts")


def test_every_page_opens(desk):
    work, other = begun(desk.me, WRONG), supervisor()
    public(desk.me, other, changed(MAY, (1, 1, "柳河镇石桥村2026年04月财务公开榜"), (5, 1, "4"), (6, 1, "4")))
    for path in (
        "/",
        "/?year=1999",
        "/upload",
        "/upload?period=2026-04&account=jbh",
        f"/drafts/{work.id}",
        "/2026-00001",
    ):
        desk.get(f"/desk/ledger{path}")
    for path in ("/desk/", "/desk/drafts/", "/desk/review/"):
        desk.get(path)
    assert desk.get("/desk/drafts/start?item=V-F04&period=2026-05", expect=303).headers["Location"] == (
        "/desk/ledger/upload?period=2026-05"
    )
