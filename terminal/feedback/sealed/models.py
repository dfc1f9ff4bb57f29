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


class SentOffices(Record):
    """The offices as a county (`origin`) last named them to everybody, a township or one terminal (`to`)."""

    origin = TextField()
    to = TextField()
    number = IntegerField()
    offices = TextField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "to")


class SealedAnswer(Record):
    """An answer that only the receipt opens, as the county's log (`origin`) says it to the log of a `terminal`."""

    origin = TextField()
    log_seq = IntegerField()
    terminal = TextField()
    lookup = TextField()
    day = DayField()
    sha256 = TextField()
    size = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq")
        indexes = ((("terminal", "lookup"), False),)


class SealedMore(Record):
    """Something the writer of a sealed letter added after an answer (its number in the county's log); sealed too."""

    origin = TextField()
    log_seq = IntegerField()
    lookup = TextField()
    answer = IntegerField()
    day = DayField()
    sha256 = TextField()
    size = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq")
        indexes = ((("origin", "lookup"), False),)


TABLES = (SealedLetter, SealedOffice, SentOffices, SealedAnswer, SealedMore)
