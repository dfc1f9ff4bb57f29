"""Measuring bundles: honest ones are taken, spoiled ones are not, and what goes wrong is named by its number."""

import pytest
from click.testing import CliRunner

from bench import bundle, fuzz, mutations
from terminal.bundle.read import read
from terminal.commands.bench import bench
from terminal.config import Settings
from terminal.errors import TerminalError
from tests.world import opened


def test_every_way_to_spoil_a_bundle_is_tried_and_none_is_taken():
    found = fuzz.try_some(0, 50 * len(mutations.WAYS))
    assert (found.accepted, found.refused, found.read) == ([], [], 50 * len(mutations.WAYS))


def test_a_number_makes_the_same_bundle_every_time():
    corpus = fuzz.corpus()
    numbers = range(len(mutations.WAYS))
    assert [mutations.spoiled(one, corpus) for one in numbers] == [mutations.spoiled(one, corpus) for one in numbers]


def test_ways_that_are_honest_leave_a_bundle_that_is_taken():
    corpus = fuzz.corpus()
    honest = [one for number in range(60) if (one := mutations.spoiled(number, corpus)).honest]
    assert honest
    assert all(fuzz.taken(one.data) for one in honest)


def test_a_reader_that_takes_everything_is_found_out(monkeypatch):
    monkeypatch.setattr(fuzz, "taken", lambda data: True)
    assert fuzz.try_some(0, 10).accepted == list(range(10))


def test_numbers_that_go_wrong_or_kill_the_reader_are_named(monkeypatch):
    def found(start: int, count: int) -> fuzz.Found:
        return fuzz.Found(start, count, accepted=[start + 3], crashed=[start + 5])

    monkeypatch.setattr(fuzz, "_in_another_process", found)
    with pytest.raises(TerminalError, match=r'"accepted": \[13\], "crashed": \[15\]'):
        fuzz.run(10, 10)


def test_the_command_reports_what_was_read(monkeypatch):
    done = CliRunner().invoke(bench, ["fuzz", "--count", "24", "--no-keep"], catch_exceptions=False)
    assert "| wrong ones taken | 0 | of 24 |" in done.output


def test_the_rows_of_a_month_are_those_it_told_and_its_bundle_is_whole(settings: Settings, monkeypatch):
    monkeypatch.setattr(bundle, "DISCLOSURES", 6)
    monkeypatch.setattr(bundle, "LINES", 40)
    with opened(settings):
        since = bundle.month(settings)
        assert len(bundle.plain(since).splitlines()) == 6 * 2 + 2 + 40 + bundle.CASES
        assert read(bundle.exported(settings, since)).envelope.lines == 6 + 1 + bundle.CASES
