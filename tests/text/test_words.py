"""Search finds exactly the texts that hold the words, whatever their script, width or length."""

import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.text.words import pairs, phrase, queries, searchable, simplified, tidy

# Characters that villages write, and those that break what villages write.
COMMON = "征地补偿款公示村委会低保一二三〇年月日财务收支明细"
TRADITIONAL = "徵地補償政務財務乾隆著作覈后後里裡發髮"
ODD = (
    "0123456789abcXYZ０１ＡｂÄßſ①Ⅷ½㎡ﬁ\"'*():-_，。、；：？！“”（）《》—…·%￥$\u3000 \n\t\x00\u200b𠮷𪚥😀👨‍👩‍👧é\u0301ཀི"
)
TEXTS = st.text(st.sampled_from(COMMON + TRADITIONAL + ODD) | st.characters(exclude_categories=("Cs",)), max_size=30)


def search(texts: list[str], asked: str) -> set[int]:
    """Places of the texts that a real FTS5 table finds, made as the register makes its own."""
    with sqlite3.connect(":memory:") as base:
        base.execute("CREATE VIRTUAL TABLE t USING fts5(words, tokenize = 'ascii')")
        rows = [(place + 1, pairs(searchable(text))) for place, text in enumerate(texts)]
        base.executemany("INSERT INTO t (rowid, words) VALUES (?, ?)", rows)
        found = {row[0] - 1 for row in base.execute("SELECT rowid FROM t WHERE t MATCH ?", (phrase(asked),))}
    base.close()
    return found


@given(st.lists(TEXTS, min_size=1, max_size=5), TEXTS)
def test_search_finds_what_holds_the_words_and_nothing_else(texts, asked):
    word = searchable(asked)
    if word:
        assert search(texts, word) == {place for place, text in enumerate(texts) if word in searchable(text)}


@given(st.text(st.sampled_from(COMMON + TRADITIONAL + "0123ab𠮷"), min_size=1, max_size=20), st.data())
def test_every_piece_of_a_text_finds_it(text, data):
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first + 1, min(len(text), first + 6)))
    assert search([text, "别的"], searchable(text[first:last])) >= {0}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        pytest.param("征地款发放", "征", id="one character"),
        pytest.param("征地款发放", "款", id="one character in the middle"),
        pytest.param("征地款发放", "放", id="the last character"),
        pytest.param("征地款发放", "地款", id="two"),
        pytest.param("征地款发放", "征地款发放", id="the whole"),
        pytest.param("政务公开", "政務", id="asked in traditional characters"),
        pytest.param("政務公開", "政务", id="written in traditional characters"),
        pytest.param("乾隆年间的石桥", "乾", id="a character that stays traditional in a word"),
        pytest.param("著作权", "著", id="another one"),
        pytest.param("ＷＩＦＩ密码", "wifi", id="full width"),
        pytest.param("wifi 密码", "ＷiＦi密", id="asked in full width, over a blank"),
        pytest.param("2026年第3季度", "２０２６", id="full-width figures"),
        pytest.param("姓𠮷的人家", "𠮷", id="outside the basic plane"),
        pytest.param("张\u3000三", "张三", id="over a wide blank"),
        pytest.param("（低保）", "低保", id="between brackets"),
        pytest.param("A", "a", id="one letter"),
        pytest.param("cafe\u0301", "café", id="composed otherwise"),
        pytest.param("見", "见", id="a single word"),
        pytest.param("\uf90a", "金", id="a compatibility character"),
    ],
)
def test_it_is_found(text, asked):
    assert search([text], searchable(asked)) == {0}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        pytest.param("征用地块", "征地", id="not side by side"),
        pytest.param("地征", "征地", id="the other way round"),
        pytest.param("征", "征地", id="only the beginning"),
        pytest.param("10月", "0月1", id="figures in another order"),
        pytest.param("", "征", id="empty text"),
    ],
)
def test_it_is_not_found(text, asked):
    assert search([text], searchable(asked)) == set()


@pytest.mark.parametrize("asked", ["", "   ", "“”，。", "\x00", "\u3000", "*", '"', "😀"])
def test_nothing_to_look_for_is_no_query(asked):
    assert queries(asked) == []


def test_words_of_a_query_are_searchable_each():
    assert queries("征地 補償，款 ＡＢ") == ["征地", "补偿款", "ab"]


def test_a_query_is_cut_at_forty_characters():
    assert queries("长" * 10_000) == ["长" * 40]


def test_pairs_overlap_and_the_last_one_is_single():
    assert pairs("征地款") == "征地 地款 款"
    assert pairs("征") == "征"
    assert pairs("") == ""


def test_whole_words_are_simplified_as_words():
    assert simplified("政務公開") == "政务公开"
    assert simplified("乾隆") == "乾隆"


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        pytest.param("a\r\nb\rc", "a\nb\nc", id="line ends"),
        pytest.param("\n\na  \n b\u3000\n\n", "a\n b", id="blanks at ends"),
        pytest.param("a\x00b\x1bc\x7f", "abc", id="control characters"),
        pytest.param("a\tb", "a\tb", id="tabs stay"),
        pytest.param("a\ud800b", "ab", id="half a character"),
        pytest.param("e\u0301", "é", id="NFC"),
        pytest.param("", "", id="empty"),
    ],
)
def test_text_is_tidied(text, tidied):
    assert tidy(text) == tidied


@given(TEXTS)
def test_tidying_twice_is_tidying_once(text):
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    "text",
    ["e\u0301t\u00e9", "\u1112\u1161\u11ab", "\uff76\uff9e", "\u00c5\ufb01\u2460", "㈱政務，乾隆㎡", "a\u0327\u0301"],
)
def test_characters_that_become_one_are_compared_as_one(text):
    whole = unicodedata.normalize("NFKC", text)
    assert searchable(text) == searchable(whole) == "".join(searchable(char) for char in whole)
