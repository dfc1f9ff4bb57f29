"""What an address asks for is read; anything odd is as if it had not been asked."""

from urllib.parse import quote

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from terminal.web import asking

APP = Flask("asking")


def asked(query, read):
    with APP.test_request_context(f"/?{query}"):
        return read()


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("2", 2),
        ("0", 0),
        ("007", 7),
        ("99999999", 99_999_999),
        ("999999999", 1),
        ("", 1),
        ("-1", 1),
        ("+1", 1),
        ("1.5", 1),
        ("1e3", 1),
        ("二", 1),
        ("２", 1),
        ("²", 1),
        ("٣", 1),
        (" 2", 1),
        ("2\x00", 1),
        ("9" * 10_000, 1),
    ],
    ids=lambda value: repr(value)[:14],
)
def test_a_number_is_a_number_or_was_not_asked(said, number):
    assert asked(f"page={quote(said)}", lambda: asking.number("page")) == number


def test_a_number_that_was_not_asked_is_the_usual_one():
    assert asked("", lambda: asking.number("page")) == 1
    assert asked("page=3&page=4", lambda: asking.number("page", 7)) == 3


@pytest.mark.parametrize(
    ("said", "word"), [("party", "party"), ("", "all"), ("Party", "all"), ("party ", "all"), ("x", "all")]
)
def test_a_word_is_one_of_those_there_are(said, word):
    assert asked(f"group={quote(said)}", lambda: asking.one_of("group", ["party", "money"], "all")) == word


@pytest.mark.parametrize(
    ("said", "words"),
    [
        pytest.param("低保", "低保", id="one word"),
        pytest.param("  低保  名单 ", "低保 名单", id="blanks"),
        pytest.param("低保\u3000名单", "低保 名单", id="the wide blank of Chinese keyboards"),
        pytest.param("低保\t名单\n", "低保 名单", id="tab and line feed"),
        pytest.param("低\x00保\x1b", "低保", id="control characters"),
        pytest.param("\u202e低保\u200b", "低保", id="characters that turn the line"),
        pytest.param("村" * 100, "村" * 40, id="too long"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_words_are_cleaned(said, words):
    assert asked(f"q={quote(said)}", lambda: asking.words("q", 40)) == words


@pytest.mark.parametrize("query", ["q=%ff%fe", "q=%ED%A0%80", "q", "q=%", "q=%zz", "%00=%00&q=a", "&&&q=b"])
def test_bytes_that_are_no_words_are_no_trouble(query):
    assert len(asked(query, lambda: asking.words("q", 40))) <= 40


@given(st.text())
def test_any_words_come_out_printable_and_short(said):
    words = asked(f"q={quote(said, errors='replace')}", lambda: asking.words("q", 10))
    assert len(words) <= 10
    assert words.isprintable()
