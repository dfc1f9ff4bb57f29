"""What a project's draft holds beside its draft: the whole dossier as it would be published; on this machine only."""

from peewee import IntegerField, TextField

from terminal.store.base import Record


class DraftProject(Record):
    """The dossier of a draft, a terminal.projects.shapes.Dossier as JSON."""

    draft = IntegerField(primary_key=True)
    dossier = TextField()


LOCAL_TABLES = (DraftProject,)
