"""The terminals of a county as its own log names them, when each was last heard of, what came, who looked at what."""

from peewee import AutoField, CompositeKey, IntegerField, TextField

from terminal.store.base import MomentField, Record


class Source(Record):
    """A terminal whose log is taken here: `origin` is the county's log that says so, `terminal` the terminal's log.

    `code` stands in addresses (/v/<code>/), `township` scopes who may see it, `state` is active, frozen or revoked, `why` the
    reason that was given. `settled`: two disks wrote it, and somebody decided which one goes on. `replaced`: how often
    another machine went on with it.
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
    why = TextField(default="")
    settled = IntegerField(default=0)
    replaced = IntegerField(default=0)

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


class Pairing(Record):
    """A pairing code: `number` is its public part, `secret` what only who knows the rest can compute; gone once it was used.

    `restores` is the log of the terminal that is to be replaced. `used` names the request it was used for, `log` the log
    that was granted; the grant is kept, because the first one may be lost on its way.
    """

    number = TextField(primary_key=True)
    secret = TextField()  # hex
    village = TextField()
    name = TextField()
    township = TextField()
    restores = TextField()
    by = TextField()
    since = MomentField()
    until = MomentField()
    tries = IntegerField()
    used = TextField(default="")
    log = TextField(default="")
    text = TextField(default="")
    signature = TextField(default="")


class Reach(Record):
    """Where a terminal answers in the county's network, so that it can be fetched from; kept here only."""

    terminal = TextField(primary_key=True)
    address = TextField()


class Arrival(Record):
    """Something that came from a terminal, and what it was told; kept here only, the newest of each terminal.

    `way` is push, pull or stick; `word` that of `sync.apply` (new, duplicate, gap, fork, stale-epoch), `refused`, or
    `heard` for a contact without a bundle. `seq` is how far the receipt says, 0 when none was given.
    """

    id = AutoField()
    terminal = TextField()
    at = MomentField()
    way = TextField()
    word = TextField()
    bundle = TextField()
    lines = IntegerField()
    blobs = IntegerField()
    size = IntegerField()  # bytes
    epoch = IntegerField()
    seq = IntegerField()
    says = TextField()

    class Meta:
        indexes = ((("terminal", "id"), False),)


class Volume(Record):
    """Bytes a terminal sent in a month (2026-11); kept here only."""

    terminal = TextField()
    month = TextField()
    size = IntegerField()

    class Meta:
        primary_key = CompositeKey("terminal", "month")


class Looked(Record):
    """What an officer opened or changed, as the county's log tells it."""

    origin = TextField()
    log_seq = IntegerField()
    at = TextField()
    act = TextField()
    person = TextField()
    what = TextField()
    about = TextField()
    village = TextField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq")


class Settled(Record):
    """A bundle that lies aside and that somebody has looked into: what became of it, and since when."""

    origin = TextField()
    terminal = TextField()
    file = TextField()
    reason = TextField()
    at = MomentField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "terminal", "file")


TABLES = (Source, Looked, Settled)
LOCAL_TABLES = (Contact, Pairing, Arrival, Reach, Volume)
