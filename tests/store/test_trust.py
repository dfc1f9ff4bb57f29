"""After one fsync that failed nothing more is acknowledged, until the database is opened anew."""

import os
import sqlite3

import pytest
from peewee import IntegerField, OperationalError

from terminal.errors import TerminalError
from terminal.store import trust
from terminal.store.base import Record
from terminal.store.database import close_database, database, open_database, read, write
from terminal.store.files import write_whole
from terminal.store.together import commit


class Note(Record):
    """A table of this test."""

    number = IntegerField(primary_key=True)


@pytest.fixture
def path(tmp_path):
    place = tmp_path / "terminal.db"
    open_database(place)
    with write():
        database.create_tables([Note])
    yield place
    trust.when_lost(None)
    trust.begin()
    close_database()


@pytest.fixture
def failing(path, monkeypatch):
    """One file whose fsync failed; every later fsync works again."""
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(5, "Input/output error")))
        with pytest.raises(OSError, match="Input"):
            write_whole(path.parent / "a", b"1")
    return path


def unsynced(code=sqlite3.SQLITE_IOERR_FSYNC):
    """What SQLite says, as it comes up: the rollback after it has failed too."""
    wrong = sqlite3.OperationalError("disk I/O error")
    wrong.sqlite_errorcode = code
    said = OperationalError(sqlite3.OperationalError("cannot rollback - no transaction is active"))
    said.__context__ = wrong
    return said


@pytest.mark.parametrize("way", [lambda: write().__enter__(), lambda: commit(lambda: Note.put(number=1))])
def test_nothing_is_committed_after_an_fsync_that_failed(failing, way):
    with pytest.raises(TerminalError, match="没有把数据存稳"):
        way()
    with read():
        assert Note.select().count() == 0


def test_a_database_that_is_opened_anew_is_written_again(failing):
    open_database(failing)
    with write():
        Note.put(number=1)
    assert Note.select().count() == 1


def test_an_fsync_of_sqlite_that_failed_counts_too(path):
    with pytest.raises(OperationalError), write():
        raise unsynced()
    with pytest.raises(TerminalError, match="没有把数据存稳"), write():
        pass


def test_another_fault_of_the_disk_keeps_nobody_from_trying_again(path):
    with pytest.raises(OperationalError), write():
        raise unsynced(sqlite3.SQLITE_IOERR_WRITE)
    with write():
        Note.put(number=1)


def test_whoever_asked_is_told_once(path):
    told = []
    trust.when_lost(lambda: told.append(1))
    trust.lose()
    trust.lose()
    assert told == [1]


def test_a_checkpoint_that_fails_does_not_make_a_commit_look_refused(path, monkeypatch):
    monkeypatch.setattr("terminal.store.database.CHECKPOINT_EVERY", 1)
    monkeypatch.setattr("terminal.store.database.CHECKPOINT_AT", 0)
    execute = database.execute_sql

    def full(statement, *rest):
        if "wal_checkpoint" in statement:
            raise OperationalError("database or disk is full")
        return execute(statement, *rest)

    monkeypatch.setattr(database, "execute_sql", full)
    with write():
        Note.put(number=1)
    assert Note.select().count() == 1


def test_what_the_last_process_left_in_the_wal_is_copied_again_when_opened(path):
    with write():
        Note.put(number=1)
    held = sqlite3.connect(path)
    assert held.execute("SELECT count(*) FROM note").fetchone() == (1,)
    close_database()
    before = path.read_bytes()
    open_database(path)
    assert path.read_bytes() != before
    held.close()
