"""What came on paper, by telephone or in person is typed in at the desk; its code is shown once."""

import re

import pytest

from terminal.feedback import records
from terminal.staff.rules import Role
from tests.feedback.office import WORDS
from tests.feedback.seats import LIST, seated
from tests.visit import Visit
from tests.world import log_length, make_disclosure

KEYED = {"channel": "paper", "received_on": "2026-11-20", "category": "suggestion", "text": WORDS}


@pytest.fixture
def desk(kiosk):
    return seated(kiosk, Role.CADRE)


def test_what_came_on_paper_is_typed_in_and_its_code_is_shown_once(desk, kiosk):
    make_disclosure()
    desk.get(f"{LIST}new")
    page = desk.post(f"{LIST}new", {**KEYED, "about": "2026-00001"}, expect=200)
    code = "".join(page.words(".code b"))
    assert re.fullmatch(r"\d{16}", code) and page.headers["Cache-Control"] == "no-store"
    case = records.one("F2026-0001")
    assert (case.channel, case.received_on.isoformat(), case.about) == (
        "paper",
        "2026-11-20",
        "/disclosures/2026-00001",
    )
    assert case.number in Visit(kiosk).post("/feedback/receipt", {"code": code}, expect=200)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"channel": ""}, "channel", id="no channel"),
        pytest.param({"channel": "kiosk"}, "channel", id="a channel nobody types in"),
        pytest.param({"received_on": "2026-11-23"}, "received_on", id="tomorrow"),
        pytest.param({"received_on": "昨天"}, "received_on", id="no day"),
        pytest.param({"received_on": "2026-02-30"}, "received_on", id="no such day"),
        pytest.param({"category": ""}, "category", id="no kind"),
        pytest.param({"category": "report"}, "category", id="a report on the village to the village"),
        pytest.param({"text": " "}, "text", id="nothing said"),
        pytest.param({"text": "字" * 2001}, "text", id="too much said"),
        pytest.param({"about": "2026-99999"}, "about", id="about what is not there"),
        pytest.param({"about": "/etc/passwd"}, "about", id="about another place"),
        pytest.param({"name": "张" * 21}, "name", id="endless name"),
        pytest.param({"phone": "1" * 31}, "phone", id="endless telephone"),
    ],
)
def test_what_cannot_be_typed_in_is_said_at_its_field(desk, typed, field):
    before = log_length()
    page = desk.post(f"{LIST}new", {**KEYED, **typed}, expect=422)
    assert page.select(f"#wrong-{field}") and log_length() == before
