"""What came on paper, by telephone or in person is typed in, and a slip handed over."""

from datetime import date

import pytest

from terminal.errors import Refused
from terminal.feedback import actions, queries, records
from terminal.feedback.shapes import Attached
from terminal.journal import blobs
from tests.feedback import office
from tests.feedback.office import MONDAY, TUESDAY, said
from tests.world import at, make_disclosure, state


@pytest.fixture
def li(shiqiao):
    return office.cadre()


@pytest.fixture
def zhou(shiqiao):
    return office.supervisor()


def refused(act) -> str:
    """The sentences of a refusal, which leaves log and tables alone."""
    before = state()
    with pytest.raises(Refused) as wrong:
        act()
    assert state() == before
    return str(wrong.value)


def test_a_letter_from_the_box_counts_from_the_day_it_came(li):
    slip = actions.key_in(said(channel="paper", name="王 "), date(2026, 11, 18), by=li, now=at(MONDAY))
    seen = queries.case_by_code(office.lookup_of(slip.code))
    assert (seen.number, seen.received_on, seen.due_on) == (slip.number, date(2026, 11, 18), MONDAY)
    assert records.one(slip.number).name == "王"


def test_a_scan_of_the_letter_is_kept(li):
    page = Attached(b"scan", "image/jpeg", "1.jpg")
    slip = actions.key_in(said(channel="letter", attached=(page,)), MONDAY, by=li, now=at(MONDAY))
    (kept,) = records.one(slip.number).attachments
    assert blobs.path(kept.sha256).read_bytes() == b"scan"
    assert queries.attachment_for(li, slip.number, kept.sha256) == kept


@pytest.mark.parametrize(
    ("change", "day", "complaint"),
    [
        pytest.param({"channel": "paper"}, TUESDAY, "还没到", id="tomorrow"),
        pytest.param({"channel": "paper"}, date(1026, 11, 23), "1026 年", id="a thousand years ago"),
        pytest.param({"channel": "kiosk"}, MONDAY, "怎么收到的", id="typed at the kiosk"),
        pytest.param({"channel": "pigeon"}, MONDAY, "怎么收到的", id="by pigeon"),
        pytest.param({"channel": "paper", "text": " "}, MONDAY, "还没写内容", id="nothing said"),
        pytest.param({"channel": "paper", "text": "长" * 2001}, MONDAY, "最多 2000", id="too long"),
        pytest.param({"channel": "visit", "category": "report"}, MONDAY, "不能交给村里", id="a report"),
        pytest.param({"channel": "visit", "category": "gossip"}, MONDAY, "哪一类", id="gossip"),
        pytest.param({"channel": "visit", "about": "https://x"}, MONDAY, "填得不对", id="about somewhere else"),
        pytest.param({"channel": "visit", "about": "/disclosures/2026-00999"}, MONDAY, "找不到", id="about nothing"),
        pytest.param({"channel": "visit", "name": "名" * 21}, MONDAY, "最多 20", id="long name"),
    ],
)
def test_what_is_typed_in_wrong_is_refused(li, change, day, complaint):
    assert complaint in refused(lambda: actions.key_in(said(**change), day, by=li, now=at(MONDAY)))


def test_a_letter_to_the_discipline_office_is_not_typed_in(li):
    sealed = said(channel="paper", addressee="discipline")
    assert "原样转交" in refused(lambda: actions.key_in(sealed, MONDAY, by=li, now=at(MONDAY)))


def test_a_question_about_a_publication_knows_its_title(li):
    make_disclosure()
    path = "/disclosures/2026-00001"
    actions.key_in(said(channel="visit", about=path), MONDAY, by=li, now=at(MONDAY))
    assert queries.named(path).title == "2026年第三季度误工补贴公布"
