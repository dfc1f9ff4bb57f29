"""Charts are plain, honest, and say in words what they show."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.paper import chart

SVG = "{http://www.w3.org/2000/svg}"
YEAR = [(f"{month}月", month * 1_234_500, 8_000_000 - month * 500_000) for month in range(1, 13)]


def read(markup) -> ElementTree.Element:
    return ElementTree.fromstring(str(markup).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def every_chart():
    yield from (
        bar.picture for bar in chart.bars([("经营", 4), ("补助", 3), ("投资", 2), ("其他", 1), ("冲回", -1)], "out")
    )
    yield chart.columns(YEAR, "2026年每月收支")
    yield chart.balance_line([("1月", 5), ("2月", -5)], "每月结余")


def numbers(drawn) -> list[str]:
    return [text.text for text in drawn.iter(f"{SVG}text")]


@pytest.mark.parametrize("drawn", list(every_chart()))
def test_a_chart_is_well_formed_named_and_without_style_script_or_id(drawn):
    root = read(drawn)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text
    assert not re.search(r"style=|<style|<script|\bid=|url\(", drawn)


@pytest.mark.parametrize("drawn", list(every_chart()))
def test_a_chart_names_no_colour_of_its_own(drawn):
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', drawn)) <= {"none", "currentColor"}


def test_the_four_hatches_differ():
    pictures = {chart.bar(500, "in", place, "半") for place in range(4)}
    assert len(pictures) == 4


def test_the_fifth_hatch_is_the_first_again():
    assert chart.bar(500, "in", 4, "半") == chart.bar(500, "in", 0, "半")


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=40))
def test_shares_add_up_to_a_hundred_percent(amounts):
    assert sum(bar.permille for bar in chart.bars([("项", fen) for fen in amounts], "in")) == 1000


def test_bars_come_largest_first():
    assert [bar.name for bar in chart.bars([("少", 1), ("多", 9)], "in")] == ["多", "少"]


def test_a_correction_below_zero_keeps_its_amount_and_has_no_bar():
    correction = chart.bars([("收入", 100), ("冲回", -30)], "in")[1]
    assert (correction.amount, correction.share, correction.permille) == ("-0.30", "—", 0)


def test_a_tiny_part_is_still_to_be_seen_and_is_not_called_nothing():
    tiny = chart.bars([("大", 10**9), ("小", 1)], "in")[1]
    assert tiny.share == "不到0.1%"
    assert 'width="1%"' in tiny.picture


@pytest.mark.parametrize("parts", [[], [("无", 0)], [("冲回", -5)]], ids=["no parts", "nothing", "only a correction"])
def test_nothing_to_share_makes_no_bar(parts):
    assert all(bar.permille == 0 and bar.share == "—" for bar in chart.bars(parts, "in"))


@pytest.mark.parametrize("share, drawn", [(-5, None), (0, None), (1000, "100%"), (4000, "100%")])
def test_a_bar_never_leaves_its_track(share, drawn):
    shape = read(chart.bar(share, "in", 0, "条")).find(f"{SVG}svg")
    assert (shape.get("width") if shape is not None else None) == drawn


def test_a_label_cannot_break_out_of_the_chart():
    evil = '</title><script>alert(1)</script>"'
    for drawn in (
        chart.bar(1, "in", 0, evil),
        chart.columns([(evil, 1, 1)], evil),
        chart.balance_line([(evil, 1)], evil),
    ):
        assert "<script" not in drawn
        read(drawn)


def test_columns_tell_every_month_in_words():
    says = read(chart.columns(YEAR, "2026年每月收支")).find(f"{SVG}desc").text
    assert "1月收入12,345.00元，支出75,000.00元。" in says
    assert says.count("收入") == 12


@pytest.mark.parametrize(
    "largest, unit",
    [(0, "元"), (1, "元"), (5_000_000, "元"), (10_000_000, "万元"), (10**12, "亿元")],
    ids=["nothing", "one fen", "five wan", "ten wan", "ten thousand million yuan"],
)
def test_the_axis_says_its_unit(largest, unit):
    assert f"单位：{unit}" in numbers(read(chart.columns([("1月", largest, 0)], "收支")))


@given(st.lists(st.integers(-(10**11), 10**11), min_size=1, max_size=12))
def test_no_column_leaves_the_drawing_and_numbers_stay_short(amounts):
    root = read(chart.columns([("月", fen, -fen) for fen in amounts], "收支"))
    for shape in root.iter(f"{SVG}svg"):
        if shape is not root:
            assert float(shape.get("y")) >= 0 and float(shape.get("y")) + float(shape.get("height")) <= chart.BOTTOM + 2
    assert all(len(number) <= 9 for number in numbers(root))


def test_a_month_below_zero_hangs_under_the_zero_line():
    root = read(chart.columns([("1月", 100_000, 0), ("2月", -100_000, 0)], "收支"))
    january, february = list(root.iter(f"{SVG}svg"))[-2:]
    assert float(january.get("y")) + float(january.get("height")) == float(february.get("y"))


def test_names_without_room_are_left_out_evenly():
    names = [text for text in numbers(read(chart.columns(YEAR, "收支", width=480))) if text.endswith("月")]
    assert names == ["1月", "4月", "7月", "10月"] or names == ["1月", "3月", "5月", "7月", "9月", "11月"]


def test_one_month_makes_a_dot_and_no_line():
    root = read(chart.balance_line([("1月", 100)], "结余"))
    assert len(list(root.iter(f"{SVG}circle"))) == 1
