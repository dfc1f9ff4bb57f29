"""At the desk: a project is begun in short forms, signed, published, added to, taken down."""

import io

import pytest
from PIL import Image

from terminal.journal import blobs
from terminal.journal.append import origin
from terminal.projects import queries
from terminal.staff.rules import Role
from tests.projects.roads import published
from tests.staff.people import sign_in
from tests.visit import Visit
from tests.world import log_length

DRAFT = "/desk/projects/drafts/1"
BASICS = {"kind": "works", "name": "二组路修复", "why": "暴雨冲断了路。", "decided": "9月4日代表会议通过。"}
FORMS = {
    "money": {"total": "10000", "source-1": "finance", "name-1": "水毁补助", "fen-1": "8,000.00", "got-1": "8000", "got_on-1": "2026-09-01",
              "source-2": "levy", "name-2": "村民筹资", "fen-2": "2000"},
    "contract": {"contractor": "安顺施工队", "contract": "9000", "tender": "no", "tender_why": "三家报价，选最低的。"},
    "stages": {"name-1": "砌挡墙", "share-1": "60", "due_on-1": "9.20", "done_on-1": "9月18日", "name-2": "铺路面", "share-2": "40"},
    "pay": {"what": "挡墙工料", "fen": "5000", "paid_on": "2026-09-20", "stage": "1", "voucher": "记字第05号", "account": "jiben"},
}  # fmt: skip


@pytest.fixture
def desk(visit):
    """A cadre at the desk; `desk.send` posts with the token and the revision that the page shows."""
    me = sign_in(visit, Role.CADRE)

    def send(path, expect=303, **data):
        return visit.post(path, {"token": me.token, **data}, expect=expect)

    visit.send = send
    return visit


@pytest.fixture
def watcher(kiosk):
    other = Visit(kiosk)
    me = sign_in(other, Role.SUPERVISOR)
    other.send = lambda path, expect=303, **data: other.post(path, {"token": me.token, **data}, expect=expect)
    return other


def photograph() -> tuple[io.BytesIO, str]:
    """A picture with the place and the telephone it was taken with in it."""
    kept, image = io.BytesIO(), Image.new("RGB", (64, 48), "gray")
    exif = Image.Exif()
    exif[0x010F] = "SECRETPHONE"
    image.save(kept, "JPEG", exif=exif)
    return io.BytesIO(kept.getvalue()), "路.jpg"


def test_the_whole_way_from_the_first_form_to_the_touchscreen_and_back(desk, watcher, kiosk):
    assert desk.send("/desk/projects/new", **BASICS).headers["Location"] == f"{DRAFT}/money"
    assert "还没写谁来干" not in desk.get(DRAFT) and "还没写分几步" in desk.get(DRAFT)
    for revision, (part, said) in enumerate(FORMS.items(), 1):
        desk.get(f"{DRAFT}/{part}")
        desk.send(f"{DRAFT}/{part}", revision=str(revision), **said)
    picture = {"file": photograph(), "when": "before", "taken_on": "9.1", "says": "断了的路"}
    desk.send(f"{DRAFT}/photo", revision="5", **picture)
    desk.send(f"{DRAFT}/say", revision="6", period="2026Q3")
    assert "都对得上" in desk.get(DRAFT)
    desk.send(f"{DRAFT}/submit", revision="7")
    assert "自己写的不能自己审" in desk.send(f"{DRAFT}/sign", expect=422, round="1")
    assert "还没签完" in desk.send(f"{DRAFT}/publish", expect=422)
    assert "二组路修复" in watcher.get("/desk/review/") and "监督委员会审核" in watcher.get(DRAFT)
    watcher.send(f"{DRAFT}/sign", round="1")
    assert desk.send(f"{DRAFT}/publish").headers["Location"] == "/desk/projects/2026-00001"
    one = queries.one(origin(), "2026-00001")
    assert (one.dossier.paid_fen, one.dossier.payments[0].voucher, one.period) == (5_000_00, "记-5", "2026Q3")
    assert one.signers[-1].role == "监督委员会审核"
    assert b"SECRETPHONE" not in blobs.path(one.dossier.photos[0].picture.sha256).read_bytes()
    assert "付了 1 次，共 5,000.00 元" in Visit(kiosk).get("/projects/2026-00001")


def test_what_comes_next_is_a_short_form_of_its_own(desk):
    published()
    page = desk.get("/desk/projects/2026-00001")
    assert "付了一笔款" in page and "验收了" in page
    assert desk.send("/desk/projects/2026-00001/note", part="pay").headers["Location"] == f"{DRAFT}/pay"
    assert desk.send("/desk/projects/2026-00001/note", part="photo").headers["Location"] == f"{DRAFT}/photo"
    assert "没有新的内容" in desk.get(DRAFT)
    desk.send(f"{DRAFT}/pay", revision="1", what="第二次工程款", fen="1000", paid_on="2026-11-20")
    assert "付款：11月20日 第二次工程款 1,000.00 元" in desk.get(DRAFT)
    desk.send(f"{DRAFT}/pay", revision="2", drop="0")
    assert "请写明为什么改" in desk.get(DRAFT)
    desk.send(f"{DRAFT}/say", revision="3", reason="这一笔记错了工程")
    assert "都对得上" in desk.get(DRAFT)


@pytest.mark.parametrize(
    ("part", "form", "says"),
    [
        pytest.param("money", {"total": "一万"}, "一万", id="no amount"),
        pytest.param("stages", {"name-1": "砌墙", "due_on-1": "2026-02-30"}, "没有 30 日", id="no day"),
        pytest.param("pay", {"what": "工钱", "fen": "5"}, "还没写日期", id="paid on no day"),
        pytest.param("photo", {"file": (io.BytesIO(b"%PDF-1.4 x"), "路.jpg"), "taken_on": "9.1", "says": "路"}, "没有传完", id="no picture"),
        pytest.param("photo", {"file": (io.BytesIO(b"x"), "a.txt"), "taken_on": "一日", "says": "路"}, "看不出是哪一天", id="taken on no day"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_stays_in_its_field_and_changes_nothing(desk, part, form, says):
    desk.send("/desk/projects/new", **BASICS)
    before = log_length()
    page = desk.send(f"{DRAFT}/{part}", expect=422, revision="1", **form)
    assert says in page and log_length() == before
    assert "还没写。" in desk.get(DRAFT)


def test_a_project_without_a_name_is_not_begun(desk):
    assert "还没写项目名称" in desk.send("/desk/projects/new", expect=422, **{**BASICS, "name": " "})
    assert "两个人同时办" not in desk.get("/desk/projects/")
    for path in (DRAFT, f"{DRAFT}/money", "/desk/projects/2026-00001"):
        desk.get(path, expect=404)


def test_the_slower_of_two_sees_what_the_other_did(desk):
    desk.send("/desk/projects/new", **BASICS)
    desk.send(f"{DRAFT}/contract", revision="1", **FORMS["contract"])
    assert "两个人同时办这一个项目" in desk.send(f"{DRAFT}/stages", expect=409, revision="1", **FORMS["stages"])
    desk.get(f"{DRAFT}/wages", expect=404)


def test_a_public_project_is_taken_down_with_a_reason(desk):
    published()
    address = "/desk/projects/2026-00001"
    assert "请写明原因" in desk.send(f"{address}/withdraw", expect=422, why="错")
    desk.send(f"{address}/withdraw", why="这是别的村的工程")
    assert "这是别的村的工程" in desk.get(address)
    assert "已经撤下" in desk.send(f"{address}/note", expect=422, part="pay")
