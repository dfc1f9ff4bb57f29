"""Catalogues and calendars a county sent down, as it said them; the highest number counts."""

from peewee import CompositeKey, IntegerField, TextField

from terminal.store.base import DayField, Record


class SentCatalogue(Record):
    """The catalogue of one kind of unit; every version is kept, because retired items stay readable."""

    origin = TextField()
    unit_kind = TextField()
    number = IntegerField()
    effective_from = DayField()
    gist = TextField()
    said_on = DayField()
    text = TextField()  # TOML
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "unit_kind", "number")


class SentCalendar(Record):
    """The working days of one year in the newest version."""

    origin = TextField()
    year = IntegerField()
    number = IntegerField()
    gist = TextField()
    said_on = DayField()
    text = TextField()  # TOML
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "year")


TABLES = (SentCatalogue, SentCalendar)
