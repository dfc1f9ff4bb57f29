"""Persons in tables: names masked where the item says so, organisations never, numbers never shown."""

from terminal.tables import privacy
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
