"""Measuring the search: two ways to ask, the same entries; rows as events write them."""

from collections.abc import Iterator

import msgspec
import pytest

from bench import search
from terminal.config import Settings
from terminal.errors import TerminalError
from terminal.journal.append import origin, tail
from terminal.register import entering, queries
from terminal.register.models import Entry, EntryText
from terminal.store.database import write
from tests.world import opened


@pytest.fixture
def register(tmp_path) -> Iterator[Settings]:
    settings = search.prepare(tmp_path, Settings(), lambda percent: None, entries=60)
    with opened(settings):
        yield settings


@pytest.mark.parametrize("word", [word for _, word in search.WORDS])
def test_words_and_like_find_the_same(register, word):
    assert search.ours(word) == search.by_like(word)


@pytest.mark.parametrize(
    ("what", "least"), [pytest.param("present", 1, id="present"), pytest.param("rare", 1, id="rare")]
)
def test_words_that_are_there_are_found(register, what, least):
    assert all(search.ours(word)[0] >= least for kind, word in search.WORDS if kind == what)


def test_absent_words_are_absent_in_every_length(register):
    absent = [word for what, word in search.WORDS if what == "absent"]
    assert [len(word) for word in absent] == [1, 2, 3, 4]
    assert all(search.ours(word) == (0, []) for word in absent)


def test_rows_filled_at_once_are_those_an_event_would_write(tmp_path, shiqiao):
    header = msgspec.structs.replace(tail(), origin=origin(), obj="entry-000000", seq=2)
    public = search._public(0, 60)
    with write():
        entering.enter(header, public)
    entered = _rows()
    with write():
        search._empty()
        search.fill_rows([(0, public)])
    assert _rows() == entered


def _rows():
    words = EntryText.select(EntryText.rowid, EntryText.words, EntryText.letters)
    return list(Entry.select().dicts()), list(words.tuples())


def test_a_search_that_finds_something_else_is_not_measured(register, monkeypatch):
    monkeypatch.setattr(queries, "found", lambda *asked: queries.Found("", queries.NOTHING, ()))
    with pytest.raises(TerminalError, match="两边找到的不一样"):
        search._row("present", "村", 1, 0)
