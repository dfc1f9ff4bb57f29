"""The WAL goes back into the database now and then: not never, and not after every commit."""

import pytest
from peewee import IntegerField

from terminal.store import database as store
from terminal.store.base import Record
from terminal.store.database import close_database, database, open_database, write


class Leaf(Record):
    """A table of this test."""

    number = IntegerField()


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """What SQLite was asked from now on; every commit finds the WAL large enough."""
    said, run = [], database.execute_sql
    open_database(tmp_path / "terminal.db")
    with write():
        database.create_tables([Leaf])
    monkeypatch.setattr(store, "CHECKPOINT_AT", 0)
    monkeypatch.setattr(store, "CHECKPOINT_EVERY", 4)
    monkeypatch.setattr(database, "execute_sql", lambda sql, *more: (said.append(sql), run(sql, *more))[1])
    yield said
    close_database()


def test_a_large_wal_is_copied_now_and_then_and_not_after_every_commit(asked):
    for number in range(8):
        with write():
            Leaf.insert(number=number).execute()
    assert sum("wal_checkpoint" in sql for sql in asked) == 2
    assert Leaf.select().count() == 8


def test_a_small_wal_is_left_alone(asked, monkeypatch):
    monkeypatch.setattr(store, "CHECKPOINT_AT", 2**30)
    for number in range(8):
        with write():
            Leaf.insert(number=number).execute()
    assert not [sql for sql in asked if "wal_checkpoint" in sql]
