"""Publishing a project, adding to it, taking it down: whole, or not at all."""

from datetime import date

import pytest
from msgspec.structs import replace

from terminal import events_register
from terminal.errors import NotFound, Refused
from terminal.journal.append import origin
from terminal.journal.replay import rebuild
from terminal.projects import actions, queries
from terminal.register.duties import duties
from terminal.register.queries import found, of_item
from terminal.village.queries import here
from tests.ledger.published import publish, small
from tests.projects.roads import FIRST, SIGNERS, done, fund, photo, published, road
from tests.world import CADRE, SUNDAY, at, log_length, make_disclosure, state

LATER = at(date(2026, 11, 25))
NUMBER = "2026-00001"


def note(dossier, reason="", now=LATER):
    return actions.note(NUMBER, dossier, reason, signers=SIGNERS, by=CADRE, now=now)


def test_a_project_is_found_under_every_item_it_fills(shiqiao):
    published()
    one = queries.one(origin(), NUMBER)
    assert one.dossier == road() and one.signers == SIGNERS
    assert (one.edition.display_until - one.edition.published_on).days >= 15
    for item in ("V-A14", "V-A15", "V-A16", "V-F13"):
        assert [row.path for row in of_item(origin(), item, 5)] == [f"/projects/{NUMBER}"]
    assert found(origin(), "砌挡墙", 1, 5).page.total == found(origin(), "2LXF", 1, 5).page.total + 1 == 1


def test_a_quarter_is_filled_only_for_the_projects_own_item(shiqiao):
    published(period="2026Q3")
    filled = {(duty.item.code, duty.period) for duty in duties(here(), SUNDAY).all if duty.published_on}
    assert filled == {("V-A14", "2026Q3")}


def test_what_comes_later_stands_beside_what_was_said_before(shiqiao):
    published()
    after = done(road(), photos=(photo("断了的路"),))
    note(after)
    assert [one.dossier for one in queries.versions(origin(), NUMBER)] == [road(), after]
    assert queries.one(origin(), NUMBER).version == 2 and not queries.one(origin(), NUMBER, 1).is_newest
    assert queries.picture(origin(), after.photos[0].picture.sha256).name == "路.jpg"


@pytest.mark.parametrize(
    ("dossier", "says"),
    [
        pytest.param(road(total_fen=10_000_01), "差 0.01 元", id="does not add up"),
        pytest.param(road(decision="2026-00099"), "没有公开过索引号 2026-00099", id="decided nowhere"),
        pytest.param(road(payments=(replace(FIRST, paid_on=date(2027, 1, 1)),)), "还没到", id="paid tomorrow"),
    ],
)
def test_a_refused_project_leaves_nothing(shiqiao, dossier, says):
    before = state()
    with pytest.raises(Refused, match=says):
        published(dossier)
    assert state() == before


def test_a_decision_must_be_public(shiqiao):
    make_disclosure()
    published(road(decision=NUMBER))
    assert queries.one(origin(), "2026-00002").dossier.decision == NUMBER


def test_taking_back_without_a_reason_is_refused_whole(shiqiao):
    published()
    before = state()
    with pytest.raises(Refused, match="为什么改"):
        note(road(payments=()))
    with pytest.raises(Refused, match="没有新的内容"):
        note(road())
    with pytest.raises(NotFound):
        actions.note("2026-00009", road(), by=CADRE, now=LATER)
    assert state() == before
    note(road(payments=()), "这一笔记到别的工程上了")
    assert queries.one(origin(), NUMBER).reason == "这一笔记到别的工程上了"


def test_what_was_withdrawn_stays_readable_and_takes_nothing(shiqiao):
    published()
    actions.withdraw(NUMBER, "这是别的村的工程", by=CADRE, now=LATER)
    assert queries.one(origin(), NUMBER).withdrawn_why == "这是别的村的工程"
    with pytest.raises(Refused, match="已经撤下"):
        note(done(road()))
    with pytest.raises(Refused):
        actions.withdraw(NUMBER, "再撤一次看看", by=CADRE, now=LATER)


def test_all_of_it_is_told_again_from_the_log(shiqiao):
    published(photos := road(photos=(photo("断了的路"),)))
    note(done(photos))
    actions.withdraw(NUMBER, "这是别的村的工程", by=CADRE, now=LATER)
    before = state()
    rebuild(events_register.TABLES)
    assert state() == before and log_length() > 2


@pytest.mark.parametrize(
    ("payment", "expected"),
    [
        pytest.param(replace(FIRST, voucher=""), ("none", 0), id="no voucher"),
        pytest.param(replace(FIRST, paid_on=date(2026, 10, 1)), ("waiting", 0), id="month not public"),
        pytest.param(replace(FIRST, voucher="记-7", account="jiben"), ("missing", 0), id="no such voucher"),
        pytest.param(replace(FIRST, voucher="记-02", account="jiben"), ("found", 5_000_00), id="found"),
        pytest.param(replace(FIRST, voucher="记-1", account="jiben"), ("missing", 0), id="money that came in"),
    ],
)
def test_a_payment_is_looked_for_in_the_public_ledger(shiqiao, payment, expected):
    publish(small("2026-09", grant=9_000_00, wall=-5_000_00))
    book = queries.booked(origin(), payment)
    assert (book.state, book.fen) == expected


def test_money_of_a_fund_is_its_own_item(shiqiao):
    published(fund())
    assert queries.one(origin(), NUMBER).item == "V-F13"
