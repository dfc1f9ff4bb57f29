"""Letters this terminal cannot read, and the offices they may be sealed for."""

from peewee import CompositeKey, IntegerField, TextField

from terminal.store.base import DayField, Record


class SealedLetter(Record):
    """A sealed letter: for whom, which day, where its bytes lie; nothing else is known of it here."""

    origin = TextField()
    log_seq = IntegerField()
    addressee = TextField()
    lookup = TextField()
    day = DayField()
    sha256 = TextField()
    size = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq")
        indexes = ((("origin", "lookup"), True),)


class SealedOffice(Record):
    """The offices above this unit, as JSON, with the highest version the log has named."""

    origin = TextField(primary_key=True)
    number = IntegerField()
    offices = TextField()
    log_seq = IntegerField()


TABLES = (SealedLetter, SealedOffice)
