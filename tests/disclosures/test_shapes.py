"""What a publication says beside its words: a notice and its end, objections, the result, nothing happened, how it came about."""

from datetime import date

import pytest

from terminal import events_register
from terminal.disclosures import queries
from terminal.disclosures.actions import object_to
from terminal.disclosures.shapes import Meeting, Overruled, Whole
from terminal.errors import Refused
from terminal.journal.append import origin
from terminal.journal.replay import differences
from terminal.register import queries as register
from tests.world import CADRE, SUNDAY, at, make_disclosure, state

NUMBER = "2026-00001"


@pytest.fixture
def notice(shiqiao):
    """Candidates for the party, up for five working days from Monday 9 November."""
    make_disclosure(item="V-D03", period="", text="拟发展张某为党员。", published_on=date(2026, 11, 9), is_notice=True)
    return queries.one(origin(), NUMBER)


def objected(gist="他没有参加会议", outcome="查了签到表，参加了", received_on=SUNDAY):
    return object_to(NUMBER, gist, outcome, received_on, by=CADRE, now=at(SUNDAY))


def test_a_notice_says_until_when_one_may_disagree(notice):
    assert notice.notice_until == date(2026, 11, 16)
    assert "公示到 11月16日" in notice.blocks[0].text


def test_a_result_that_follows_closes_the_notice(notice):
    assert [one.number for one in queries.open_notices(origin(), "V-D03")] == [NUMBER]
    make_disclosure(item="V-D03", period="", text="张某成为预备党员。", follows=notice.index_no)
    assert queries.open_notices(origin(), "V-D03") == ()
    assert notice.index_no in queries.one(origin(), "2026-00002").blocks[0].text


def test_an_objection_is_kept_with_what_was_done(notice):
    objected()
    assert [(one.gist, one.outcome) for one in queries.objections(notice)] == [("他没有参加会议", "查了签到表，参加了")]
    assert differences(events_register.TABLES) == []


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"gist": " "}, id="nothing said"),
        pytest.param({"outcome": ""}, id="nothing done"),
        pytest.param({"received_on": date(2026, 11, 23)}, id="tomorrow"),
    ],
)
def test_an_objection_that_is_not_whole_is_refused(notice, wrong):
    before = state()
    with pytest.raises(Refused):
        objected(**wrong)
    assert state() == before


def test_nobody_objects_to_what_is_no_notice(shiqiao):
    make_disclosure()
    with pytest.raises(Refused, match="不是公示"):
        objected()


def test_how_it_came_about_is_read_searched_and_told_again(shiqiao):
    make_disclosure(
        whole=Whole(course="公开招标，三家报价"),
        meetings=(Meeting("村民会议决议", date(2026, 9, 1), "应到 60 人，到 52 人"),),
        overruled=(Overruled("mobile", 1, "公开的办公电话", CADRE),),
    )
    one = queries.one(origin(), NUMBER)
    assert [block.text for block in one.blocks if block.kind == "heading"] == ["办事过程", "议定经过"]
    assert register.found(origin(), "三家报价", 1, 5).page.total == 1
    assert one.overruled[0].reason == "公开的办公电话"
    assert differences(events_register.TABLES) == []


def test_a_slot_filled_with_nothing_happened_is_known_as_such(shiqiao):
    make_disclosure(text="本期无发生。", nil=True)
    assert register.nil_slots(origin()) == {("V-A05", "2026Q3")}
    make_disclosure(text="后来补的一笔。")
    assert register.nil_slots(origin()) == set()


def test_the_newest_text_that_says_something_is_the_model_for_the_next(shiqiao):
    make_disclosure(period="2026Q2", text="第二季度的。")
    make_disclosure(text="本期无发生。", nil=True)
    assert queries.newest_of(origin(), "V-A05").text == "第二季度的。"
    assert queries.newest_of(origin(), "V-A01") is None
