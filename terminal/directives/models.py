"""What a county's log said to terminals, as it stands now, and what terminals answered. `to` is whom it is for."""

from peewee import CompositeKey, IntegerField, TextField

from terminal.store.base import DayField, MomentField, Record


class Document(Record):
    """A notice or a handbook in its newest edition; `number` is the line of its first, and stands in addresses.

    `files` is JSON; `withdrawn_why` is empty while it stands.
    """

    origin = TextField()
    obj = TextField()
    to = TextField()
    sort = TextField()  # notice | handbook
    number = IntegerField()
    edition = IntegerField()
    title = TextField()
    text = TextField()
    files = TextField()
    issuer = TextField()
    doc_no = TextField()
    issued_on = DayField()
    changed = TextField()
    withdrawn_why = TextField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "obj")
        indexes = ((("origin", "number"), True), (("sort", "issued_on"), False))


class Banner(Record):
    """A line that stands on every page for villagers while it is on."""

    origin = TextField()
    obj = TextField()
    to = TextField()
    text = TextField()
    is_on = IntegerField()
    issuer = TextField()
    at = MomentField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "obj")


class Order(Record):
    """Something one terminal has to do or to know: correct | takedown | restore | case. One row for each line.

    `target` is the public thing it is about, `title` what that was called when it was ordered; `about` the takedown
    that a restore ends.
    """

    origin = TextField()
    log_seq = IntegerField()
    obj = TextField()
    to = TextField()
    sort = TextField()
    target = TextField()
    title = TextField()
    words = TextField()
    basis = TextField()
    issuer = TextField()
    said_on = DayField()
    due_on = DayField(null=True)

    class Meta:
        table_name = "county_order"
        primary_key = CompositeKey("origin", "log_seq")
        indexes = ((("to", "sort"), False),)


class Handed(Record):
    """What the county handed a village to deal with, until it is a case there; line of its order first."""

    origin = TextField()
    log_seq = IntegerField()
    to = TextField()
    ticket = TextField()
    category = TextField()
    text = TextField()
    name = TextField()
    phone = TextField()
    received_on = DayField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq")


class Answered(Record):
    """What a terminal (`origin`) last said to an order (line of the county's log): seen | done | cannot."""

    origin = TextField()
    county = TextField()
    line = IntegerField()
    word = TextField()
    words = TextField()
    case_no = TextField()
    day = DayField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "county", "line")


TABLES = (Document, Banner, Order, Handed, Answered)
