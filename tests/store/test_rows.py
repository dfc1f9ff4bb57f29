"""Rows are gathered by statement, and written many at once."""

import pytest
from peewee import IntegerField, IntegrityError, TextField

from terminal.store.base import Record
from terminal.store.database import close_database, database, open_database, write
from terminal.store.rows import Rows


class Leaf(Record):
    """A table of this test."""

    number = IntegerField(primary_key=True)
    name = TextField()


@pytest.fixture(autouse=True)
def path(tmp_path):
    open_database(tmp_path / "terminal.db")
    with write():
        database.create_tables([Leaf])
    yield
    close_database()


def leaves():
    return database.execute_sql("SELECT number, name FROM leaf ORDER BY number").fetchall()


def test_rows_are_in_their_table_when_they_were_put_and_are_put_once():
    waiting = Rows([Leaf.row(number=2, name="枫"), ("INSERT INTO leaf VALUES (?, ?)", (1, "柳"))])
    waiting.add([Leaf.row(number=3, name="杨")])
    assert waiting.size == 3
    with write():
        waiting.put()
        waiting.put()
    assert leaves() == [(1, "柳"), (2, "枫"), (3, "杨")]
    assert waiting.size == 0


def test_a_row_that_is_there_already_is_refused_as_when_it_comes_alone():
    with pytest.raises(IntegrityError), write():
        Rows([Leaf.row(number=1, name="柳"), Leaf.row(number=1, name="枫")]).put()
    assert leaves() == []
