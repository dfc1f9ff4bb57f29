"""Photographs of sheets on the wall."""

from peewee import CompositeKey, IntegerField, TextField

from terminal.store.base import DayField, Record


class Posting(Record):
    """A version of something public hung on a wall on a day; the picture shows it."""

    origin = TextField()
    log_seq = IntegerField()
    obj = TextField()
    index_no = TextField()
    version = IntegerField()
    sha256 = TextField()
    name = TextField()
    media_type = TextField()
    size = IntegerField()
    posted_on = DayField()
    place = TextField()
    poster = TextField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq")
        indexes = ((("origin", "obj"), False),)


TABLES = (Posting,)
