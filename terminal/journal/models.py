"""The log itself, as two tables, and what of it could not be understood yet."""

from peewee import CompositeKey, IntegerField, TextField

from terminal.store.base import MomentField, Record


class LogLine(Record):
    """A header line, exactly as hashed; `hash` is the SHA-256 that the next line names."""

    origin = TextField()
    epoch = IntegerField()
    seq = IntegerField()
    header = TextField()
    hash = TextField()

    class Meta:
        primary_key = CompositeKey("origin", "epoch", "seq")
        without_rowid = True


class LogBody(Record):
    """A body line; empty when it was erased, or withheld on its way here."""

    origin = TextField()
    epoch = IntegerField()
    seq = IntegerField()
    body = TextField()

    class Meta:
        primary_key = CompositeKey("origin", "epoch", "seq")


class Withheld(Record):
    """A line of a county's log whose body is not for this machine and did not come; it says nothing here."""

    origin = TextField()
    epoch = IntegerField()
    seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "epoch", "seq")


class Deferred(Record):
    """A line that is kept but not yet understood: an unknown kind, or one that a newer program wrote."""

    origin = TextField()
    epoch = IntegerField()
    log_seq = IntegerField()
    kind = TextField()
    why = TextField()

    class Meta:
        primary_key = CompositeKey("origin", "epoch", "log_seq")


class Reached(Record):
    """Up to this line the county had a log at this moment, by its clock; the first such moment, kept here only."""

    origin = TextField()
    epoch = IntegerField()
    seq = IntegerField()
    at = MomentField()

    class Meta:
        primary_key = CompositeKey("origin", "epoch", "seq")


LOG = (LogLine, LogBody, Withheld, Reached)
