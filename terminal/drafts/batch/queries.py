"""Lists that were brought in; whoever fetches one is checked in the same call."""

import msgspec

from terminal.drafts import models
from terminal.drafts.batch.rules import MAY_CONFIRM, WAITING
from terminal.drafts.batch.shapes import Batch, Entry
from terminal.errors import NotFound
from terminal.journal.kinds import BlobRef
from terminal.staff.queries import Person

GONE = "没有这一批，或者不归您办。"
MOST_SHOWN = 20


def _batch(row: models.Batch) -> Batch:
    plain = ("id", "state", "source", "brought_by", "brought_name", "brought_at", "decided_name", "decided_at", "note")
    return Batch(
        **{name: getattr(row, name) for name in plain},
        entries=tuple(msgspec.json.decode(row.entries, type=list[Entry])),
        numbers=tuple(msgspec.json.decode(row.numbers, type=list[str])),
    )


def one(batch_id: int) -> Batch:
    """Raises NotFound. For actions; a door asks `batch_for`."""
    row = models.Batch.get_or_none(models.Batch.id == batch_id)
    if row is None:
        raise NotFound(GONE)
    return _batch(row)


def batch_for(person: Person, batch_id: int) -> Batch:
    """A list as those see it who write, supervise or approve. Raises NotFound."""
    if not person.roles & ({"cadre"} | MAY_CONFIRM):
        raise NotFound(GONE)
    return one(batch_id)


def newest() -> tuple[Batch, ...]:
    """The lists brought in last, newest first."""
    return tuple(map(_batch, models.Batch.select().order_by(models.Batch.id.desc()).limit(MOST_SHOWN)))


def that_made(number: str) -> tuple[Batch, ...]:
    """The list a publication came out of, if it came out of one."""
    rows = models.Batch.select().where(models.Batch.numbers.contains(f'"{number}"'))
    return tuple(map(_batch, rows))


def waiting_for(person: Person) -> int:
    """How many lists this person may confirm now."""
    if not person.roles & MAY_CONFIRM:
        return 0
    mine = (models.Batch.state == WAITING) & (models.Batch.brought_by != person.id)
    return int(models.Batch.select().where(mine).count())


def file_of(batch: Batch, sha256: str) -> BlobRef:
    """A file of this list. Raises NotFound."""
    for entry in batch.entries:
        for blob in entry.files:
            if blob.sha256 == sha256:
                return blob
    raise NotFound("这一批里没有这个文件。")
