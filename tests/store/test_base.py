"""A row is put into its table as it is, days and moments as the log writes them."""

from datetime import UTC, date, datetime

import pytest
from peewee import IntegerField, IntegrityError

from terminal.store.base import DayField, MomentField, Record
from terminal.store.database import close_database, database, open_database, write


class Page(Record):
    """A table of this test."""

    number = IntegerField(primary_key=True)
    day = DayField(null=True)
    moment = MomentField(null=True)


@pytest.fixture(autouse=True)
def path(tmp_path):
    open_database(tmp_path / "terminal.db")
    with write():
        database.create_tables([Page])
    yield
    close_database()


def rows():
    return database.execute_sql("SELECT number, day, moment FROM page ORDER BY number").fetchall()


def test_a_row_that_is_put_is_the_row_that_insert_writes():
    said = {"day": date(2026, 11, 22), "moment": datetime(2026, 11, 22, 1, 41, tzinfo=UTC)}
    with write():
        Page.put(number=1, **said)
        Page.insert(number=2, **said).execute()
        Page.put(number=3)
    assert rows() == [
        (1, "2026-11-22", "2026-11-22T01:41:00Z"),
        (2, "2026-11-22", "2026-11-22T01:41:00Z"),
        (3, None, None),
    ]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        pytest.param({"number": 1}, IntegrityError, id="twice"),
        pytest.param({"number": "many"}, IntegrityError, id="not a number"),
        pytest.param({"number": 2, "colour": "red"}, KeyError, id="no such column"),
    ],
)
def test_a_row_that_does_not_fit_is_not_put(fields, wrong):
    with write():
        Page.put(number=1)
    with pytest.raises(wrong), write():
        Page.put(**fields)
    assert rows() == [(1, None, None)]


def test_a_row_that_is_found_is_the_row_that_select_reads():
    with write():
        Page.put(number=1, day=date(2026, 11, 22), moment=datetime(2026, 11, 22, 1, 41, tzinfo=UTC))
        Page.put(number=2)
    assert Page.find(number=1).__data__ == Page.get(number=1).__data__
    assert Page.find(day=date(2026, 11, 22), number=1).moment == datetime(2026, 11, 22, 1, 41, tzinfo=UTC)
    assert Page.find(number=3) is None and Page.find(number=2, day=date(2026, 11, 22)) is None


def test_a_column_that_is_not_there_is_not_asked_for():
    with pytest.raises(KeyError):
        Page.find(colour="red")


def test_a_row_takes_the_place_of_the_one_with_its_key():
    with write():
        Page.put(number=1, day=date(2026, 11, 22))
        Page.put_instead(number=1, day=date(2026, 11, 23))
        Page.put_instead(number=2, day=None)
    assert rows() == [(1, "2026-11-23", None), (2, None, None)]


def test_many_rows_go_in_whatever_the_order_of_their_fields():
    with write():
        Page.put_many([{"number": 1, "day": date(2026, 11, 22)}, {"day": None, "number": 2}])
        Page.put_rows(("day", "number"), [(date(2026, 11, 23), 3)])
    assert rows() == [(1, "2026-11-22", None), (2, None, None), (3, "2026-11-23", None)]


def test_of_many_rows_one_that_does_not_fit_is_named_as_every_other_fault():
    with pytest.raises(IntegrityError), write():
        Page.put_many([{"number": 1}, {"number": 1}])
    assert rows() == []
