"""Published tables: what they are about, every version of them, every row."""

from peewee import CompositeKey, IntegerField, TextField

from terminal.store.base import DayField, Record


class PublicTable(Record):
    """One sort of table for one period; `version` is the log line that holds what it says now."""

    origin = TextField()
    obj = TextField()
    sort = TextField()
    period = TextField()
    index_no = TextField()
    publisher = TextField()
    item = TextField()
    item_group = TextField()
    fills = TextField()
    version = IntegerField()
    withdrawn_on = DayField(null=True)
    withdrawn_why = TextField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "obj")
        indexes = ((("origin", "sort", "period"), False),)


class TableVersion(Record):
    """One table as it was published; never changed afterwards. `number` counts all that was said for its period."""

    origin = TextField()
    log_seq = IntegerField()
    obj = TextField()
    number = IntegerField()
    reason = TextField()
    title = TextField()
    columns = TextField()
    count = IntegerField()
    signers = TextField()
    notices = TextField()
    basis = TextField()
    mismatches = TextField()
    excuse = TextField()
    published_on = DayField()
    display_until = DayField()
    registered_at = TextField()
    fingerprint = TextField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq")
        indexes = ((("origin", "obj"), False),)


class TableRow(Record):
    """One row of a version; `place` counts from 1, `cells` is a JSON list in the order of the version's columns.

    `ends` is the day it runs out while it still runs (YYYY-MM-DD), empty for all others.
    """

    origin = TextField()
    log_seq = IntegerField()
    place = IntegerField()
    cells = TextField()
    ends = TextField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq", "place")


TABLES = (PublicTable, TableVersion, TableRow)
