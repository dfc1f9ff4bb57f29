"""What a receiver knows of other logs, what a sender was told, and alarms."""

from peewee import CompositeKey, IntegerField, TextField

from terminal.store.base import MomentField, Record


class Head(Record):
    """How far a log is known here, and how far that is kept in a second place."""

    origin = TextField(primary_key=True)
    epoch = IntegerField()
    seq = IntegerField()
    hash = TextField()
    backup_epoch = IntegerField(default=0)
    backup_seq = IntegerField(default=0)


class KnownKey(Record):
    """A public key (hex) that is trusted: to write its log, or to speak as the county."""

    public = TextField()
    role = TextField()  # log | county
    origin = TextField()
    since = MomentField()
    by = TextField()

    class Meta:
        primary_key = CompositeKey("public", "role")


class KeySpan(Record):
    """From which epoch on a key writes a log that another key began; a key without a row has written from the first."""

    origin = TextField()
    public = TextField()
    from_epoch = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "public")


class StoppedLog(Record):
    """A log of which nothing behind this line is taken: its key was revoked, or two disks write it (frozen)."""

    origin = TextField(primary_key=True)
    why = TextField()  # revoked | frozen
    epoch = IntegerField()
    seq = IntegerField()


class Granted(Record):
    """The county this machine was enrolled with: its key (hex), where it answers, and what it calls this machine's village."""

    county = TextField(primary_key=True)
    county_name = TextField()
    address = TextField()
    village = TextField()
    name = TextField()
    township = TextField()
    at = MomentField()


class Receipt(Record):
    """The newest receipt of each county key, as it was signed."""

    public = TextField(primary_key=True)
    epoch = IntegerField()
    seq = IntegerField()
    hash = TextField()
    backup_seq = IntegerField()
    earlier = TextField()  # JSON: ends of earlier epochs that the county holds and this machine too
    told_at = TextField()  # by the county's clock
    text = TextField()
    signature = TextField()


class MissingBlob(Record):
    """An attachment that applied lines name and that has not come yet."""

    origin = TextField()
    sha256 = TextField()
    size = IntegerField()
    media_type = TextField()

    class Meta:
        primary_key = CompositeKey("origin", "sha256")


class Told(Record):
    """How far a terminal has applied this machine's log, by what its newest bundles say; kept here only."""

    terminal = TextField(primary_key=True)
    seq = IntegerField()


class LastRound(Record):
    """What became of the last round over the line, and when the next is due."""

    who = TextField(primary_key=True)
    at = MomentField()
    word = TextField()
    says = TextField()
    met = MomentField(null=True)  # the last that went well, by the county's clock
    next_at = MomentField(null=True)


class Alarm(Record):
    """Something contradicted a log."""

    origin = TextField()
    log_seq = IntegerField()
    at = MomentField()
    what = TextField()
    log = TextField()
    epoch = IntegerField()
    seq = IntegerField()
    file = TextField()
    mark = TextField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq")


TABLES = (Alarm,)
LOCAL_TABLES = (Head, KnownKey, KeySpan, StoppedLog, Granted, Receipt, MissingBlob, Told, LastRound)
