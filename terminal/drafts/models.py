"""Drafts, their files and what was done with them: kept on this machine only, never in the log."""

from peewee import AutoField, IntegerField, TextField

from terminal.store.base import DayField, MomentField, Record


class Draft(Record):
    """Something on its way to be public.

    `purpose` is publish, nil, revise, note or aside; `stage` is notice, result, ledger, table, project or empty; `state` is writing, review, ready,
    public or dropped. `holder` is the person whose work it is, 0 when it is the office's. `round` counts submissions:
    signatures of an earlier round no longer count. `about` is the number of what is being revised, or of what came out.
    """

    id = AutoField()
    purpose = TextField()
    stage = TextField()
    state = TextField(index=True)
    item = TextField()
    period = TextField()
    revision = IntegerField()
    round = IntegerField()
    author = IntegerField()
    author_name = TextField()
    holder = IntegerField()
    title = TextField()
    summary = TextField()
    text = TextField()
    table = TextField(column_name="sheet")
    reason = TextField()
    responsible = TextField()
    doc_no = TextField()
    created_on = TextField()
    publisher = TextField()
    follows = TextField()
    whole = TextField()
    meetings = TextField()
    overruled = TextField()
    about = TextField()
    publish_on = DayField(null=True)
    saved_at = MomentField()
    saved_by = TextField()


class DraftFile(Record):
    """A file of a draft; `finds` are the personal numbers the scanner saw in it, masked."""

    id = AutoField()
    draft = IntegerField(index=True)
    sha256 = TextField()
    name = TextField()
    media_type = TextField()
    size = IntegerField()
    thumbnail = TextField()
    finds = TextField()


class DraftStep(Record):
    """What somebody did with a draft, when, and why."""

    id = AutoField()
    draft = IntegerField(index=True)
    at = MomentField()
    person = IntegerField()
    name = TextField()
    what = TextField()
    note = TextField()
    round = IntegerField()


class Batch(Record):
    """A list of entries brought in together, waiting for a second person; `entries` are drafts/batch/shapes.py Entry.

    `state` is waiting, public, returned or dropped; `numbers` are the back parts of the index numbers that came out.
    """

    id = AutoField()
    state = TextField(index=True)
    source = TextField()
    brought_by = IntegerField()
    brought_name = TextField()
    brought_at = MomentField()
    entries = TextField()
    decided_name = TextField()
    decided_at = MomentField(null=True)
    note = TextField()
    numbers = TextField()


class Removal(Record):
    """What somebody asked to be removed for good, waiting for a second person; `versions` and `files` are lists.

    `state` is waiting, refused, erasing (out of the log, not yet out of every file) or done. `files` are SHA-256.
    """

    id = AutoField()
    state = TextField(index=True)
    number = TextField()
    versions = TextField()
    basis = TextField()
    reason = TextField()
    asked_by = IntegerField()
    asked_name = TextField()
    asked_at = MomentField()
    decided_name = TextField()
    decided_at = MomentField(null=True)
    note = TextField()
    files = TextField()


LOCAL_TABLES = (Draft, DraftFile, DraftStep, Batch, Removal)
