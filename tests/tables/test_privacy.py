"""Persons in tables: names masked where the item says so, organisations never, numbers never shown."""

from terminal.tables import privacy, rules
from terminal.tables.book import Reading, Row, Stated
from tests.ledger.workbooks import changed
from tests.tables.published import read
from tests.tables.workbooks import CONTRACTS, DEBTS, RESOURCES, sort

PERSON = changed(DEBTS, (4, 3, "曾小军"))
IDENTITY, MOBILE = "11010519491231002X", "13800138000"


def test_a_person_is_masked_and_an_organisation_is_not():
    rows = read("debts", PERSON).rows
    assert [row.values["name"] for row in privacy.masked(sort("debts"), rows, "PM")] == [
        "河东粮贸店",
        "曾*军",
        "本村工匠小组",
    ]
    assert privacy.masked(sort("debts"), rows, "PM-strong")[1].values["name"] == "曾**"


def test_where_the_item_says_nothing_names_stay():
    for key, rows in (("contracts", CONTRACTS), ("resources", RESOURCES)):
        assert privacy.to_mask(sort(key), read(key, rows).rows, "none") == ()


def test_a_name_to_mask_is_said_at_its_cell_without_the_name():
    (found,) = privacy.names_shown(sort("debts"), read("debts", PERSON), "PM")
    assert str(found) == "表!C4：这一项的名字要遮住一部分：写成“曾*军”。可以点“全部遮住”。"


def test_numbers_of_persons_are_found_in_cells_and_titles():
    found = read("debts", changed(DEBTS, (1, 1, f"债权债务 {IDENTITY}"), (4, 4, f"水费 {MOBILE}")))
    says = [str(one) for one in privacy.numbers(sort("debts"), found)]
    assert says == [
        "表：表头里有身份证号（不公开），不能公开。请删掉再传。",
        "表!D4：这里有手机号（138****8000），不能公开。请删掉再传。",
    ]


def test_the_number_of_a_contract_is_no_persons():
    rows = changed(CONTRACTS, (3, 1, "20260101001"), (4, 1, "549901232026030001"))
    assert list(privacy.numbers(sort("contracts"), read("contracts", rows))) == []


def listed(*rows):
    return tuple(
        Row(number, {"group": group, "name": name, "kind": kind, "basis": "某文件", "fen": fen, "note": note})
        for number, (group, name, kind, fen, note) in enumerate(rows, 4)
    )


FEW = listed(
    ("一组", "刘大兵", "护理补贴", 100, ""),
    ("一组", "王强", "护理补贴", 100, ""),
    ("一组", "陈国平", "护理补贴", 100, ""),
    ("二组", "张秀英", "护理补贴", 110, "独居"),
    ("三组", "李明", "护理补贴", 120, ""),
    ("三组", "李强", "护理补贴", 130, ""),
)


def test_fewer_than_three_of_a_sensitive_kind_are_put_together():
    found = privacy.masked(sort("disability"), FEW, "PM-strong")
    assert [(row.values["group"], row.values["name"], row.values["fen"]) for row in found] == [
        ("一组", "刘**", 100),
        ("一组", "王*", 100),
        ("一组", "陈**", 100),
        ("各组合并", "3 户合并", 360),
    ]
    assert found[3].values["note"] is None and found[3].values["kind"] == "护理补贴"
    assert privacy.too_few(sort("disability"), found, "PM-strong") == []


def test_what_is_put_together_takes_the_next_group_along_while_it_is_too_few():
    found = privacy.masked(sort("disability"), FEW[:4], "PM-strong")
    assert [(row.values["group"], row.values["name"], row.values["fen"]) for row in found] == [
        ("各组合并", "4 户合并", 410)
    ]


def test_of_one_or_two_in_the_whole_village_not_even_the_number_is_said():
    (found,) = privacy.masked(sort("disability"), FEW[3:5], "PM-strong")
    assert (found.values["name"], found.values["fen"]) == ("不满 3 户合并", 230)


def test_where_names_may_be_half_shown_nobody_is_put_together():
    assert len(privacy.masked(sort("farming"), FEW, "PM")) == len(FEW)


def test_a_group_with_too_few_is_said_at_its_cell_without_a_name():
    reading = Reading(sort="disability", sheet="表", rows=FEW, places={"group": "A"})
    says = [str(one) for one in privacy.groups_shown(sort("disability"), reading, "PM-strong")]
    assert says == [
        "表!A7：二组领这一种的不到 3 户，列出来就认得出是谁。可以点“全部遮住”，会合成一行。",
        "表!A8：三组领这一种的不到 3 户，列出来就认得出是谁。可以点“全部遮住”，会合成一行。",
    ]


def test_only_the_total_of_everything_can_be_held_to_rows_that_were_put_together():
    stated = (Stated("小计", 7, 0, 3, {"fen": 300}), Stated("合计", 10, 0, 6, {"fen": 660}))
    found = privacy.fit_to_show(sort("disability"), Reading(sort="disability", rows=FEW, stated=stated), "PM-strong")
    assert [(one.label, one.until) for one in found.stated] == [("合计", 4)]
    assert rules.mismatches(sort("disability"), found) == []
