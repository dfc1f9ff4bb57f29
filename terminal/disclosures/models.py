"""Disclosures and all their versions."""

from peewee import CompositeKey, IntegerField, TextField

from terminal.store.base import DayField, Record


class Disclosure(Record):
    """One thing made public; it keeps its index number through all versions."""

    origin = TextField()
    obj = TextField()
    number = TextField()
    index_no = TextField()
    item = TextField()
    period = TextField()
    publisher = TextField()
    versions = IntegerField()
    withdrawn_on = DayField(null=True)
    withdrawn_why = TextField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "obj")
        indexes = ((("origin", "number"), True),)


class Version(Record):
    """One text as it was published; never changed afterwards. `fingerprint` is the SHA-256 of its log line's body."""

    origin = TextField()
    obj = TextField()
    number = IntegerField()
    title = TextField()
    summary = TextField()
    form = TextField()
    text = TextField()
    reason = TextField()
    doc_no = TextField()
    responsible = TextField()
    basis = TextField()
    signers = TextField()
    attachments = TextField()
    created_on = DayField()
    published_on = DayField()
    display_until = DayField()
    registered_at = TextField()
    fingerprint = TextField()
    nil = IntegerField()
    whole = TextField()
    meetings = TextField()
    notice_until = DayField(null=True)
    follows = TextField()
    overruled = TextField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "obj", "number")


class Objection(Record):
    """Somebody disagreed with a notice while it was up, and what was done about it."""

    origin = TextField()
    obj = TextField()
    log_seq = IntegerField()
    received_on = DayField()
    gist = TextField()
    outcome = TextField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq")


class Redaction(Record):
    """One version whose words were removed by law; the row is what is left to say about it."""

    origin = TextField()
    obj = TextField()
    number = IntegerField()
    redacted_on = DayField()
    basis = TextField()
    reason = TextField()
    asked_by = TextField()
    allowed_by = TextField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "obj", "number")


TABLES = (Disclosure, Version, Objection, Redaction)
