"""A text is read into blocks and cut into screens; nothing is lost, nothing twice, nothing active."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal import config
from terminal.text.blocks import Block, Room, _height, plain_text, read_blocks, screens, words_for_search
from terminal.text.words import searchable

DEMO = config.assets("seed", "demo")
ROOM = Room(chars=20, lines=12)


def read(text):
    return read_blocks(text, "markdown")


def test_headings_paragraphs_lists_and_tables_are_told_apart():
    found = read("# 标题\n\n正文。\n\n- 一\n- 二\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n")
    assert found == (
        Block("heading", text="标题", level=1),
        Block("paragraph", text="正文。"),
        Block("items", items=("一", "二")),
        Block("table", head=("甲", "乙"), rows=(("1", "2"),)),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("`码`", "码", id="code in a line"),
        pytest.param("张*发、李**发，_重_", "张*发、李**发，_重_", id="masked names are no emphasis"),
        pytest.param("见[公示栏](http://evil.example/)。", "见公示栏。", id="link"),
        pytest.param("![村口的桥](bridge.jpg)", "村口的桥", id="picture"),
        pytest.param("一行\n二行", "一行\n二行", id="line break"),
        pytest.param("一行  \n二行", "一行\n二行", id="hard break"),
        pytest.param("> 引用的话", "引用的话", id="quotation"),
        pytest.param("```\nx = 1\n```", "x = 1", id="code"),
        pytest.param("a &amp; b \\* c", "a & b * c", id="escapes"),
        pytest.param(
            "<b>粗</b><script>alert(1)</script>", "<b>粗</b><script>alert(1)</script>", id="html is only text"
        ),
        pytest.param("<div onclick='x'>\n\n</div>", "<div onclick='x'>\n</div>", id="html block is only text"),
        pytest.param("[x]: http://evil.example/ 'y'\n\n正文", "正文", id="link definition"),
    ],
)
def test_what_is_said_stays_and_marks_go(text, words):
    assert plain_text(read(text)) == words


def test_a_nested_list_keeps_all_its_words():
    (block,) = read("1. 村务\n   - 低保\n   - 危房\n2. 财务\n")
    assert block.ordered
    assert block.items == ("村务\n低保\n危房", "财务")


def test_an_ordered_list_counts_from_where_it_was_begun():
    (block,) = read("3. 丙\n4. 丁\n")
    assert (block.start, block.items) == (3, ("丙", "丁"))


def test_a_table_has_as_many_cells_in_each_row_as_in_its_head():
    (block,) = read("| 甲 | 乙 |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n| | |\n")
    assert block.rows == (("1", ""), ("1", "2"), ("", ""))


def test_columns_of_figures_are_known():
    (block,) = read("| 姓名 | 金额 | 比例 | 空 |\n|---|---|---|---|\n| 李 | 1,234.50 | 5% | |\n| 王 | -3 | −0.5% | |\n")
    assert block.numeric == (False, True, True, True)


def test_a_heading_without_words_is_no_heading():
    assert read("#\n\n正文\n\n---\n") == (Block("paragraph", text="正文"),)


def test_plain_text_is_paragraphs_whatever_marks_it_holds():
    found = read_blocks("# 不是标题\n\n\u3000\u3000- 不是列表 \n", "plain")
    assert found == (Block("paragraph", text="# 不是标题"), Block("paragraph", text="- 不是列表"))


@pytest.mark.parametrize("text", ["", "\n\n", "   ", "---", "<!-- -->"[:0], "\x00"])
@pytest.mark.parametrize("form", ["markdown", "plain"])
def test_a_text_without_words_is_one_empty_screen_or_few_words(text, form):
    assert len(screens(read_blocks(text, form), ROOM)) == 1


@given(st.text(st.sampled_from("#-*>|`![]()<&\\_~1. \n\t低保"), max_size=120))
def test_any_text_is_read_without_trouble(text):
    for form in ("markdown", "plain"):
        for page in screens(read_blocks(text, form), ROOM):
            assert all(isinstance(block.text, str) for block in page)


WORDS = st.text(st.sampled_from("低保公示金额1,。"), min_size=1, max_size=90)
LINES = st.lists(WORDS, min_size=1, max_size=6).map("\n".join)
BLOCKS = st.one_of(
    WORDS.map(lambda text: Block("heading", text=text[:30], level=2)),
    LINES.map(lambda text: Block("paragraph", text=text)),
    st.builds(
        lambda items, ordered: Block("items", items=tuple(items), ordered=ordered),
        st.lists(LINES, min_size=1, max_size=15),
        st.booleans(),
    ),
    st.lists(st.tuples(WORDS, WORDS), max_size=15).map(
        lambda rows: Block("table", head=("姓名", "金额"), rows=tuple(rows))
    ),
)
ROOMS = st.builds(Room, chars=st.integers(1, 40), lines=st.integers(1, 30))


def characters(blocks):
    """Every character in reading order; a head is said again on each screen its table goes on, so it is left out."""
    said = "".join(f"{block.text}{''.join(block.items)}" + "".join(map("".join, block.rows)) for block in blocks)
    return "".join(said.split())


def flat(cut):
    return [block for page in cut for block in page]


@given(st.lists(BLOCKS, max_size=6), ROOMS)
def test_no_character_is_lost_and_none_is_there_twice(blocks, room):
    assert Counter(characters(flat(screens(blocks, room)))) == Counter(characters(blocks))


@given(st.lists(BLOCKS.filter(lambda block: block.kind != "table"), max_size=6), ROOMS)
def test_the_order_is_kept(blocks, room):
    assert characters(flat(screens(blocks, room))) == characters(blocks)


@given(st.lists(BLOCKS, max_size=6))
def test_rows_that_fit_on_a_screen_are_never_cut(blocks):
    room = Room(chars=60, lines=24)
    short = [block for block in blocks if block.kind == "table"]
    assert [row for block in flat(screens(short, room)) for row in block.rows] == [row for b in short for row in b.rows]


@given(
    st.lists(BLOCKS.filter(lambda block: block.kind != "heading"), max_size=6), st.integers(3, 40), st.integers(5, 30)
)
def test_no_screen_is_fuller_than_it_can_be(blocks, chars, lines):
    room = Room(chars, lines)
    for page in screens(blocks, room):
        assert sum(_height(block, room) for block in page) <= lines


@given(st.lists(BLOCKS, max_size=6), st.integers(20, 40), st.integers(16, 30))
def test_no_heading_is_left_alone_at_the_foot(blocks, chars, lines):
    cut = screens(blocks, Room(chars, lines))
    for page in cut[:-1]:
        assert not page or page[-1].kind != "heading" or all(block.kind == "heading" for block in page)


def test_a_long_paragraph_begins_right_under_its_heading():
    cut = screens([Block("heading", text="标题", level=1), Block("paragraph", text="村" * 1000)], ROOM)
    assert [block.kind for block in cut[0]] == ["heading", "paragraph"]
    assert len(cut) == 5


def test_two_headings_go_on_together():
    first = Block("paragraph", text="村" * 20 * 6)
    heads = [Block("heading", text="一", level=1), Block("heading", text="二", level=2)]
    cut = screens([first, *heads, Block("paragraph", text="民" * 20 * 5)], ROOM)
    assert [[block.kind for block in page] for page in cut] == [["paragraph"], ["heading", "heading", "paragraph"]]


def test_a_long_table_repeats_its_head_and_a_long_list_goes_on_counting():
    table = Block("table", head=("甲",), rows=tuple((str(n),) for n in range(50)))
    assert all(page[0].head == ("甲",) for page in screens([table], ROOM))
    items = Block("items", items=tuple(map(str, range(50))), ordered=True)
    assert [page[0].start for page in screens([items], ROOM)][:3] == [1, 12, 23]


def test_an_item_cut_in_two_keeps_its_number():
    cut = screens([Block("items", items=("村" * 500, "民"), ordered=True)], ROOM)
    assert {page[0].start for page in cut} == {1}
    assert cut[-1][0].items[-1] == "民"


def test_many_short_lines_in_one_paragraph_are_cut_between_lines():
    cut = screens([Block("paragraph", text="\n".join(["村"] * 30))], ROOM)
    assert [block.text.count("村") for page in cut for block in page] == [11, 11, 8]


def test_a_row_higher_than_a_screen_is_cut_through_its_cells():
    cut = screens([Block("table", head=("甲", "乙"), rows=(("短", "长" * 400),))], ROOM)
    assert "".join(row[1] for page in cut for row in page[0].rows) == "长" * 400
    assert [row[0] for page in cut for row in page[0].rows] == ["短"] + [""] * (len(cut) - 1)


def test_a_quarter_of_a_megabyte_is_cut_too():
    assert len(screens([Block("paragraph", text="村民\n" * 80_000)], ROOM)) == 7273
    rows = tuple(("村民", str(n)) for n in range(5000))
    assert len(screens([Block("table", head=("甲", "乙"), rows=rows)], ROOM)) == 834


@pytest.mark.parametrize("path", sorted(DEMO.glob("*/disclosures/*.md")), ids=lambda path: path.stem)
def test_search_finds_the_words_of_the_blocks_without_looking_for_blocks(path):
    text = path.read_text("utf-8").split("\n---\n", 1)[-1]
    assert searchable(words_for_search(text, "markdown")) == searchable(plain_text(read_blocks(text, "markdown")))


def test_search_knows_no_numbers_of_lists_and_no_addresses_behind_links():
    said = words_for_search("1. 修路\n> 2) 见[公告](/disclosures/2026-00001)\n3.5 公里", "markdown")
    assert searchable(said) == "修路见公告35公里"
    assert words_for_search("1. 修路", "plain") == "1. 修路"
