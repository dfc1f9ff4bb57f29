"""What is written to be sent down and is not sent yet; kept here only."""

from peewee import AutoField, IntegerField, TextField

from terminal.store.base import MomentField, Record


class Outgoing(Record):
    """A line to be: `sort` one of shapes.SORTS, `said` the event as JSON, `about` the thing it is about, or empty.

    `state` is waiting, sent or dropped; `line` its number in the county's log once it was sent.
    """

    id = AutoField()
    sort = TextField()
    to = TextField(index=True)
    about = TextField()
    said = TextField()
    state = TextField()
    author = IntegerField()
    author_name = TextField()
    made_at = MomentField()
    line = IntegerField(default=0)


LOCAL_TABLES = (Outgoing,)
