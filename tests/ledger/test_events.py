"""What the log says about the ledger, and what it does to the tables."""

from datetime import date

import pytest

from terminal import events_register
from terminal.errors import Refused
from terminal.journal.append import append, origin
from terminal.journal.replay import rebuild, state_hash
from terminal.ledger import actions, events, queries
from terminal.register.queries import filled, found, newest
from terminal.store.database import write
from terminal.text.days import Period
from tests.ledger.published import BASIC, KEPT, TODAY, book, publish, publish_months, revise
from tests.world import CADRE, log_length, state


@pytest.fixture(autouse=True)
def _village(shiqiao):
    """An empty village, opened."""


def test_a_month_is_in_the_register_and_fills_its_slots():
    publish_months("2026-10")
    (row,) = newest(origin(), 5)
    assert (row.title, row.path, row.group, row.lines) == (
        "2026年10月财务收支（基本户）",
        "/ledger/2026/10",
        "money",
        15,
    )
    assert {item for item, period in filled(origin()) if period == "2026-10"} == {"V-F02", "V-F03", "V-F04"}


def test_a_month_is_found_by_the_words_of_its_lines():
    publish_months("2026-10")
    assert found(origin(), "路灯电费", 1, 5).page.total == 1
    assert found(origin(), "直升机", 1, 5).page.total == 0


def test_the_second_account_is_named_in_its_address():
    publish_months("2026-09")
    publish_months("2026-09", account=KEPT)
    assert [row.path for row in newest(origin(), 2)] == ["/ledger/2026/9?account=cunwei", "/ledger/2026/9"]


def test_a_revision_keeps_every_line_of_the_first_version():
    publish_months("2026-09")
    revise()
    old, new = queries.versions(origin(), "jiben", "2026-09")
    wrong, right = (queries.all_lines(origin(), one.log_seq)[7] for one in (old, new))
    assert (wrong.fen, right.fen) == (186000, 168000)
    assert (old.number, new.number, old.is_newest, new.is_newest) == (1, 2, False, True)
    assert new.reason.startswith("发票是")


def test_a_withdrawn_month_fills_no_slot_and_stays_readable():
    publish_months("2026-10")
    actions.withdraw("jiben", Period.read("2026-10"), "传错了账户。", by=CADRE, now=TODAY)
    assert not filled(origin())
    assert queries.sheet(origin(), "jiben", "2026-10").withdrawn_on == date(2026, 11, 22)


def test_a_month_published_again_after_a_withdrawal_is_its_second_version():
    publish_months("2026-10")
    actions.withdraw("jiben", Period.read("2026-10"), "传错了账户。", by=CADRE, now=TODAY)
    publish(book("2026-10"))
    assert [one.number for one in queries.versions(origin(), "jiben", "2026-10")] == [1, 2]
    assert not queries.months(origin(), "jiben")["2026-10"].withdrawn_on


def test_the_tables_told_again_from_the_log_are_the_same():
    publish_months("2026-09")
    revise()
    publish_months("2026-10")
    before = state_hash(events_register.TABLES)
    rebuild(events_register.TABLES)
    assert state_hash(events_register.TABLES) == before


def _said(**changes):
    usual = {
        "account_set": "2023",
        "opening_fen": 100,
        "closing_fen": 100,
        "published_on": date(2026, 11, 12),
        "display_until": date(2026, 11, 27),
    }
    return events.Publish(
        index_no="x/2026-00001",
        account=BASIC,
        publisher="石桥村",
        period="2026-10",
        item="V-F04",
        group="money",
        catalogue="1",
        sheet=events.Sheet(**usual | changes),
    )


def test_a_sheet_that_does_not_add_up_is_kept_out_of_the_log_itself():
    before = state()
    with pytest.raises(Refused, match="对不上"), write():
        append(_said(closing_fen=200), by=CADRE, now=TODAY)
    assert state() == before


def test_a_month_without_any_movement_may_be_said():
    length = log_length()
    with write():
        append(_said(), by=CADRE, now=TODAY)
    assert log_length() == length + 1
