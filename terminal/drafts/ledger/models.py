"""What a finance draft holds beside its draft: the file as it was sent, and what was read in it; on this machine only."""

from peewee import AutoField, CompositeKey, IntegerField, TextField

from terminal.store.base import MomentField, Record


class DraftSheet(Record):
    """The sheet of a draft. `reading` is a terminal.ledger.sheets.book.Reading with one sheet at most.

    `opening` and `closing` are balances in fen somebody typed because the file has none.
    """

    draft = IntegerField(primary_key=True)
    account = TextField(index=True)
    account_name = TextField()
    sha256 = TextField()
    file_name = TextField()
    reading = TextField()
    opening = IntegerField(null=True)
    closing = IntegerField(null=True)


class DraftAside(Record):
    """What somebody said beside the sheet of a draft: why it does not add up, and the bank's balance in fen."""

    draft = IntegerField(primary_key=True)
    excuse = TextField()
    statement = IntegerField(null=True)


class DraftEdit(Record):
    """One row somebody changed at the desk; `edit` is a terminal.drafts.ledger.lines.shapes.Edit. Gone with its file."""

    id = AutoField()
    draft = IntegerField(index=True)
    at = MomentField()
    person = IntegerField()
    edit = TextField()


class DraftPhoto(Record):
    """A picture of a voucher of the draft's month, as a terminal.drafts.ledger.photos.shapes.Photo; `fen` what it comes to."""

    id = AutoField()
    draft = IntegerField(index=True)
    sha256 = TextField()
    name = TextField()
    media_type = TextField()
    size = IntegerField()
    thumbnail = TextField()
    voucher = TextField()
    fen = IntegerField(null=True)


class Taught(Record):
    """What somebody said a column called like this is; kept for that bookkeeper alone."""

    person = IntegerField()
    word = TextField()
    field = TextField()

    class Meta:
        primary_key = CompositeKey("person", "word")


class UnreadFile(Record):
    """A file whose columns nobody knows yet, until its sender has said what they are, with what was said beside it."""

    id = AutoField()
    person = IntegerField(index=True)
    at = MomentField()
    sha256 = TextField()
    file_name = TextField()
    period = TextField()
    account = TextField()
    account_name = TextField()
    publisher = TextField()


LOCAL_TABLES = (Taught, UnreadFile, DraftSheet, DraftAside, DraftEdit, DraftPhoto)
