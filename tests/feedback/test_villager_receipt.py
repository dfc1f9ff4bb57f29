"""Sixteen digits typed again: what they open, what they do not, and what one can do there."""

import re

import pytest

from terminal import clock
from terminal.feedback import actions, receipts
from tests.feedback import office
from tests.feedback.letters import LAN, RECEIPT, code_on, only_case, send
from tests.feedback.offices import has_keys
from tests.world import log_length


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param("", "只有数字", id="nothing"),
        pytest.param("1234", "16 位", id="too short"),
        pytest.param("1" * 17, "16 位", id="too long"),
        pytest.param("abcdefghijklmnop", "只有数字", id="letters"),
        pytest.param("<script>", "只有数字", id="script"),
        pytest.param("1234567890123456", "一位不对|两位写反", id="wrong check digit"),
    ],
)
def test_a_code_typed_wrong_is_said_at_once_and_is_no_guess(visit, typed, says):
    for _ in range(7):
        page = visit.post(RECEIPT, {"code": typed}, 422)
        assert re.search(says, page.text)
    assert typed not in page.html or not typed


def test_an_unknown_code_and_an_unanswered_sealed_one_show_the_same(visit):
    has_keys()
    code = code_on(send(visit, category="complaint", addressee="discipline"))
    sealed, unknown = (visit.post(RECEIPT, {"code": one}, 200) for one in (code, receipts.new_code()))
    assert "还没有答复，或者号码不对" in sealed
    assert sealed.html == unknown.html


def test_after_five_guesses_one_waits_and_is_told_how_long(visit):
    for _ in range(5):
        visit.post(RECEIPT, {"code": receipts.new_code()}, 200)
    assert "请等" in visit.post(RECEIPT, {"code": receipts.new_code()}, 429)
    assert visit.post(RECEIPT, {"code": receipts.new_code()}, 200, environ_base=LAN)


def test_full_width_digits_and_blanks_are_forgiven(visit):
    code = code_on(send(visit))
    wide = code.translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert "咨询" in visit.post(RECEIPT, {"code": f"  {wide} "}, 200).h1


def test_what_is_missing_can_be_supplied(visit):
    code, number = code_on(send(visit)), only_case().number
    li = office.cadre()
    actions.accept(number, by=li, now=clock.now())
    actions.ask(number, "请写明是哪一盏路灯。", by=li, now=clock.now())
    page = visit.post(RECEIPT, {"code": code}, 200)
    assert "哪一盏路灯" in page
    assert "还没写内容" in visit.post(f"{RECEIPT}/supply", {"code": code, "text": " "}, 422)
    assert "补上去了" in visit.post(f"{RECEIPT}/supply", {"code": code, "text": "村口第二盏。"}, 200)
    assert "没有要您补充" in visit.post(f"{RECEIPT}/supply", {"code": code, "text": "再补一句。"}, 422)


def test_an_answer_is_read_and_rated_and_no_face_is_chosen_before(visit):
    code = code_on(send(visit))
    li, zhou = office.cadre(), office.supervisor()
    actions.accept(only_case().number, by=li, now=clock.now())
    office.answered(only_case(), li, zhou)
    page = visit.post(RECEIPT, {"code": code}, 200)
    assert "路灯周五上午换好" in page
    assert len(page.select("input[name=level]")) == 5
    assert not page.select("input[name=level][checked]")
    assert "还没选" in visit.post(f"{RECEIPT}/rate", {"code": code}, 422)
    assert "评完了" in visit.post(f"{RECEIPT}/rate", {"code": code, "level": "4", "reasons": ["slow", "unsolved"]}, 200)
    assert only_case().level == 4
    visit.post(f"{RECEIPT}/rate", {"code": code, "level": "1"}, 422)


@pytest.mark.parametrize("level", ["0", "6", "-1", "五", "1e9", ""])
def test_a_rating_is_one_of_five_faces(visit, level):
    code = code_on(send(visit))
    visit.post(f"{RECEIPT}/rate", {"code": code, "level": level}, 422)


def test_without_its_code_nothing_is_supplied_or_rated(visit):
    send(visit)
    before = log_length()
    for path in ("supply", "rate", "slip"):
        visit.post(f"{RECEIPT}/{path}", {"level": "1", "text": "x"}, 422)
    assert log_length() == before


def test_a_code_in_the_address_opens_nothing(visit):
    code = code_on(send(visit))
    assert "咨询" not in visit.get(RECEIPT, query_string={"code": code}).h1
