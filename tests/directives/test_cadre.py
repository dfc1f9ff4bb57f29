"""At the desk: what was ordered stands there until somebody said a word to it."""

import pytest

from terminal.directives import queries
from terminal.feedback.models import FeedbackCase
from terminal.kiosk_app import create_kiosk
from terminal.staff.rules import Role
from tests.directives import world as w
from tests.directives.test_queries import YEAR, CalendarSent
from tests.staff.people import sign_in
from tests.visit import Visit


@pytest.fixture
def desk(world):
    """desk(): the desk of village 0, a cadre signed in."""
    made = []

    def visit(role: Role = Role.CADRE) -> Visit:
        app = create_kiosk(world.settings[0])
        made.append(app)
        found = Visit(app)
        found.signed = sign_in(found, role, name=f"值班{len(made)}")
        return found

    yield visit
    for app in made:
        app.extensions["printer"].stop()


def test_an_open_order_stands_on_the_first_page_of_the_desk(world, desk):
    world.say(w.correction(world.origins[0]))
    world.deliver(0)
    visit = desk()
    assert "纠正通知：第三季度误工补贴公布" in visit.get("/desk/").text
    assert "柳河镇人民政府" in visit.get("/desk/directives/").text


def test_done_and_cannot_want_words(world, desk):
    line = world.say(w.correction(world.origins[0])).seq
    world.deliver(0)
    visit = desk()
    token = {"token": visit.signed.token}
    for word in ("done", "cannot"):
        page = visit.post(f"/desk/directives/{line}/{word}", {"words": "", **token}, expect=422)
        assert "没有写" in page.text
    visit.post(f"/desk/directives/{line}/cannot", {"words": "账本在乡镇，村里改不了。", **token})
    page = visit.get(f"/desk/directives/{line}")
    assert "说办不了" in page.text and "账本在乡镇" in page.text
    assert queries.order(line).word == "cannot"


@pytest.mark.parametrize("address", ["/desk/directives/999", "/desk/directives/1/refused"])
def test_an_order_that_is_not_there_is_not_found(world, desk, address):
    desk().get(address, expect=404)


def test_a_supervisor_reads_and_answers_nothing(world, desk):
    line = world.say(w.correction(world.origins[0])).seq
    world.deliver(0)
    visit = desk(Role.SUPERVISOR)
    assert "村里的回音" not in visit.get(f"/desk/directives/{line}").text
    visit.post(f"/desk/directives/{line}/seen", {"token": visit.signed.token}, expect=403)


def test_a_case_of_the_hotline_is_there_at_the_next_page(world, desk):
    line = world.say(w.handed(world.origins[0])).seq
    world.deliver(0)
    visit = desk()
    visit.get("/desk/")
    case = FeedbackCase.get()
    assert case.number in visit.get(f"/desk/directives/{line}").text
    assert "县里热线" in visit.get(f"/desk/feedback/{case.number}").text


def test_a_new_calendar_moves_open_days_and_the_desk_says_so(world, desk):
    world.say(w.handed(world.origins[0], received_on=w.DAY))
    world.deliver(0)
    visit = desk()
    visit.get("/desk/")
    before = FeedbackCase.get().due_on
    text = YEAR.replace("2027", "2026").replace("from = 2026-01-01", "from = 2026-11-23").replace(
        "to = 2026-01-03", "to = 2026-11-27"
    )  # fmt: skip
    world.say(CalendarSent(to="*", number=1, gist="临时放假五天", text=text))
    world.deliver(0)
    visit = desk()
    page = visit.get("/desk/directives/")
    assert FeedbackCase.get().due_on > before
    assert "临时放假五天" in page.text and "1 件意见的期限重算了" in page.text
