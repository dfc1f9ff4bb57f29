"""Entries, the catalogue slots they fill, and their words for search."""

from peewee import AutoField, CompositeKey, IntegerField, TextField
from playhouse.sqlite_ext import FTS5Model, SearchField

from terminal.store.base import DayField, Record
from terminal.store.database import database


class Entry(Record):
    """One public thing as it stands now.

    `number` is the part of its index number that stands in addresses, `state` is public or withdrawn, `lines` counts
    ledger lines.
    """

    id = AutoField()
    origin = TextField()
    obj = TextField()
    index_no = TextField()
    number = TextField()
    path = TextField()
    item = TextField()
    group = TextField(column_name="item_group")
    title = TextField()
    summary = TextField()
    period = TextField()
    publisher = TextField()
    first_published_on = DayField()
    published_on = DayField()
    display_until = DayField()
    version = IntegerField()
    state = TextField()
    lines = IntegerField()
    log_seq = IntegerField()

    class Meta:
        indexes = (
            (("origin", "obj"), True),
            (("origin", "number"), True),
            (("origin", "published_on", "log_seq"), False),
            (("origin", "group", "published_on", "log_seq"), False),
        )


class Filled(Record):
    """A slot of the catalogue that something public fills; `published_on` is when it was first filled.

    `part` names the account where an item is kept in several, `ends` marks the last sheet of one, `nil` says that
    nothing happened.
    """

    origin = TextField()
    item = TextField()
    period = TextField()
    obj = TextField()
    part = TextField()
    ends = IntegerField()
    published_on = DayField()
    nil = IntegerField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "item", "period", "obj")


class SetAside(Record):
    """A slot of the catalogue that does not apply here, why, and who approved that."""

    origin = TextField()
    item = TextField()
    period = TextField()
    reason = TextField()
    approver = TextField()
    set_on = DayField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "item", "period")


class Pause(Record):
    """A county (`origin`) ordered a terminal not to show one of its things for now; the row goes when it lifts that."""

    origin = TextField()
    terminal = TextField()
    obj = TextField()
    issuer = TextField()
    basis = TextField()
    reason = TextField()
    since = DayField()
    until = DayField(null=True)
    title = TextField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "terminal", "obj")
        indexes = ((("terminal", "obj"), False),)


class EntryText(FTS5Model):
    """Pairs of characters of an entry's words and of its title's first letters; rowid is the entry's id."""

    words = SearchField()
    letters = SearchField()

    class Meta:
        database = database
        table_name = "entry_text"
        # Every non-ASCII character belongs to a word: what is cut where is decided by text.words.pairs alone.
        options = {"tokenize": "ascii"}


TABLES = (Entry, Filled, SetAside, Pause, EntryText)
