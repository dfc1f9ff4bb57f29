"""Letters somebody holds a receipt for and that never came, as the county's log tells it."""

from peewee import CompositeKey, IntegerField, TextField

from terminal.store.base import DayField, Record


class MissingLetter(Record):
    """A receipt that led to nothing here: `day` is when its holder says it was written, `known_to` how far the log was
    known when that was first said; `times` counts how often. Whether it came after all, the letters themselves say."""

    origin = TextField()
    terminal = TextField()
    lookup = TextField()
    day = DayField()
    reported_on = DayField()
    known_to = DayField(null=True)
    times = IntegerField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "terminal", "lookup")


TABLES = (MissingLetter,)
