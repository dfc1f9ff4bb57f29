"""A plan is held against the books by side and category; what nobody planned is shown too."""

from terminal.tables.budget.rules import Kept, kept, planned

ROWS = (
    {"side": "收入", "category": "经营收入", "name": "鱼塘", "fen": 100_00},
    {"side": "收入", "category": "", "name": "补助", "fen": 50_00},
    {"side": "支出", "category": "管理支出", "name": "办公", "fen": 60_00},
    {"side": "支出", "category": "管理支出", "name": "误工", "fen": 40_00},
    {"side": "支出", "category": "公益支出", "name": "保洁", "fen": None},
)
CALLED = {"管理支出": "管理费用", "补助": "补助收入"}


def test_rows_of_a_category_are_added_under_the_name_the_books_use():
    found = planned(ROWS, lambda name: CALLED.get(name, name))
    assert found == {("in", "经营收入"): 100_00, ("in", "补助收入"): 50_00, ("out", "管理费用"): 100_00}


def test_income_stands_before_spending_and_what_nobody_planned_behind():
    found = kept(
        {("out", "管理费用"): 100_00, ("in", "经营收入"): 10}, {("out", "管理费用"): 101_00, ("out", "经营支出"): 7}
    )
    assert [(one.category, one.planned, one.actual, one.is_over) for one in found] == [
        ("经营收入", 10, 0, False),
        ("管理费用", 100_00, 101_00, True),
        ("经营支出", None, 7, False),
    ]
    assert (found[1].left, found[1].percent, found[2].percent) == (-1_00, 101, None)


def test_more_income_than_planned_wrongs_nobody():
    assert not Kept("in", "经营收入", 1, 2).is_over and Kept("in", "补助收入", 0, 5).percent is None
