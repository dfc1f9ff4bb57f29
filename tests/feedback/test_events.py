"""What the log says about cases is told to the tables, live and again."""

import msgspec
import pytest
from peewee import IntegrityError

from terminal import events_register
from terminal.errors import Refused
from terminal.feedback import actions, events, queries, records
from terminal.feedback.models import FeedbackCase, FeedbackStep
from terminal.journal import kinds
from terminal.journal.append import append, origin
from terminal.journal.models import Deferred, LogBody, LogLine
from terminal.journal.replay import differences, rebuild
from terminal.register import queries as register
from terminal.store.database import write
from tests.feedback import office
from tests.feedback.office import FRIDAY, MONDAY, THURSDAY, answered, opened, reply, taken, talk
from tests.world import at

LOOKUP, OTHER = "a" * 32, "b" * 32


@pytest.fixture
def told(shiqiao):
    """Every kind of line about cases: one answered twice and public, one merged, one taken down."""
    li, zhou, chen = office.cadre(), office.supervisor(), office.cadre("陈国强")
    case = taken(li, name="孙桂兰", phone="0990 5550123")
    actions.assign(case.number, "陈国强", "他管路灯", by=li, now=at(MONDAY))
    actions.ask(case.number, "哪一盏？", by=chen, now=at(MONDAY))
    actions.supply(LOOKUP, "桥头那盏", now=at(MONDAY))
    actions.extend(case.number, 1, "等电工来", by=chen, now=at(MONDAY))
    same = opened(OTHER)
    actions.merge(same.number, case.number, by=li, now=at(MONDAY))
    answered(records.one(case.number), chen, zhou, reply(public=True))
    actions.rate(OTHER, 5, ("unsolved", "slow"), now=at(THURSDAY))
    actions.talk(same.number, talk(), by=li, now=at(FRIDAY))
    actions.reopen(case.number, "电工再去看看", by=li, now=at(FRIDAY))
    answered(records.one(case.number), chen, zhou, reply(public=True, answer="这次真的亮了。"), day=FRIDAY)
    third = answered(opened_and_taken(li), li, zhou, reply(public=True), day=FRIDAY)
    actions.unpublish(third.number, "和前一条重复", by=li, now=at(FRIDAY))
    return case.number


def opened_and_taken(li):
    case = opened("c" * 32, text="桥栏杆松了", day=FRIDAY)
    actions.accept(case.number, by=li, now=at(FRIDAY))
    return records.one(case.number)


def test_what_was_told_live_is_told_again_the_same(told):
    kinds_said = {kind for (kind,) in FeedbackStep.select(FeedbackStep.kind).tuples()}
    assert kinds_said == {one.kind.removeprefix("feedback.") for one in events.EVENTS} - {"open"}
    assert differences(events_register.TABLES) == []
    done = rebuild(events_register.TABLES)
    assert done.before == done.after
    assert Deferred.select().count() == 0


def test_the_log_holds_no_draft_and_every_line_its_number(told):
    numbers = [row.number for row in FeedbackCase.select().order_by(FeedbackCase.number)]
    assert numbers == ["F2026-0001", "F2026-0002", "F2026-0003"]


def test_a_new_public_answer_is_the_second_version_under_the_same_number(told):
    row = next(row for row in register.newest(origin(), 5) if row.path == f"/feedback/{told}")
    assert (row.version, row.group) == (2, "feedback")
    assert queries.public_one(told).answer == "这次真的亮了。"


def test_what_was_taken_down_stands_nowhere_with_its_words(told):
    assert [row.title for row in register.found(origin(), "栏杆", 1, 10).page.rows] == []
    assert register.found(origin(), "撤下", 1, 10).page.total == 1


def test_public_answers_fill_no_slot_and_hang_on_no_wall(told):
    from terminal.proof import queries as proof

    assert ("", "") in register.filled(origin())
    assert [thing.path for thing in proof.hanging(origin(), FRIDAY)] == []


def test_when_a_case_is_erased_what_follows_it_waits(told):
    with write():
        first = LogLine.get(LogLine.header.contains('"kind":"feedback.open"')).seq
        LogBody.update(body="").where(LogBody.seq == first).execute()
    rebuild(events_register.TABLES)
    assert Deferred.select().count() > 5
    assert FeedbackCase.select().where(FeedbackCase.number == told).count() == 0
    assert queries.case_by_code(LOOKUP) is None
    assert queries.published().total == 0


def event(**changes) -> events.Open:
    usual = {"number": "F2026-0001", "lookup": LOOKUP, "category": "inquiry", "text": "灯", "channel": "kiosk"}
    days = {"received_on": MONDAY, "due_on": FRIDAY, "table": "2026.1"}
    return events.Open(**usual | days | changes)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(event(number="1"), id="odd number"),
        pytest.param(event(lookup="A" * 32), id="odd lookup"),
        pytest.param(event(lookup=""), id="no lookup"),
        pytest.param(events.Answer(who="李", approved_by="周", text=" "), id="no answer"),
        pytest.param(events.Answer(who="李", approved_by="周", text="11010519491231002X"), id="identity number"),
        pytest.param(events.Rate(level=0), id="no level"),
        pytest.param(events.Rate(level=1, reasons=("x",)), id="odd reason"),
    ],
)
def test_some_things_never_stand_in_a_log(shiqiao, wrong):
    with pytest.raises(Refused), write():
        append(wrong, by="测试", now=at(MONDAY))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('{"category":"gossip"}', id="odd category"),
        pytest.param("{}", id="empty"),
        pytest.param('{"due_on":"2026-13-01"}', id="odd day"),
    ],
)
def test_a_body_of_another_shape_is_not_read(body):
    fields = msgspec.to_builtins(event()) | msgspec.json.decode(body) if body != "{}" else {}
    line = kinds.canonical({**fields, "by": "x", "salt": "0" * 32})
    with pytest.raises(ValueError, match=r"."):
        kinds.read_body(line, events.Open)


def test_two_cases_never_share_a_number_or_a_code(shiqiao):
    opened()
    with pytest.raises(IntegrityError):
        opened()
    assert FeedbackCase.select().count() == 1
