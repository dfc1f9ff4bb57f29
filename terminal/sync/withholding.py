"""Lines of a county's log that are for somebody else: who is to read what, and what was left out on its way here."""

from collections.abc import Callable, Sequence
from typing import Any

from terminal.bundle.lines import Line
from terminal.bundle.read import Bundle
from terminal.journal import kinds
from terminal.journal.models import Withheld
from terminal.store.database import database
from terminal.sync.events import EpochStart

# In words: asked for every bundle.
SINCE = "SELECT COUNT(*) FROM withheld WHERE origin = ? AND epoch = ? AND seq >= ?"


def kept_from(*readers: str) -> Callable[[Line], bool]:
    """For `Order.withhold`: which lines are none of these readers' (a township's name, a terminal's log) nor everybody's.

    What a receiver needs to follow the log, where an epoch goes on from and what was erased, is kept from nobody.
    """
    theirs = {kinds.EVERYBODY, *filter(None, readers)}

    def is_kept(line: Line) -> bool:
        kind = kinds.known(line.read.kind)
        if kind is EpochStart or line.read.kind in kinds.erasing():
            return False
        if kind is None or not issubclass(kind, kinds.Addressed):
            return True
        try:
            said = kinds.read_body(line.body, kind)
        except ValueError:
            return True
        return not (isinstance(said, kinds.Addressed) and said.to in theirs)

    return is_kept


def note(bundle: Bundle, rows: Sequence[Line]) -> frozenset[int]:
    """Remember which of these new lines came down without a body; their numbers."""
    one = bundle.envelope
    silent = frozenset(row.seq for row in rows if one.kind == "down" and not row.body)
    for seq in silent:
        Withheld.insert(origin=one.origin, epoch=one.epoch, seq=seq).on_conflict_ignore().execute()
    return silent


def forget(origin: str, epoch: int, seq: int) -> None:
    """Its body came after all."""
    Withheld.delete().where(_of(origin, epoch) & (Withheld.seq == seq)).execute()


def since(origin: str, epoch: int, seq: int) -> int:
    """How many lines from this one on came without a body."""
    return int(database.execute_sql(SINCE, (origin, epoch, seq)).fetchone()[0])


def _of(origin: str, epoch: int) -> Any:
    return (Withheld.origin == origin) & (Withheld.epoch == epoch)
