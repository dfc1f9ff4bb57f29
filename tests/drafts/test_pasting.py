"""A table goes from the spreadsheet to the page and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.drafts import pasting
from terminal.text.blocks import read_blocks

cell = st.text("张三李四0123|\\*_#<>`[]- .,", max_size=6).map(lambda said: " ".join(said.split()))


@pytest.mark.parametrize(
    ("pasted", "rows"),
    [
        pytest.param("姓名\t金额\n李*\t3", (("姓名", "金额"), ("李*", "3")), id="from a spreadsheet"),
        pytest.param("姓名 金额\n李* 3", (("姓名", "金额"), ("李*", "3")), id="blanks"),
        pytest.param("| 姓名 | 金额 |", (("姓名", "金额"),), id="bars"),
        pytest.param("姓名，金额", (("姓名", "金额"),), id="commas"),
        pytest.param("姓名\t金额\t备注\n李*\t3", (("姓名", "金额", "备注"), ("李*", "3", "")), id="short row"),
        pytest.param("a\t\tb\n", (("a", "", "b"),), id="empty cell"),
        pytest.param(" \n\n", (), id="nothing"),
    ],
)
def test_rows_are_read_as_they_were_meant(pasted, rows):
    assert pasting.rows(pasted) == rows


@given(st.lists(st.tuples(cell, cell, cell), min_size=1, max_size=4))
def test_every_cell_is_published_as_it_was_typed(body):
    table = pasting.pasted((("甲", "乙", "丙"), *body))
    kept = [row for row in [("甲", "乙", "丙"), *body] if "".join(row)]
    assert pasting.rows(table)[: len(kept)] == tuple(kept)
    (block,) = read_blocks(pasting.markdown(table), "markdown")
    assert block.kind == "table" and len(block.rows) == len(kept) - 1


def test_a_published_text_comes_back_in_its_two_fields():
    whole = pasting.whole_text("前言。\n\n- 一", "姓名\t金额\n李*\t3")
    assert pasting.parted(whole) == ("前言。\n\n- 一", "姓名\t金额\n李*\t3")
    assert pasting.parted("没有表。") == ("没有表。", "")
    assert pasting.parted("| 不是表") == ("| 不是表", "")
