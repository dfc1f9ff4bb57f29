"""What somebody said of columns, and the files that wait for it; a person sees only their own."""

import msgspec

from terminal.drafts.ledger import models
from terminal.drafts.ledger.shapes import Sent
from terminal.errors import NotFound
from terminal.journal import blobs
from terminal.staff.queries import Person


class Waiting(msgspec.Struct, frozen=True):
    """A file whose columns nobody knows, as it was sent."""

    id: int
    sent: Sent


def words(person: Person) -> dict[str, str]:
    """Header words → field, as this person said them."""
    mine = models.Taught.select().where(models.Taught.person == person.id).order_by(models.Taught.word)
    return {row.word: row.field for row in mine}


def waiting(person: Person, number: int) -> Waiting:
    """This person's file. Raises NotFound."""
    row = models.UnreadFile.get_or_none((models.UnreadFile.id == number) & (models.UnreadFile.person == person.id))
    if row is None:
        raise NotFound("这个文件已经不在等了。请从“财务公开”里重新传。")
    data = blobs.path(row.sha256).read_bytes()
    return Waiting(row.id, Sent(data, row.file_name, row.period, row.account, row.account_name, row.publisher))
