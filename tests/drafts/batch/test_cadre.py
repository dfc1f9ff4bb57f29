"""The desk takes a list, shows what is wrong with it, and a second person makes it public; no script is needed."""

import io

import pytest

from terminal.drafts.batch import queries
from terminal.staff.rules import Role
from tests.drafts.batch.lists import GOOD, WORDS, brought, row
from tests.staff.people import sign_in
from tests.visit import Visit


@pytest.fixture
def desk(visit):
    visit.token = sign_in(visit, Role.CADRE).token
    return visit


@pytest.fixture
def second(kiosk):
    other = Visit(kiosk)
    other.token = sign_in(other, Role.SUPERVISOR).token
    return other


def send(desk, files, **options):
    sent = [(io.BytesIO(one.data), one.name) for one in files]
    return desk.post("/desk/batch/", {"token": desk.token, "files": sent}, **options)


def test_the_whole_way_from_a_workbook_to_the_kiosk(desk, second, kiosk):
    assert "目录编码" in desk.get("/desk/batch/")
    send(desk, brought(*GOOD))
    assert "监督委员会" in desk.get("/desk/batch/1")
    assert "误工补贴公布" in second.get("/desk/batch/1") and "等人确认" in second.get("/desk/batch/")
    second.post("/desk/batch/1/confirm", {"token": second.token})
    assert "公布了" in second.get("/desk/batch/1")
    assert WORDS in Visit(kiosk).get("/disclosures/2026-00001")


def test_a_wrong_list_comes_back_with_every_problem_and_is_not_kept(desk):
    page = send(desk, brought(row(title=""), row(item="V-Z99")), expect=422)
    assert "清单 A4" in page.text and "还没写标题" in page.text and page.select(".errors")
    assert queries.newest() == ()


@pytest.mark.parametrize(
    ("files", "says"),
    [
        pytest.param([], "还没选文件", id="nothing sent"),
        pytest.param(brought(row(), head=("甲", "乙")), "没有认出清单的表头", id="no head"),
    ],
)
def test_what_is_no_list_gets_a_sentence(desk, files, says):
    assert says in send(desk, files, expect=422).text


def test_a_refused_list_never_shows_an_identity_number(desk):
    wrong = row(title="给 110101199003074514 的补贴", text="身份证号 110101199003074514 的人已经领了。")
    page = send(desk, brought(wrong), expect=422)
    assert "身份证号" in page.text and "110101199003074514" not in page.html


def test_markup_in_a_list_is_shown_as_text(desk):
    send(desk, brought(row(title="<script>alert(1)</script>公布")))
    assert "<script>alert" not in desk.get("/desk/batch/1").html


def test_giving_back_says_why_and_needs_a_reason(desk, second):
    send(desk, brought(*GOOD))
    page = second.post("/desk/batch/1/return", {"token": second.token, "why": ""}, expect=422)
    assert "请写明为什么退回" in page.text
    second.post("/desk/batch/1/return", {"token": second.token, "why": "第二条的日期不对"})
    assert "第二条的日期不对" in desk.get("/desk/batch/1")


def test_a_number_let_stand_without_a_reason_is_asked_for(desk, second):
    send(desk, brought(row(text="要问补贴的事，请打电话 13812345678。")))
    assert "13812345678" not in desk.get("/desk/batch/").html
    page = second.post("/desk/batch/1/confirm", {"token": second.token, "reason": ""}, expect=422)
    assert "没有遮住" in page.text


def test_a_list_may_be_dropped_once(desk):
    send(desk, brought(*GOOD))
    desk.post("/desk/batch/1/drop", {"token": desk.token})
    desk.post("/desk/batch/1/drop", {"token": desk.token}, expect=422)


@pytest.mark.parametrize("path", ["/desk/batch/9", f"/desk/batch/1/files/{'0' * 64}"])
def test_what_is_not_there_is_not_found(desk, path):
    desk.get(path, expect=404)
