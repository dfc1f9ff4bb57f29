"""The draft of a table as everybody reads it: the draft, its sort, the file, what was read in it."""

import msgspec

from terminal.drafts.shapes import Draft
from terminal.tables.book import Reading
from terminal.tables.checks import Wanted
from terminal.tables.sorts import Sort
from terminal.text.days import Period


class Sent(msgspec.Struct, frozen=True):
    """A file somebody chose, and what they said about it; the period is empty where the file should say it.

    `publisher` is a key of the unit's publishers.
    """

    data: bytes
    name: str
    sort: str = ""
    period: str = ""
    publisher: str = ""


class Work(msgspec.Struct, frozen=True):
    """The draft of a table. `excuse` was typed: why something does not add up."""

    draft: Draft
    sort: Sort
    sha256: str
    file_name: str
    reading: Reading
    excuse: str = ""

    @property
    def id(self) -> int:
        return self.draft.id

    @property
    def period(self) -> Period:
        return Period.read(self.draft.content.period)

    @property
    def wanted(self) -> Wanted:
        """The table as it would be published."""
        return Wanted(self.sort, self.period, self.reading, self.excuse)


class Checked(msgspec.Struct, frozen=True):
    """A table fit to be kept as a draft: of which sort and period, what was read."""

    sort: Sort
    period: Period
    reading: Reading
