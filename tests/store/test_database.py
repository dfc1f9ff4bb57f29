"""The database keeps what it acknowledged, one writer at a time, and tells everybody that something changed."""

import sqlite3
import threading

import pytest
from peewee import IntegerField, TextField

from terminal.errors import TerminalError
from terminal.store import database as store
from terminal.store.base import Record
from terminal.store.database import close_database, database, is_writing, open_database, read, stamp, write
from tests.world import child, ran


class Note(Record):
    """A table of this test."""

    who = TextField()
    number = IntegerField()


OPEN = """
import sys
from pathlib import Path
from terminal.store.database import database, open_database, write
open_database(Path(sys.argv[1]))
say = "INSERT INTO note (who, number) VALUES (?, ?)"
"""
MANY = (
    OPEN
    + """
for number in range(int(sys.argv[3])):
    with write():
        database.execute_sql(say, (sys.argv[2], number))
print("done")
"""
)
HOLD = (
    OPEN
    + """
with write():
    database.execute_sql(say, ("holder", 1))
    print("inside", flush=True)
    sys.stdin.readline()
    database.execute_sql(say, ("holder", 2))
"""
)


@pytest.fixture
def path(tmp_path):
    place = tmp_path / "here" / "terminal.db"
    open_database(place)
    with write():
        database.create_tables([Note])
    yield place
    close_database()


def note(who="me", number=0):
    Note.insert(who=who, number=number).execute()


def count():
    return Note.select().count()


@pytest.mark.parametrize(
    ("durability", "journal", "synchronous"),
    [
        pytest.param("wal", "wal", 2, id="wal and FULL"),
        pytest.param("rollback", "truncate", 3, id="TRUNCATE and EXTRA"),
    ],
)
def test_the_durable_settings_are_the_ones_in_force(tmp_path, durability, journal, synchronous):
    open_database(tmp_path / "terminal.db", durability)
    assert database.pragma("journal_mode") == journal
    assert database.pragma("synchronous") == synchronous
    assert database.pragma("wal_autocheckpoint") == 0
    assert database.pragma("mmap_size") == 0
    assert database.pragma("foreign_keys") == 1
    assert database.pragma("trusted_schema") == 0
    close_database()


def test_another_thread_gets_the_same_settings(path):
    found = []

    def look():
        database.connect(reuse_if_open=True)
        found.append((database.pragma("journal_mode"), database.pragma("synchronous"), database.pragma("foreign_keys")))
        database.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [("wal", 2, 1)]


def test_a_database_may_go_from_one_durability_to_the_other(path):
    with write():
        note()
    open_database(path, "rollback")
    assert count() == 1
    open_database(path, "wal")
    assert count() == 1


def test_a_disk_that_refuses_a_setting_is_not_used(tmp_path, monkeypatch):
    monkeypatch.setitem(store.DURABILITY, "wal", {"journal_mode": "wal", "synchronous": 7})
    with pytest.raises(TerminalError, match="synchronous 应为 7"):
        open_database(tmp_path / "terminal.db")
    assert database.is_closed()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda place: place.write_bytes(b"not a database, only a long line of words " * 200), id="words"),
        pytest.param(lambda place: place.mkdir(), id="folder"),
    ],
)
def test_what_is_no_database_is_refused_with_a_sentence(tmp_path, damage):
    damage(tmp_path / "terminal.db")
    with pytest.raises(TerminalError, match="打不开"):
        open_database(tmp_path / "terminal.db")


def test_a_data_folder_that_cannot_be_made_is_refused_with_a_sentence(tmp_path):
    (tmp_path / "data").write_text("a file stands here")
    with pytest.raises(TerminalError, match="打不开"):
        open_database(tmp_path / "data" / "terminal.db")


def test_what_was_written_is_there_for_others(path):
    with write():
        note()
    assert sqlite3.connect(path).execute("SELECT who FROM note").fetchall() == [("me",)]


def test_an_exception_leaves_nothing(path):
    with pytest.raises(ZeroDivisionError), write():
        note()
        1 / 0  # noqa: B018 the line stands here only to go wrong
    assert count() == 0
    assert not is_writing()


def test_after_an_exception_one_can_write_again(path):
    with pytest.raises(ZeroDivisionError), write():
        1 / 0  # noqa: B018 the line stands here only to go wrong
    with write():
        note()
    assert count() == 1


