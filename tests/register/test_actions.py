"""A slot that does not apply here leaves what is due, with reason and approver, and stays to be seen."""

import pytest

from terminal import events_register
from terminal.errors import Refused
from terminal.journal.replay import differences
from terminal.register.actions import set_aside
from terminal.register.duties import duties
from terminal.village.queries import here
from tests.world import CADRE, SUNDAY, at, make_disclosure, state


def aside(item="V-A05", period="2026Q3", reason="本村没有误工补贴", approver="柳河镇 周敏"):
    return set_aside(item, period, reason, approver, by=CADRE, now=at(SUNDAY))


def missing():
    return {(duty.item.code, duty.period) for duty in duties(here(), SUNDAY).missing}


def test_it_is_no_longer_missing_and_says_who_agreed(shiqiao):
    before = missing()
    aside()
    assert before - missing() == {("V-A05", "2026Q3")}
    (one,) = duties(here(), SUNDAY).aside
    assert (one.reason, one.approver, one.set_on) == ("本村没有误工补贴", "柳河镇 周敏", SUNDAY)
    assert differences(events_register.TABLES) == []


def test_what_is_public_all_the_same_counts(shiqiao):
    aside()
    make_disclosure()
    stands = {(duty.item.code, duty.period): duty.standing.state for duty in duties(here(), SUNDAY).all}
    assert stands["V-A05", "2026Q3"] == "on_time"


def test_a_villager_sees_the_reason(visit):
    aside()
    page = visit.get("/due/V-A05")
    assert "不适用" in page and "柳河镇 周敏" in page


@pytest.mark.parametrize("wrong", [{"reason": " "}, {"approver": ""}], ids=["no reason", "nobody agreed"])
def test_without_reason_or_approver_it_is_refused(shiqiao, wrong):
    before = state()
    with pytest.raises(Refused):
        aside(**wrong)
    assert state() == before
