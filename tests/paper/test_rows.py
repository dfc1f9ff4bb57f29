"""Bars with their figures: what is drawn is what is said, and it fits."""

from xml.etree import ElementTree

import pytest

from terminal.paper.rows import WIDTH, Row, rows
from terminal.text.money import yuan

MOST = 999_999_999_999
SVG = "{http://www.w3.org/2000/svg}"


def drawing(things, series=("",), kind="out"):
    made = str(rows([Row(*thing) for thing in things], series, "支出", kind))
    return ElementTree.fromstring(made.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def bars(root) -> list[tuple[float, float]]:
    """Where each bar begins and how long it is; those of the legend left out."""
    found = [(float(one.get("x")), float(one.get("width"))) for one in root.iter(f"{SVG}svg") if one is not root]
    return [one for one in found if one[1] != 40]


def words(root) -> list[str]:
    return [one.text for one in root.iter(f"{SVG}text")]


def test_every_amount_stands_beside_its_bar_and_in_the_description():
    root = drawing([("公益支出", (MOST,)), ("管理费用", (1,))])
    assert words(root) == ["公益支出", yuan(MOST), "管理费用", "0.01"]
    assert root.find(f"{SVG}desc").text == f"公益支出{yuan(MOST)}元。管理费用0.01元。"


def test_lengths_are_as_the_amounts():
    (_x, whole), (_y, half), (_z, tenth) = bars(drawing([("甲", (1000,)), ("乙", (500,)), ("丙", (100,))]))
    assert (half / whole, tenth / whole) == (pytest.approx(0.5, abs=0.001), pytest.approx(0.1, abs=0.001))


def test_an_amount_below_zero_goes_left_of_zero_and_nothing_leaves_the_drawing():
    plus, minus = bars(drawing([("甲", (100, -50))], ("今年", "去年")))
    assert minus[0] + minus[1] == pytest.approx(plus[0])
    assert minus[0] >= 0 and plus[0] + plus[1] < WIDTH


def test_nothing_has_no_bar_and_something_small_is_seen():
    root = drawing([("甲", (MOST, 0)), ("乙", (1, 0))], ("今年", "去年"))
    assert len(bars(root)) == 2 and min(length for _x, length in bars(root)) >= 3
    assert words(root)[:2] == ["今年", "去年"]


def test_a_name_with_brackets_stays_a_name():
    assert words(drawing([("<script>", (1,))]))[0] == "<script>"
