"""Keeping a file nobody can read yet, and reading it once its sender has said what its columns are."""

from collections.abc import Mapping

from terminal.clock import Now
from terminal.drafts.ledger import actions as sheets
from terminal.drafts.ledger import models
from terminal.drafts.ledger.shapes import Sent
from terminal.drafts.ledger.teaching import naming, queries
from terminal.errors import refuse_if
from terminal.journal import blobs
from terminal.ledger.sheets.container import open_file
from terminal.ledger.sheets.grid import Grid
from terminal.ledger.sheets.headers import Taught
from terminal.staff.queries import Person
from terminal.store.database import write

KEPT = 5  # files of one person that wait


def unread(sent: Sent, taught: Taught) -> Grid | None:
    """The table of this file whose columns somebody could explain; None when one is read already, or nothing may be kept of it."""
    grids = [grid for grid in open_file(sent.data, sent.name).grids if grid.rows]
    if any(naming.is_read(grid, taught) or naming.is_personal(grid) for grid in grids):
        return None
    found = [grid for grid in grids if len(naming.columns(grid, taught)) >= naming.FEWEST]
    return max(found, key=lambda grid: len(grid.rows), default=None)


def keep(sent: Sent, *, by: Person, now: Now) -> int | None:
    """Keep a file that could be read if somebody said what its columns are; its number, or None where that would not help."""
    if unread(sent, queries.words(by)) is None:
        return None
    blob = blobs.put(sent.data, sent.name, "")
    said = {"period": sent.period, "account": sent.account, "account_name": sent.account_name}
    with write():
        number = models.UnreadFile.put(
            person=by.id, at=now.at, sha256=blob.sha256, file_name=sent.name, publisher=sent.publisher, **said
        )
        mine = models.UnreadFile.person == by.id
        newest = models.UnreadFile.select(models.UnreadFile.id).where(mine).order_by(models.UnreadFile.id.desc())
        models.UnreadFile.delete().where(mine & models.UnreadFile.id.not_in(newest.limit(KEPT))).execute()
        return number


def teach(number: int, chosen: Mapping[str, str], *, by: Person, now: Now) -> int:
    """Remember what the columns are, and read the file by it; the number of its draft.

    Raises NotFound, or Refused with what is wrong in what was said (nothing is remembered then) or in the file.
    """
    found = queries.waiting(by, number)
    refuse_if(naming.why_not(chosen))
    with write():
        for word in chosen:
            models.Taught.delete().where((models.Taught.person == by.id) & (models.Taught.word == word)).execute()
        for word, field in naming.new_words(chosen).items():
            models.Taught.put(person=by.id, word=word, field=field)
    draft = sheets.start(found.sent, by=by, now=now)
    with write():
        models.UnreadFile.delete().where(models.UnreadFile.id == number).execute()
    return draft


def forget(word: str, *, by: Person) -> None:
    """No longer read columns called like this as this person said."""
    with write():
        models.Taught.delete().where((models.Taught.person == by.id) & (models.Taught.word == word)).execute()
