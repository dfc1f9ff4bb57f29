"""Measuring submissions: both sides write what they say, and a code that was shown is looked for one by one."""

import sqlite3

import pytest

from bench import feedback, kept, world
from terminal import clock, config
from terminal.feedback import intake
from terminal.feedback.models import FeedbackCase
from terminal.store.database import close_database
from tests.world import opened


@pytest.fixture
def writers(tmp_path):
    return feedback.Writers(tmp_path, 2, 0.2)


@pytest.mark.parametrize("name", ["ours", "plain", "synced"])
def test_everybody_writes_and_tells_how_long_the_slowest_waited(writers, name):
    assert getattr(writers, name)() > 0
    assert [len(found) for found in writers.slow.values()].count(1) == 1


def test_what_is_measured_is_what_a_villager_sends(writers):
    writers.ours()
    with opened(world.settings_in(writers.folder / "village")):
        rows = list(FeedbackCase.select())
    assert rows and {row.text for row in rows} == {feedback.TEXT}
    assert len({row.number for row in rows}) == len({row.lookup for row in rows}) == len(rows)


def test_the_peer_keeps_every_request_too(writers):
    writers.plain()
    with sqlite3.connect(writers.folder / "plain.db") as other:
        assert other.execute("SELECT COUNT(*) FROM feedback WHERE text = ?", (feedback.TEXT,)).fetchone()[0] > 0


def test_a_code_that_is_nowhere_is_counted_as_lost(tmp_path, monkeypatch):
    settings = world.settings_in(tmp_path / "village")
    with opened(settings):
        code = intake.submit(feedback.SAID, clock.now())
    monkeypatch.setattr(kept, "_until_killed", lambda folder, wait: {code, "0000000000000000"})
    assert kept.shown_and_found(settings.data, 2) == (2, 1)


def test_codes_are_shown_by_a_process_that_is_killed(tmp_path):
    settings = world.settings_in(tmp_path / "village")
    shown, found = kept.shown_and_found(settings.data, 1)
    assert shown == found >= 1
    close_database()


def test_each_row_says_what_was_to_be_reached(tmp_path, monkeypatch):
    monkeypatch.setattr(feedback, "WRITERS", (1, 2))
    monkeypatch.setattr(kept, "shown_and_found", lambda folder, wanted: (wanted, wanted))
    settings = feedback.prepare(tmp_path, config.Settings(), lambda percent: None)
    rows = feedback.run(settings, 1, 0.1)
    wanted = [(row.what, row.against, row.better) for row in rows if row.better]
    assert wanted == [
        ("1 writer, kept", "fdatasync", "high"),
        ("2 writers, kept", "plain SQLite", "high"),
        ("2 writers, p99", "plain SQLite", "low"),
        ("codes found after kill −9", "shown", "high"),
    ]
