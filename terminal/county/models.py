"""The terminals of a county as its own log names them, and when each was last heard of."""

from peewee import CompositeKey, IntegerField, TextField

from terminal.store.base import MomentField, Record


class Source(Record):
    """A terminal whose log is taken here: `origin` is the county's log that says so, `terminal` the terminal's log.

    `code` stands in addresses (/v/<code>/), `township` scopes who may see it, `state` is active, frozen, revoked or
    replaced.
    """

    origin = TextField()
    terminal = TextField()
    code = TextField()
    name = TextField()
    township = TextField()
    public = TextField()  # hex
    state = TextField()
    since = MomentField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "terminal")
        indexes = ((("origin", "code"), False),)


class Contact(Record):
    """When and how a terminal was last heard of, by the county's clock; kept here only, the log does not tell it."""

    terminal = TextField(primary_key=True)
    at = MomentField()
    way = TextField()  # push | pull | stick
    app = TextField()
    clock_off = IntegerField(null=True)  # seconds the terminal's clock is ahead of the county's
    disk_free = IntegerField(null=True)  # per cent


TABLES = (Source,)
LOCAL_TABLES = (Contact,)