def test_a_write_inside_a_write_is_the_same_transaction(path):
    with pytest.raises(ZeroDivisionError), write():
        with write():
            note()
        assert is_writing()
        1 / 0  # noqa: B018 the line stands here only to go wrong
    assert count() == 0


def test_writing_while_reading_is_refused_because_it_would_not_be_durable(path):
    with read(), pytest.raises(TerminalError), write():
        note()
    assert count() == 0


def test_reading_sees_one_state_however_much_is_written(path):
    with read():
        assert count() == 0
        ran(MANY, path, "other", 1)
        assert count() == 0
        with read():
            assert count() == 0
    assert count() == 1


def test_only_the_thread_that_writes_is_writing(path):
    seen = []
    with write():
        thread = threading.Thread(target=lambda: seen.append(is_writing()))
        thread.start()
        thread.join()
        assert is_writing()
    assert seen == [False]


def test_threads_wait_for_each_other_and_lose_nothing(path):
    def work(who):
        for number in range(20):
            with write():
                note(who, number)
        database.close()

    threads = [threading.Thread(target=work, args=(name,)) for name in ("one", "two", "three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count() == 60


def test_processes_wait_for_each_other_and_lose_nothing(path):
    others = [child(MANY, path, name, 30) for name in ("other", "third")]
    for number in range(30):
        with write():
            note("me", number)
    assert [other.communicate()[1] for other in others] == ["", ""]
    rows = sqlite3.connect(path).execute("SELECT who, COUNT(DISTINCT number) FROM note GROUP BY who ORDER BY who")
    assert rows.fetchall() == [("me", 30), ("other", 30), ("third", 30)]


def test_a_second_process_waits_at_the_gate(path):
    holder = child(HOLD, path)
    assert holder.stdout.readline() == "inside\n"
    done = threading.Event()

    def wait_and_write():
        with write():
            note("waiter", count())
        database.close()
        done.set()

    waiter = threading.Thread(target=wait_and_write)
    waiter.start()
    assert not done.wait(0.3)
    holder.communicate("go\n")
    waiter.join()
    assert [row.number for row in Note.select().where(Note.who == "waiter")] == [2]


@pytest.mark.parametrize("durability", ["wal", "rollback"])
class TestStamp:
    """What tells finished pages that they are old."""

    def test_changes_after_a_commit_of_this_process(self, path, durability):
        open_database(path, durability)
        seen = {stamp()}
        for number in range(5):
            with write():
                note("me", number)
            seen.add(stamp())
        assert len(seen) == 6

    def test_changes_after_a_commit_of_another_process(self, path, durability):
        open_database(path, durability)
        before = stamp()
        ran(MANY.replace("argv[1])", f"argv[1]), {durability!r}"), path, "other", 1)
        assert stamp() != before

    def test_stays_when_nothing_happened(self, path, durability):
        open_database(path, durability)
        before = stamp()
        with read():
            count()
        assert stamp() == before

    def test_stays_after_a_transaction_that_failed(self, path, durability):
        open_database(path, durability)
        before = stamp()
        with pytest.raises(ZeroDivisionError), write():
            1 / 0  # noqa: B018 the line stands here only to go wrong
        assert stamp() == before


def test_the_stamp_changes_when_others_may_see_it_not_only_when_the_wal_grows(path, monkeypatch):
    """A page made between the growing of the WAL and the commit must not stand for the time after."""
    stamps = []
    tally = store._tally
    monkeypatch.setattr(store, "_tally", lambda: (stamps.append(stamp()), tally())[1])
    with write():
        note()
    assert stamp() != stamps[0]


def test_the_tally_of_commits_does_not_grow_and_goes_round(path):
    lock = path.parent / "terminal.db.lock"
    with lock.open("r+b") as file:
        file.write(b"\xff" * 8)
    before = stamp()
    with write():
        note()
    assert (before, stamp()) == (b"\xff" * 8, bytes(8))
    assert lock.stat().st_size == 256


def test_a_long_wal_goes_back_into_the_database(path, monkeypatch):
    monkeypatch.setattr(store, "CHECKPOINT_AT", 10_000)
    monkeypatch.setattr(store, "CHECKPOINT_EVERY", 8)
    size = path.stat().st_size
    for number in range(20):
        with write():
            note("x" * 5000, number)
    assert path.stat().st_size > size
    assert count() == 20
