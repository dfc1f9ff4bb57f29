"""At the desk: a table is uploaded, put right, signed, published, corrected, taken down."""

import pytest

from terminal.staff.rules import Role
from tests.drafts.tables.files import attached, begun, public
from tests.ledger.workbooks import changed
from tests.staff.people import sign_in
from tests.tables.workbooks import ASSETS, CONTRACTS, DEBTS, PAYMENTS
from tests.visit import Visit

WRONG = changed(ASSETS, (5, 10, 144500))


@pytest.fixture
def watcher(kiosk):
    """The supervisor at a desk of their own."""
    visit = Visit(kiosk)
    me = sign_in(visit, Role.SUPERVISOR)
    visit.me, visit.token = me.person, me.token
    return visit


def test_the_whole_way_from_the_file_to_the_touchscreen(desk, watcher, kiosk):
    form = {"sort": "assets", "period": "", **attached("assets", WRONG)}
    assert desk.post("/desk/tables/upload", form).headers["Location"] == "/desk/tables/drafts/1"
    page = desk.get("/desk/tables/drafts/1")
    assert "表 J5" in page and "“集体仓库”的净值写的是 144,500.00 元" in page
    assert "交上去审" not in page.words("button")
    desk.post("/desk/tables/drafts/1/file", {"revision": "1", **attached("assets")})
    assert "数对得上" in desk.get("/desk/tables/drafts/1")
    desk.post("/desk/tables/drafts/1/submit", {"revision": "2"})
    assert "资产台账（2026年第三季度）" in watcher.get("/desk/review/")
    watcher.post("/desk/tables/drafts/1/sign", {"token": watcher.token, "round": "1"})
    assert desk.post("/desk/tables/drafts/1/publish").headers["Location"] == "/desk/tables/2026-00001"
    visitor = Visit(kiosk)
    shown = visitor.get("/tables/assets")
    assert "集体仓库" in shown and "758,800.50" in shown
    assert "民主理财签字 周德明" in visitor.get("/tables/assets/2026Q3/facts")
    assert "资产台账（2026年第三季度）" in visitor.get("/due/V-F05")


def test_every_page_opens(desk, watcher):
    work = begun(desk.me, "debts", changed(DEBTS, (4, 3, "曾小军")))
    number = public(desk.me, watcher.me, "contracts", CONTRACTS)
    for path in (
        "/",
        "/upload",
        "/upload?sort=debts&period=2026Q3",
        f"/drafts/{work.id}",
        f"/{number}",
        "/blank/plan.xlsx",
    ):
        desk.get(f"/desk/tables{path}").response.close()
    for path in ("/tables/", "/tables/contracts", "/tables/contracts/2026Q3/facts", "/ledger/"):
        desk.get(path)
    row = next(link for link in desk.get("/tables/contracts").links if link.startswith("/tables/rows/"))
    assert "到期，还有 39 天" in desk.get(row)
    assert "鱼塘承包" in desk.get("/desk/") and "合同到期" in desk.get("/desk/")
    for path in ("/tables/contracts/2026Q3.pdf", f"/desk/tables/drafts/{work.id}/sheet.pdf"):
        page = desk.get(path)
        assert page.body.startswith(b"%PDF")
        page.response.close()


def test_of_a_list_of_households_numbers_are_not_read_and_the_file_is_not_kept(desk, kiosk, data):
    rows = changed(PAYMENTS, (3, 3, "11010519491231002X"), (3, 4, "6222020200112230123"), (5, 2, "刘大兵"))
    answer = desk.post("/desk/tables/upload", {"sort": "farming", "period": "", **attached("farming", rows)})
    page = desk.get(answer.headers["Location"])
    assert "原来的文件没有留下" in page and "身份证号、银行卡号" in page and "有 1 处要遮住" in page
    desk.get("/desk/tables/drafts/1/file", expect=404)
    kept = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    assert b"11010519491231002X" not in kept and b"6222020200112230123" not in kept
    desk.post("/desk/tables/drafts/1/mask", {"revision": "1"})
    assert "刘大兵" not in desk.get("/desk/tables/drafts/1")
