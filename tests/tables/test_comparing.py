"""Two tables side by side: what came, what went, what changed."""

from terminal.tables.comparing import compare
from tests.tables.workbooks import sort

OFFICE = {"code": "A-01", "name": "村办公楼", "net": 100}
STORE = {"code": "A-02", "name": "仓库", "net": 200}
PUMP = {"code": "A-03", "name": "水泵", "net": 300}


def test_what_came_went_and_changed_is_told_apart():
    found = compare(sort("assets"), [OFFICE, STORE], [{**STORE, "net": 150}, PUMP])
    assert [(one.change, one.values["name"], one.place) for one in found] == [
        ("changed", "仓库", 1),
        ("came", "水泵", 2),
        ("went", "村办公楼", 0),
    ]
    assert found[0].old == STORE


def test_a_column_that_only_one_of_them_has_is_no_change():
    (found,) = compare(sort("assets"), [OFFICE], [{**OFFICE, "use": "自用"}])
    assert found.change == "same"
