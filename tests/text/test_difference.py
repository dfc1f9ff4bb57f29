"""A villager sees at a glance what changed, and what stood there before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.text.blocks import Block, read_blocks
from terminal.text.difference import Cell, compare

OLD = """# 误工补贴

共发放 3 人。

| 姓名 | 金额 |
|---|---|
| 李某 | 300.00 |
| 张某 | 200.00 |
| 王某 | 100.00 |
"""


def changes(old, new):
    return [block for block in compare(read_blocks(old, "markdown"), read_blocks(new, "markdown")) if block.changed]


def runs(block):
    return [(run.change, run.text) for run in block.runs]


def test_nothing_changed_is_nothing_changed():
    assert changes(OLD, OLD) == []
    assert [block.kind for block in compare(read_blocks(OLD, "markdown"), read_blocks(OLD, "markdown"))] == [
        "heading",
        "paragraph",
        "table",
    ]


def test_a_changed_cell_keeps_what_stood_there():
    (table,) = changes(OLD, OLD.replace("200.00", "250.00"))
    assert table.head == ("姓名", "金额")
    assert [row.change for row in table.rows] == ["same", "changed", "same"]
    assert table.rows[1].cells == (Cell("张某"), Cell("250.00", was="200.00"))


def test_an_inserted_row_is_new():
    (table,) = changes(OLD, OLD.replace("| 王某", "| 赵某 | 50.00 |\n| 王某"))
    assert [(row.change, row.cells[0].now) for row in table.rows] == [
        ("same", "李某"),
        ("same", "张某"),
        ("new", "赵某"),
        ("same", "王某"),
    ]


def test_a_removed_row_is_gone_but_shown():
    (table,) = changes(OLD, OLD.replace("| 张某 | 200.00 |\n", ""))
    assert [(row.change, row.cells[0].now) for row in table.rows] == [
        ("same", "李某"),
        ("gone", "张某"),
        ("same", "王某"),
    ]


def test_changed_words_stand_beside_those_that_stayed():
    (block,) = changes(OLD, OLD.replace("共发放 3 人。", "共发放 4 人。"))
    assert runs(block) == [("same", "共发放 "), ("gone", "3"), ("new", "4"), ("same", " 人。")]


def test_another_paragraph_is_new_and_not_a_change_of_the_old_one():
    found = changes("春天种树。", "秋季财务收支明细表见附件。")
    assert [runs(block)[0][0] for block in found] == ["new", "gone"]


def test_a_table_with_other_columns_is_another_table():
    found = changes(OLD, OLD.replace("| 姓名 | 金额 |", "| 姓名 | 元 |"))
    assert {row.change for block in found for row in block.rows} == {"gone", "new"}


@pytest.mark.parametrize(("old", "new"), [("", OLD), (OLD, ""), ("", "")], ids=["all new", "all gone", "nothing"])
def test_an_empty_version_is_no_trouble(old, new):
    assert len(changes(old, new)) == (3 if old or new else 0)


WORDS = st.text(st.sampled_from("低保金额李张王123。\n"), max_size=12)
CELLS = st.tuples(WORDS, WORDS)
BLOCKS = st.one_of(
    WORDS.map(lambda text: Block("paragraph", text=text)),
    WORDS.map(lambda text: Block("heading", text=text, level=2)),
    st.lists(WORDS, min_size=1, max_size=3).map(lambda items: Block("items", items=tuple(items))),
    st.lists(CELLS, max_size=4).map(lambda rows: Block("table", head=("姓名", "金额"), rows=tuple(rows))),
)


def words_of(block):
    return [block.text or "\n".join(block.items), *("|".join(row) for row in block.rows)]


@given(st.lists(BLOCKS, max_size=5), st.lists(BLOCKS, max_size=5))
def test_both_versions_can_be_read_from_the_comparison(old, new):
    said_old, said_new = [], []
    for block in compare(old, new):
        if block.kind != "table":
            said_new.append("".join(run.text for run in block.runs if run.change != "gone"))
            said_old.append("".join(run.text for run in block.runs if run.change != "new"))
        for row in block.rows:
            if row.change != "gone":
                said_new.append("|".join(cell.now for cell in row.cells))
            if row.change != "new":
                said_old.append("|".join(cell.now if cell.was is None else cell.was for cell in row.cells))
    assert sorted(filter(None, said_old)) == sorted(word for block in old for word in words_of(block) if word)
    assert sorted(filter(None, said_new)) == sorted(word for block in new for word in words_of(block) if word)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("村" * 80_000, "村" * 79_000 + "民", id="one long word"),
        pytest.param("，" * 80_000, "，" * 79_000 + "。", id="only commas"),
        pytest.param("修路款。" * 20_000, "修路款。" * 10_000 + "改了。" + "修路款。" * 9_000, id="many sentences"),
        pytest.param(
            "\n\n".join(f"第 {n} 条甲" for n in range(800)),
            "\n\n".join(f"第 {n} 款乙" for n in range(800)),
            id="800 changed",
        ),
    ],
)
def test_a_very_long_text_is_still_compared(old, new):
    found = changes(old, new)
    assert found
    assert "".join(run.text for block in found for run in block.runs if run.change != "gone").strip() != ""
