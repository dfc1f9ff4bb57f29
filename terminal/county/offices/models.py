"""Offices and their public keys as the county's log names them; who serves one and its locked key file stay here."""

from peewee import CompositeKey, IntegerField, TextField

from terminal.store.base import Record


class OfficeKeys(Record):
    """An office and the age recipients letters and answers are sealed for; `township` is empty but for a township's."""

    origin = TextField()
    addressee = TextField()
    township = TextField()
    name = TextField()
    recipients = TextField()  # JSON
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "addressee", "township")


class OfficeOf(Record):
    """Which office a person serves; a township officer's is that of their township."""

    person = IntegerField(primary_key=True)
    addressee = TextField()


class LockedKey(Record):
    """The identity file of an office behind its passphrase, as it was brought (base64 of an age file)."""

    addressee = TextField()
    township = TextField()
    data = TextField()

    class Meta:
        primary_key = CompositeKey("addressee", "township")


TABLES = (OfficeKeys,)
LOCAL_TABLES = (OfficeOf, LockedKey)
