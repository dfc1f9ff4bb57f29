"""The units whose logs this database holds: one on a kiosk, many at the county."""

from peewee import IntegerField, TextField

from terminal.store.base import DayField, Record


class Unit(Record):
    """A village, community, township or street as its log last described it."""

    origin = TextField(primary_key=True)
    unit_kind = TextField()
    name = TextField()
    name_en = TextField()
    township = TextField()
    county = TextField()
    code = TextField()
    in_service_from = DayField()
    contact = TextField()
    households = IntegerField()
    people = IntegerField()
    publishers = TextField()
    log_seq = IntegerField()


TABLES = (Unit,)
