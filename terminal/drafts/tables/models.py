"""What the draft of a table holds beside its draft: the file as it was sent, and what was read in it; on this machine only."""

from peewee import IntegerField, TextField

from terminal.store.base import Record


class DraftTable(Record):
    """The table of a draft. `reading` is a terminal.tables.book.Reading; `excuse` says why something does not add up.

    `sha256` is empty where the file was not kept.
    """

    draft = IntegerField(primary_key=True)
    sort = TextField(index=True)
    sha256 = TextField()
    file_name = TextField()
    reading = TextField()
    excuse = TextField()


LOCAL_TABLES = (DraftTable,)
