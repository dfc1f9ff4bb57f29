"""Publishing, correcting and withdrawing tables: whole or not at all, read back as they were said, told again the same."""

import msgspec
import pytest

from terminal.errors import Refused
from terminal.events_register import TABLES
from terminal.journal import replay
from terminal.journal.replay import state_hash
from terminal.register.queries import filled
from terminal.tables import actions, queries
from terminal.tables.events import Table
from terminal.text.days import Period
from terminal.village.queries import here
from tests.ledger.workbooks import changed
from tests.tables.published import TODAY, publish, revise, wanted
from tests.tables.workbooks import ASSETS, CONTRACTS, DEBTS, RIGHT
from tests.world import CADRE, state

WRONG = changed(ASSETS, (5, 10, 144_500), (7, 10, 759_300.5))
WHY = "房屋翻修的票据年底才到，下季度补记。"

QUARTER_BEFORE = (
    *((1, 6, "2026年6月30日"), (3, 5, 0), (3, 7, 0), (5, 5, 320), (5, 7, 0)),
    *((6, 7, 0), (6, 8, 2369), (7, 7, 0), (7, 8, 2369)),
)


def test_every_sort_is_published_read_back_and_fills_its_items(shiqiao):
    for key in RIGHT:
        publish(key)
    origin = here().origin
    assert list(queries.newest(origin)) == list(RIGHT)
    assert queries.rows(queries.newest(origin)["assets"])[2]["net"] == 1_280_050
    assert {("V-F11", "2026Q3"), ("V-F09", "2026Q3"), ("V-F01", "2026"), ("V-F07", "2026Q3")} <= set(filled(origin))
    before = state_hash(TABLES)
    replay.rebuild(TABLES)
    assert state_hash(TABLES) == before


def test_what_does_not_add_up_is_public_only_with_its_reason(shiqiao):
    before = state()
    with pytest.raises(Refused) as refused:
        publish("assets", WRONG)
    assert "“集体仓库”的净值写的是 144,500.00 元" in str(refused.value) and state() == before
    with pytest.raises(Refused, match="至少 6 个字"):
        publish("assets", WRONG, excuse="没有")
    publish("assets", WRONG, excuse=WHY)
    found = queries.newest(here().origin)["assets"]
    assert (found.excuse, [one.rule for one in found.mismatches], found.mismatches[0].off) == (WHY, ["row"], 50_000)


def test_a_reason_beside_a_table_that_adds_up_is_not_kept(shiqiao):
    publish("assets", excuse=WHY)
    assert queries.newest(here().origin)["assets"].excuse == ""


def test_a_period_is_published_once_and_put_right_with_a_reason(shiqiao):
    publish("assets")
    with pytest.raises(Refused, match="已经公布过"):
        publish("assets")
    with pytest.raises(Refused, match="一模一样"):
        revise("assets", ASSETS)
    revise("assets", changed(ASSETS, (6, 11, "出租")))
    first, second = queries.versions(here().origin, "assets", "2026Q3")
    assert (second.number, second.reason, second.is_newest, first.is_newest) == (2, "有一行写错了。", True, False)
    assert [rows[2]["use"] for rows in map(queries.rows, (first, second))] == ["自用", "出租"]


def test_a_withdrawn_table_fills_nothing_and_may_be_published_anew(shiqiao):
    publish("assets")
    actions.withdraw("assets", Period.read("2026Q3"), "传成了别的村的表。", by=CADRE, now=TODAY)
    origin = here().origin
    assert ("V-F05", "2026Q3") not in filled(origin) and queries.newest(origin) == {}
    publish("assets")
    assert [one.number for one in queries.versions(origin, "assets", "2026Q3")] == [1, 2]


def test_openings_are_held_to_the_table_before(shiqiao):
    publish("debts", changed(DEBTS, *QUARTER_BEFORE), period="2026Q2")
    assert actions.check(wanted("debts"), TODAY) == []
    wrong = changed(DEBTS, (4, 5, 300), (4, 8, 300), (5, 5, 7100), (5, 8, 7100))
    assert [one.where for one in actions.check(wanted("debts", wrong), TODAY)] == ["表!E4"]


def test_a_name_that_must_be_masked_stops_it(shiqiao):
    with pytest.raises(Refused, match="名字要遮住"):
        publish("debts", changed(DEBTS, (4, 3, "曾小军")))
    publish("contracts", CONTRACTS)


def test_contracts_that_run_out_come_earliest_first(shiqiao):
    publish("contracts")
    found = queries.endings(here().origin, Period.read("2026").last)
    assert [one.values["name"] for one in found] == ["鱼塘承包", "集体仓库租赁"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"rows": (("村办公楼",),)}, "缺格子"),
        ({"rows": (("村办公楼", "十万", None),)}, "不是这一栏的写法"),
        ({"columns": ("name", "name", "net")}, "不是这一栏的写法"),
        ({"rows": ()}, "没有行"),
        ({"mismatches": ({"rule": "row", "says": "差一分。", "off": 1},)}, "没写原因"),
    ],
)
def test_no_log_holds_a_table_that_is_none(change, says):
    day = TODAY.today.isoformat()
    said = {"title": "表", "columns": ("name", "original", "net"), "rows": (("村办公楼", 1, 1),)}
    days = {"published_on": day, "display_until": day}
    table = msgspec.convert(said | days | change, Table)
    assert says in table.wrong("assets")[0].says
