"""A list of entries on its way to be public: what was brought, what each row proposes, what became of it."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from terminal.drafts.shapes import Content, Find
from terminal.errors import Problem
from terminal.journal.kinds import BlobRef


class Brought(msgspec.Struct, frozen=True):
    """A file as somebody brought it."""

    name: str
    data: bytes


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the list; `cells` says where each field stands (“标题” → “清单 B3”), days and publisher as typed.

    `finds` are the personal numbers and names in its files, masked.
    """

    where: str
    item: str
    content: Content
    published_on: str = ""
    files: tuple[BlobRef, ...] = ()
    finds: tuple[Find, ...] = ()
    cells: dict[str, str] = {}

    def place(self, field: str) -> str:
        """Where on paper this field stands: its cell, or the row."""
        return self.cells.get(field, self.where)


class Proposal(msgspec.Struct, frozen=True):
    """What a folder or workbook proposes: its entries, what could not be read, and the files to keep by SHA-256."""

    source: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    papers: Mapping[str, Brought] = {}


class Checked(msgspec.Struct, frozen=True):
    """An entry with what is wrong, and what whoever confirms should look at."""

    entry: Entry
    problems: tuple[Problem, ...]
    finds: tuple[Find, ...]
    remarks: tuple[str, ...]


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """A list that was brought in; `state` is waiting, public, returned or dropped, `numbers` what came out."""

    id: int
    state: str
    source: str
    brought_by: int
    brought_name: str
    brought_at: datetime
    entries: tuple[Entry, ...]
    decided_name: str = ""
    decided_at: datetime | None = None
    note: str = ""
    numbers: tuple[str, ...] = ()

    @property
    def is_waiting(self) -> bool:
        return self.state == "waiting"
