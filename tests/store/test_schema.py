"""The database knows small facts about itself, and whether its tables are the ones the code means."""

from datetime import UTC, date, datetime

import pytest
from peewee import IntegerField, IntegrityError, TextField

from terminal.store import schema
from terminal.store.base import DayField, MomentField, Record
from terminal.store.database import close_database, database, open_database, write


class Sheep(Record):
    """A table of this test."""

    name = TextField()
    legs = IntegerField()
    born_on = DayField(null=True)
    seen_at = MomentField(null=True)


@pytest.fixture(autouse=True)
def farm(tmp_path):
    open_database(tmp_path / "terminal.db")
    with write():
        schema.create([Sheep])
    yield
    close_database()


def test_a_fact_is_remembered_and_the_newest_counts():
    assert schema.fact("boot", "0") == "0"
    with write():
        schema.set_fact("boot", "1")
        schema.set_fact("boot", "2")
    assert schema.fact("boot") == "2"


def test_making_tables_twice_leaves_what_is_there():
    with write():
        Sheep.insert(name="a", legs=4).execute()
        schema.create([Sheep])
    assert Sheep.select().count() == 1


def test_dropped_tables_are_gone_and_facts_stay():
    with write():
        schema.set_fact("boot", "7")
        schema.drop([Sheep])
    assert "sheep" not in database.get_tables()
    assert schema.fact("boot") == "7"


def test_a_strict_table_refuses_the_wrong_type():
    with pytest.raises(IntegrityError), write():
        database.execute_sql("INSERT INTO sheep (name, legs) VALUES ('a', 'four')")


def test_days_and_moments_come_back_as_they_went():
    seen = datetime(2026, 11, 22, 1, 41, 7, tzinfo=UTC)
    with write():
        Sheep.insert(name="a", legs=4, born_on=date(2024, 2, 29), seen_at=seen).execute()
        Sheep.insert(name="b", legs=4).execute()
    one, other = Sheep.select().order_by(Sheep.name)
    assert (one.born_on, one.seen_at) == (date(2024, 2, 29), seen)
    assert (other.born_on, other.seen_at) == (None, None)
    assert database.execute_sql("SELECT born_on, seen_at FROM sheep").fetchone() == (
        "2024-02-29",
        "2026-11-22T01:41:07Z",
    )


def test_the_intention_changes_with_a_column_and_with_an_index():
    class Bare(Record):
        name = TextField()

        class Meta:
            table_name = "goat"

    class Indexed(Record):
        name = TextField(index=True)

        class Meta:
            table_name = "goat"

    class Wider(Record):
        name = TextField()
        legs = IntegerField()

        class Meta:
            table_name = "goat"

    assert len({schema.intended([goat]) for goat in (Bare, Indexed, Wider)}) == 3
    assert schema.intended([Bare]) == schema.intended([Bare])
