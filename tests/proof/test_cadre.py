"""The desk keeps photographs of sheets on the wall, and prints cards for the archive."""

import io

import pytest

from terminal.journal.append import origin
from terminal.proof import queries
from terminal.staff.rules import Role
from tests.proof.pictures import photograph
from tests.proof.test_villager import words_on
from tests.staff.people import sign_in
from tests.world import log_length

ONE = "/desk/proof/2026-00001"


def sent(visit, token, expect=303, **changes):
    form = {
        "token": token,
        "posted_on": "2026-11-20",
        "place": "村委会公开栏",
        "poster": "刘秀英",
        "picture": (io.BytesIO(photograph()), "IMG_1.jpg"),
    }
    return visit.post(ONE, form | changes, expect=expect, content_type="multipart/form-data")


@pytest.fixture
def fresh(kiosk):
    """A text published today, so that it must be on the wall."""
    from tests.world import SUNDAY, make_disclosure

    return make_disclosure(published_on=SUNDAY)


@pytest.mark.parametrize("path", ["/desk/proof/", ONE, f"{ONE}/card.pdf"])
def test_who_has_not_signed_in_is_sent_to_the_door(paper, visit, path):
    assert visit.get(path, expect=303).headers["Location"].startswith("/desk/login")


def test_what_must_be_on_the_wall_is_listed(fresh, visit):
    sign_in(visit, Role.CADRE)
    page = visit.get("/desk/proof/")
    assert "2026年第三季度误工补贴公布" in page
    assert "还没有照片" in page
    assert ONE in page.links


def test_what_may_come_down_is_not_listed(paper, visit):
    sign_in(visit, Role.CADRE)
    assert "今天没有该贴在墙上的" in visit.get("/desk/proof/")


@pytest.mark.parametrize("number", ["2026-00001", "54990123MA0SQ8001X/2026-00001"])
def test_an_old_one_is_found_by_its_number(paper, visit, number):
    sign_in(visit, Role.SUPERVISOR)
    assert visit.get(f"/desk/proof/?number={number}", expect=303).headers["Location"] == ONE


@pytest.mark.parametrize("number", ["2026-00009", "x" * 99])
def test_a_number_that_is_none_is_asked_for_again(paper, visit, number):
    sign_in(visit, Role.CADRE)
    assert "没有这个索引号" in visit.get(f"/desk/proof/?number={number}")


def test_a_photograph_is_kept_and_shown_to_everybody(paper, visit):
    token = sign_in(visit, Role.CADRE).token
    sent(visit, token)
    (one,) = queries.postings(origin(), paper.obj)
    assert one.poster == "刘秀英"
    assert "第1次公布，2026年11月20日 贴在村委会公开栏，刘秀英 贴" in visit.get(ONE)
    visit.client.delete_cookie("desk")
    assert "2026年11月20日 村委会公开栏" in visit.get(f"/verify?mark={paper.body[:12]}")
    answer = visit.get(f"/verify/pictures/{one.picture.sha256}")
    assert answer.body.startswith(b"\xff\xd8")
    answer.response.close()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"picture": (io.BytesIO(b""), "")}, "还没选照片", id="no file"),
        pytest.param({"picture": "IMG_1.jpg"}, "还没选照片", id="a name in place of a file"),
        pytest.param({"picture": (io.BytesIO(b"MZ"), "a.exe")}, "这是程序", id="a program"),
        pytest.param({"posted_on": "昨天"}, "昨天", id="no day"),
        pytest.param({"posted_on": "2026-12-24"}, "还没到", id="a day to come"),
        pytest.param({"place": ""}, "还没写贴在哪里", id="no place"),
        pytest.param({"place": "栏" * 41}, "最多 40 个字", id="a long place"),
    ],
)
def test_a_wrong_form_comes_back_as_it_was_typed(paper, visit, changes, says):
    token = sign_in(visit, Role.CADRE).token
    before = log_length()
    page = sent(visit, token, expect=422, **changes)
    assert says in page
    assert 'value="刘秀英"' in page.html
    assert log_length() == before


def test_who_only_looks_after_the_machine_keeps_no_photographs(paper, visit):
    token = sign_in(visit, Role.ADMIN).token
    sent(visit, token, expect=403)


def test_a_number_nobody_published_is_not_found(paper, visit):
    sign_in(visit, Role.CADRE)
    visit.get("/desk/proof/2026-00009", expect=404)
    visit.get("/desk/proof/2026-00009/card.pdf", expect=404)


def test_the_card_says_everything_known(paper, visit, tmp_path):
    token = sign_in(visit, Role.CADRE).token
    sent(visit, token)
    words, _ = words_on(visit, f"{ONE}/card.pdf", tmp_path)
    mark = paper.body.upper()
    for said in (
        "公开档案卡", "54990123MA0SQ8001X/2026-00001", "按县里的保管期限表", "第 2 号", "没有改动过", "村委会公开栏",
        f"{mark[:4]} {mark[4:8]} {mark[8:12]}",
    ):  # fmt: skip
        assert said in words


def test_the_card_of_a_month_says_until_when_it_is_kept(sheet, visit, tmp_path):
    sign_in(visit, Role.CADRE)
    words, _ = words_on(visit, f"{ONE}/card.pdf", tmp_path)
    assert "10 年，到 2037年1月1日" in words
    assert "陈国平" in words


def test_the_card_of_an_edited_row_does_not_hide_it(paper, visit, by_hand, tmp_path):
    by_hand("UPDATE version SET text = replace(text, '300', '900')")
    sign_in(visit, Role.CADRE)
    words, _ = words_on(visit, f"{ONE}/card.pdf", tmp_path)
    assert "对不上" in words
    assert "对不上" in visit.get(ONE)
