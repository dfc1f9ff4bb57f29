"""Sixteen digits typed at the county: what came, what was answered, what never came."""

import pytest
from jinja2 import DebugUndefined

from terminal import clock, county_app
from terminal.county.letters import actions, queries
from terminal.county.offices.queries import served_by
from terminal.county.receipt.models import MissingLetter
from terminal.feedback import intake, receipts
from terminal.feedback.shapes import Submission
from terminal.opening import open_terminal
from terminal.staff.rules import Role
from terminal.store.database import close_database
from tests.county import mailing
from tests.county.mailing import CANARY
from tests.county.villages import VILLAGES, county_settings, village_settings
from tests.staff import people
from tests.visit import Visit

HOME = "/receipt"
SHIQIAO, SONGLING = VILLAGES[0][0], VILLAGES[2][0]


def _look(visit, code: str, village: str = SHIQIAO, expect: int = 200, **more):
    return visit.post(HOME, {"code": code, "village": village} | more, expect)


def test_it_asks_for_the_village_and_names_every_one(mail):
    page = mail.get(HOME)
    assert all(name in page for _, name, _ in VILLAGES)


def test_a_letter_that_came_is_said_to_have_come(mail, codes):
    page = _look(mail, codes[0]["discipline"])
    assert "县平台收到" in page and "还没有答复" in page
    assert page.headers["Cache-Control"] == "no-store" and CANARY not in page.html


def test_an_answer_is_read_here_too(mail, codes):
    person = mailing.servant("county", "孙敏")
    mail.get(HOME)
    letter = next(one for one in queries.letters_for(person, clock.today()) if one.village == "石桥村")
    desk = actions.Desk(served_by(person), letter, (mailing.KEYS["county"][0],), person, clock.now())
    actions.say(desk, "received", "收到，正在核实渠道款。")
    page = _look(mail, codes[0]["county"])
    assert "正在核实渠道款" in page and "青溪县信访局" in page and "最晚" in page
    assert "正在核实渠道款" not in _look(mail, codes[2]["county"], SONGLING)


def test_the_right_code_at_the_wrong_village_was_not_received(mail, codes):
    assert "县平台未收到" in _look(mail, codes[0]["county"], SONGLING).h1


@pytest.mark.parametrize(
    ("code", "village", "says"),
    [
        pytest.param("1234", SHIQIAO, "16 位", id="too short"),
        pytest.param("1234567890123456", SHIQIAO, "一位不对", id="wrong check digit"),
        pytest.param("x" * 16, SHIQIAO, "只有数字", id="letters"),
        pytest.param("1234567890123456", "", "先选是哪个村", id="no village"),
        pytest.param("1234567890123456", "999999999", "先选是哪个村", id="no such village"),
    ],
)
def test_what_cannot_be_looked_up_says_why_and_is_no_guess(mail, code, village, says):
    for _ in range(6):
        assert says in _look(mail, code, village, 422)


def test_after_five_guesses_one_waits(mail):
    for _ in range(5):
        _look(mail, receipts.new_code())
    assert "请等" in _look(mail, receipts.new_code(), expect=429)


def test_what_never_came_opens_a_case_about_the_terminal_counted_each_time(mail):
    code = receipts.new_code()
    page = _look(mail, code)
    assert "县平台未收到" in page.h1
    fields = {"code": code, "village": SHIQIAO}
    assert "哪天写的" in mail.post(f"{HOME}/missing", fields | {"day": ""}, 422)
    assert "今天以后" in mail.post(f"{HOME}/missing", fields | {"day": "2027-01-01"}, 422)
    for _ in range(2):
        assert "记下了" in mail.post(f"{HOME}/missing", fields | {"day": "2026-11-20"}, 200).h1
    row = MissingLetter.get()
    assert (row.times, str(row.day), str(row.known_to)) == (2, "2026-11-20", "2026-11-22")


def test_a_letter_that_came_is_not_missing(mail, codes):
    fields = {"code": codes[0]["county"], "village": SHIQIAO, "day": "2026-11-20"}
    assert "已经收到" in mail.post(f"{HOME}/missing", fields, 422)
    assert MissingLetter.select().count() == 0


def test_officers_see_what_never_came_in_their_villages(mail):
    code = receipts.new_code()
    mail.post(f"{HOME}/missing", {"code": code, "village": SHIQIAO, "day": "2026-11-20"}, 200)
    people.sign_in(mail, Role.TOWNSHIP, office="柳河镇")
    page = mail.get("/county/missing/")
    assert "石桥村" in page and "早该到了" in page
    assert code not in page.html
    people.sign_in(mail, Role.TOWNSHIP, office="青山镇", name="马强")
    assert "石桥村" not in mail.get("/county/missing/").text


def test_a_villages_own_case_shows_where_it_stands(mail_world):
    """As far as the village's log tells."""
    open_terminal(village_settings(mail_world / "village0", 0))
    said = Submission(category="inquiry", addressee="village", text="村口的路灯什么时候修？")
    code = intake.submit(said, clock.now())
    close_database()
    mailing.carry(mail_world, 0)
    app = county_app.create_county(county_settings(mail_world / "county"))
    app.jinja_env.undefined = DebugUndefined
    page = _look(Visit(app), code)
    assert "咨询" in page.h1 and "还没人受理" in page
    assert "路灯" not in page.text
    app.extensions["printer"].stop()
    close_database()
