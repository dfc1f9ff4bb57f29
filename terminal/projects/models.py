"""Published projects, every publication of each, and which pictures may be fetched."""

from peewee import CompositeKey, IntegerField, TextField

from terminal.store.base import DayField, Record


class Project(Record):
    """One project; `version` is the log line that holds what it says now."""

    origin = TextField()
    obj = TextField()
    index_no = TextField()
    publisher = TextField()
    item = TextField()
    item_group = TextField()
    version = IntegerField()
    withdrawn_on = DayField(null=True)
    withdrawn_why = TextField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "obj")
        indexes = ((("origin", "index_no"), False),)


class ProjectEdition(Record):
    """One project as it was published; never changed afterwards. `edition` is shapes.py Edition, as JSON."""

    origin = TextField()
    log_seq = IntegerField()
    obj = TextField()
    number = IntegerField()
    period = TextField()
    reason = TextField()
    edition = TextField()
    published_on = DayField()
    registered_at = TextField()
    fingerprint = TextField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq")
        indexes = ((("origin", "obj"), False),)


class ProjectPhoto(Record):
    """A picture of an edition, large or small; only what stands here may be fetched."""

    origin = TextField()
    log_seq = IntegerField()
    sha256 = TextField()
    name = TextField()
    media_type = TextField()
    size = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq", "sha256")
        indexes = ((("origin", "sha256"), False),)


TABLES = (Project, ProjectEdition, ProjectPhoto)
