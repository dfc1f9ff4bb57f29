"""Noting that sealed letters have come, so that days count from then; and that those have which were said to be missing."""

from typing import Final

from peewee import JOIN

from terminal.clock import Now
from terminal.county.letters.events import Arrived, Came
from terminal.county.letters.models import LetterArrived
from terminal.feedback.sealed.models import SealedLetter
from terminal.journal.append import append, origin
from terminal.store.database import write

BY: Final = "县平台"
MOST: Final = 1000  # letters in one line of the log
NEWEST = "SELECT COALESCE(MAX(rowid), 0) FROM sealed_letter"


class Watch:
    """How far this process has looked; asked before every page, so it costs one look at the end of a table."""

    def __init__(self) -> None:
        self._seen = -1

    def note(self, now: Now) -> int:
        """Say in the log which letters are new since; how many there were."""
        newest = int(SealedLetter._meta.database.execute_sql(NEWEST).fetchone()[0])
        if newest == self._seen:
            return 0
        count = note(now)
        self._seen = newest
        return count


def note(now: Now) -> int:
    """Say in the log which letters lie here that were not noted yet; how many there were."""
    mine = (
        (LetterArrived.origin == origin())
        & (LetterArrived.terminal == SealedLetter.origin)
        & (LetterArrived.letter == SealedLetter.log_seq)
    )
    query = SealedLetter.select(SealedLetter.origin, SealedLetter.log_seq).join(LetterArrived, JOIN.LEFT_OUTER, on=mine)
    query = query.where(LetterArrived.day.is_null() & (SealedLetter.origin != origin()))
    found = [Came(row.origin, row.log_seq) for row in query.order_by(SealedLetter.origin, SealedLetter.log_seq)]
    for start in range(0, len(found), MOST):
        with write():
            append(Arrived(letters=tuple(found[start : start + MOST]), day=now.today), by=BY, now=now)
    return len(found)
