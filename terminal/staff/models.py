"""People, their sessions and their wrong guesses: kept on this machine only; and what the log says about them."""

from peewee import AutoField, CompositeKey, IntegerField, TextField

from terminal.store.base import DayField, MomentField, Record


class Person(Record):
    """Somebody who may sign in; `roles` in one line, `password` and `pin` as argon2 wrote them."""

    id = AutoField()
    name = TextField(unique=True)
    roles = TextField()
    office = TextField()
    password = TextField()
    pin = TextField()
    committee_member = IntegerField()
    relatives_of = TextField()
    declared_on = DayField(null=True)
    added_on = DayField()
    disabled_on = DayField(null=True)


class Session(Record):
    """Somebody who is signed in; only the SHA-256 of the cookie is kept."""

    token = TextField(primary_key=True)
    person = IntegerField(index=True)
    csrf = TextField()
    started = MomentField()
    last_seen = MomentField()
    by_pin = IntegerField()


class Attempt(Record):
    """Wrong guesses in a row; `who` is a hash, because a password may have been typed as a name."""

    who = TextField(primary_key=True)
    count = IntegerField()
    last_at = MomentField()


class Audit(Record):
    """Sign-ins, refusals and changes of accounts, as the log tells them."""

    origin = TextField()
    log_seq = IntegerField()
    at = TextField()
    kind = TextField()
    name = TextField()
    what = TextField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq")


class SecondStep(Record):
    """The secret of somebody's two-step sign-in, sealed; `since` when it was confirmed, `last_step` the half minute that passed last."""

    person = IntegerField(primary_key=True)
    secret = TextField()
    since = MomentField(null=True)
    last_step = IntegerField()


LOCAL_TABLES = (Person, Session, Attempt, SecondStep)
TABLES = (Audit,)
