"""A line is written in one way only."""

import contextlib
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.journal.chain import DEEP, LARGEST, canonical, digest, parse

WORDS = st.text(st.characters(exclude_categories=("Cs",))).map(lambda said: unicodedata.normalize("NFC", said))
NUMBERS = st.integers(-LARGEST, LARGEST)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)
LINES = st.dictionaries(WORDS, VALUES, max_size=6)


@given(LINES)
def test_what_was_written_is_read_again(value):
    assert parse(canonical(value)) == value


@given(LINES)
def test_the_same_is_always_written_the_same(value):
    shuffled = dict(reversed(list(value.items())))
    assert canonical(shuffled) == canonical(value)
    assert canonical(parse(canonical(value))) == canonical(value)


@given(LINES)
def test_a_line_is_one_line_of_json(value):
    line = canonical(value)
    assert "\n" not in line
    assert json.loads(line) == value


@given(LINES, st.integers(0, 200), st.sampled_from(' \n\t0a{}[]:,"'))
def test_a_line_with_one_more_character_is_another_line_or_none(value, place, char):
    line = canonical(value)
    changed = line[:place] + char + line[place:]
    with contextlib.suppress(ValueError):
        assert parse(changed) != value


def nested(depth):
    value = {}
    for _ in range(depth):
        value = {"a": value}
    return value


@pytest.mark.parametrize("depth", [1, DEEP - 1, DEEP, DEEP + 1, 200])
def test_what_is_nested_is_read_at_every_depth(depth):
    assert parse(canonical(nested(depth))) == nested(depth)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"a": LARGEST, "b": -LARGEST}, id="numbers that are just right"),
        pytest.param({"a": "1234567890123456789"}, id="digits that are words"),
        pytest.param({"a": "n\u0303o"}, id="a letter and its mark"),
        pytest.param({"a": "\n\u0301"}, id="a mark behind a line feed, not behind the n that says so"),
        pytest.param({"a": '\x7f\u2028/\\"\x01\b\f'}, id="what others write as escapes"),
        pytest.param({"\U0001f600": 1, "\uffee": 2, "z": 3}, id="keys in the order of their bytes"),
        pytest.param({"a": [{}, []] * DEEP}, id="many brackets side by side"),
    ],
)
def test_what_is_seldom_is_read_too(value):
    assert parse(canonical(value)) == json.loads(canonical(value))


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"a": 1.5}, id="fraction"),
        pytest.param({"a": float("nan")}, id="nan"),
        pytest.param({"a": 2**53}, id="number over 2^53-1"),
        pytest.param({"a": -(2**53)}, id="number under"),
        pytest.param({"a": b"bytes"}, id="bytes"),
        pytest.param({"a": {1, 2}}, id="set"),
        pytest.param({1: "a"}, id="key that is a number"),
        pytest.param({"a": {None: "a"}}, id="key that is nothing, deep inside"),
        pytest.param({"é": 1, "e\u0301": 2}, id="two keys that are one in NFC"),
    ],
)
def test_what_a_line_may_not_hold_is_refused(value):
    with pytest.raises(ValueError):
        canonical(value)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('{"a": 1}', id="blank"),
        pytest.param('{"a":1} ', id="blank at the end"),
        pytest.param('{"a":1}\n', id="line feed"),
        pytest.param('{"b":1,"a":2}', id="keys not sorted"),
        pytest.param('{"a":1,"a":1}', id="key twice"),
        pytest.param('{"a":{"b":1,"b":2}}', id="key twice inside"),
        pytest.param('{"a":1.0}', id="fraction"),
        pytest.param('{"a":1e3}', id="exponent"),
        pytest.param('{"a":-0}', id="minus nothing"),
        pytest.param('{"a":NaN}', id="NaN"),
        pytest.param('{"a":9007199254740992}', id="too large"),
        pytest.param('{"a":' + "9" * 5000 + "}", id="far too large"),
        pytest.param('{"a":"e\u0301"}', id="not NFC"),
        pytest.param('{"a":"\\u6751"}', id="written as an escape"),
        pytest.param('{"a":"\\ud800"}', id="half a character"),
        pytest.param("[1]", id="list"),
        pytest.param('"a"', id="word"),
        pytest.param("", id="nothing"),
        pytest.param("{", id="cut"),
        pytest.param('{"a":' * 100_000, id="endlessly deep"),
        pytest.param("\ufeff{}", id="byte order mark"),
    ],
)
def test_a_line_written_otherwise_is_refused(line):
    with pytest.raises(ValueError):
        parse(line)


def test_text_is_kept_in_nfc():
    assert canonical({"a": "e\u0301"}) == '{"a":"é"}'


def test_the_digest_is_the_one_of_public_tools():
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
