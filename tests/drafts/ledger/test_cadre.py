"""At the desk: a month's sheet is uploaded, put right, signed, published, corrected, taken down."""

import pytest

from terminal.drafts.ledger import queries
from terminal.staff.rules import Role
from tests.drafts.ledger.month import IDENTITY, MAY, WRONG, attached, begun, handed_in, public, signed
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


@pytest.mark.parametrize(
    ("form", "says"),
    [
        pytest.param({}, "还没选文件", id="no file"),
        pytest.param(attached(changed(MAY, (5, 3, IDENTITY))), "没有留下这个文件", id="personal number"),
        pytest.param({**attached(), "period": "2026-04"}, "这张表写的是2026年5月", id="wrong month"),
        pytest.param({**attached(), "account": "new"}, "请写上这个账户的名称", id="new account without a name"),
    ],
)
def test_a_refused_file_leaves_nothing_and_is_said_at_its_field(desk, form, says):
    page = desk.post("/desk/ledger/upload", {"period": "", "account": "", **form}, expect=422)
    assert says in page and IDENTITY not in page.html
    desk.get("/desk/ledger/drafts/1", expect=404)


def test_the_slower_of_two_sees_what_the_other_did(desk):
    work = begun(desk.me, WRONG)
    desk.post(f"/desk/ledger/drafts/{work.id}/balances", {"revision": "1"})
    page = desk.post(f"/desk/ledger/drafts/{work.id}/file", {"revision": "1", **attached()}, expect=409)
    assert "两个人同时办这一张表" in page


def test_markup_in_a_workbook_is_text(desk):
    work = begun(desk.me, changed(MAY, (5, 3, "<script>alert(1)</script>电费"), (6, 6, "17,041.10")))
    page = desk.get(f"/desk/ledger/drafts/{work.id}")
    assert "<script>alert(1)</script>电费" in page and "<script>alert" not in page.html


def test_an_amount_nobody_understands_stays_in_its_field(desk):
    without = changed(MAY, (4, 3, ""), (4, 6, ""))
    work = begun(desk.me, without)
    page = desk.post(f"/desk/ledger/drafts/{work.id}/balances", {"revision": "1", "opening": "一万多"}, expect=422)
    assert page.select("#field-opening")[0].get("value") == "一万多"


def test_what_waits_for_others_is_neither_signed_nor_published_by_its_author(desk, watcher):
    work = handed_in(desk.me)
    address = f"/desk/ledger/drafts/{work.id}"
    assert "自己写的不能自己审" in desk.post(f"{address}/sign", {"round": "1"}, expect=422)
    assert "还没签完" in desk.post(f"{address}/publish", expect=422)
    assert "请先拿回来" in desk.post(f"{address}/file", {"revision": "1", **attached()}, expect=422)
    assert "请写明为什么退回" in watcher.post(f"{address}/return", {"token": watcher.token, "round": "1"}, expect=422)
    watcher.post(f"{address}/return", {"token": watcher.token, "round": "1", "why": "电费的单子没有附上"})
    assert "电费的单子没有附上" in desk.get(address)


def test_the_sheet_is_printed_for_signing_before_anybody_signs(desk):
    work = begun(desk.me)
    page = desk.get(f"/desk/ledger/drafts/{work.id}/sheet.pdf")
    assert page.headers["Content-Type"] == "application/pdf" and page.body.startswith(b"%PDF")
    page.response.close()


def test_a_month_is_no_text_and_a_text_is_no_month(desk):
    work = begun(desk.me)
    for path in (f"/desk/drafts/{work.id}", f"/desk/review/{work.id}"):
        desk.get(path, expect=404)
    desk.post("/desk/drafts/start", {"item": "V-F02", "period": "2026-05", "purpose": "publish"})
    desk.get("/desk/ledger/drafts/2", expect=404)


def test_a_public_month_is_corrected_and_taken_down_with_reasons(desk, watcher):
    number = public(desk.me, watcher.me)
    address = f"/desk/ledger/{number}"
    assert "为什么更正" in desk.post(f"{address}/revise", {"reason": "", **attached()}, expect=422)
    better = attached(changed(MAY, (5, 3, "电费（四月）")))
    desk.post(f"{address}/revise", {"reason": "摘要漏写了月份。", **better})
    assert "电费（四月）" in desk.get("/desk/ledger/drafts/2")
    assert "2 处" not in desk.get(address)
    assert "请写明原因" in desk.post(f"{address}/withdraw", {"why": ""}, expect=422)
    desk.post(f"{address}/withdraw", {"why": "传成了别的村的账"})
    assert "传成了别的村的账" in desk.get(address)


def test_the_villager_sees_line_by_line_what_a_correction_changed(desk, watcher, kiosk):
    number = public(desk.me, watcher.me)
    desk.post(
        f"/desk/ledger/{number}/revise",
        {"reason": "摘要漏写了月份。", **attached(changed(MAY, (5, 3, "电费（四月）")))},
    )
    desk.post("/desk/ledger/drafts/2/submit", {"revision": "1"})
    signed(queries.one(2), watcher.me)
    desk.post("/desk/ledger/drafts/2/publish")
    page = Visit(kiosk).get("/ledger/2026/5/changes")
    assert "电费" in page.words(".changed-lines s") and "电费（四月）" in page.words(".changed-lines tr")[-1]
    Visit(kiosk).get("/ledger/2026/5/changes?version=1", expect=404)


def test_what_cannot_be_put_right_is_published_with_its_reason_for_everybody(desk, watcher, kiosk):
    work = begun(desk.me, WRONG)
    page = f"/desk/ledger/drafts/{work.id}"
    assert "改不了的，写明为什么对不上" in desk.get(page)
    assert "至少 6 个字" in desk.post(
        f"{page}/explain", {"revision": "1", "statement": "", "excuse": "没有"}, expect=422
    )
    desk.post(
        f"{page}/explain", {"revision": "1", "statement": "17014.00", "excuse": "一角零钱找不到单据，\n村里认了。"}
    )
    shown = desk.get(page)
    assert "村里的说明：一角零钱找不到单据， 村里认了。" in shown and "不等于" in shown
    desk.post(f"{page}/submit", {"revision": "2"})
    assert "公布时一起告诉村民" in watcher.get(page)
    watcher.post(f"{page}/sign", {"token": watcher.token, "round": "1"})
    desk.post(f"{page}/publish")
    visitor = Visit(kiosk)
    month = visitor.get("/ledger/2026/5")
    assert "处对不上。" in month and "村里的说明：一角零钱" in month and "不等于" in month
    assert "少了 0.10" in visitor.get("/ledger/2026/5/how")
    assert "17,014.00 元，和账上一样" in visitor.get("/ledger/2026/5/facts")


def test_a_new_file_needs_a_new_reason(desk):
    work = begun(desk.me, WRONG)
    page = f"/desk/ledger/drafts/{work.id}"
    desk.post(f"{page}/explain", {"revision": "1", "statement": "", "excuse": "一角零钱找不到单据。"})
    desk.post(f"{page}/file", {"revision": "2", **attached(changed(WRONG, (7, 6, "17,013.00")))})
    assert queries.one(work.id).excuse == "" and "收支对不上" in desk.get(page)
