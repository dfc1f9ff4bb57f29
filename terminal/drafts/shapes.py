"""What a draft is to everybody who reads it: its words, its files, what was done with it."""

from datetime import date, datetime

import msgspec

from terminal.disclosures.shapes import Whole
from terminal.drafts.rules import DROPPED, LEDGER, PROJECT, PUBLIC, READY, TABLE, WRITING, Signed
from terminal.errors import TerminalError
from terminal.journal.kinds import BlobRef


class Held(msgspec.Struct, frozen=True):
    """One meeting as it was typed: its name, its day, what came out."""

    name: str
    day: str = ""
    said: str = ""


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a form may say; `table` is one row a line, cells parted by tabs, `created_on` as typed."""

    period: str = ""
    title: str = ""
    summary: str = ""
    text: str = ""
    table: str = ""
    reason: str = ""
    responsible: str = ""
    doc_no: str = ""
    created_on: str = ""
    publisher: str = ""
    follows: str = ""
    whole: Whole = Whole()
    meetings: tuple[Held, ...] = ()


class Find(msgspec.Struct, frozen=True):
    """A personal number or name: `where` it stands, the words `around` it with numbers masked, `shown` instead.

    `field` names the field of the form, or the file's id as “file-3”; `place` counts the finds of one field.
    """

    kind: str
    field: str
    place: int
    where: str
    around: str
    shown: str
    says: str


class Allowed(msgspec.Struct, frozen=True):
    """A find somebody let stand: which, why, who."""

    kind: str
    shown: str
    reason: str
    by: str


class File(msgspec.Struct, frozen=True):
    """A file of a draft."""

    id: int
    blob: BlobRef
    thumbnail: str
    finds: tuple[Find, ...]


class Step(msgspec.Struct, frozen=True):
    """What somebody did with a draft."""

    at: datetime
    person: int
    name: str
    what: str
    note: str
    round: int


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A draft as it stands; see terminal/drafts/models.py for purpose, stage and state."""

    id: int
    purpose: str
    stage: str
    state: str
    item: str
    revision: int
    round: int
    author: int
    author_name: str
    holder: int
    about: str
    publish_on: date | None
    saved_at: datetime
    saved_by: str
    content: Content
    allowed: tuple[Allowed, ...] = ()
    files: tuple[File, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def is_ledger(self) -> bool:
        """A month's sheet: what it says lies in terminal/drafts/ledger/."""
        return self.stage == LEDGER

    @property
    def is_table(self) -> bool:
        """A table of another sort: what it says lies in terminal/drafts/tables/."""
        return self.stage == TABLE

    @property
    def is_project(self) -> bool:
        """A project, or what comes to one: what it says lies in terminal/drafts/projects/."""
        return self.stage == PROJECT

    @property
    def is_open(self) -> bool:
        return self.state not in (PUBLIC, DROPPED)

    @property
    def may_edit(self) -> bool:
        return self.state == WRITING

    @property
    def is_ready(self) -> bool:
        return self.state == READY

    @property
    def signed(self) -> tuple[Signed, ...]:
        """Who has signed in this round."""
        mine = (step for step in self.steps if step.round == self.round)
        return tuple(Signed(step.what, step.person) for step in mine if step.what in TASKS)

    @property
    def writers(self) -> frozenset[int]:
        """Everybody whose words are in this text."""
        return frozenset(
            step.person for step in self.steps if step.what in ("begin", "save", "sheet", "mask", "submit")
        )

    @property
    def returned(self) -> Step | None:
        """Why it came back, when that was the last thing that happened."""
        last = next((step for step in reversed(self.steps) if step.what in ("return", "submit", "recall")), None)
        return last if last and last.what == "return" and self.may_edit else None


TASKS = ("review", "supervise", "finance", "approve")


class Clash(TerminalError):
    """Somebody else has saved this draft meanwhile; nothing of theirs is overwritten."""

    def __init__(self, theirs: Draft) -> None:
        self.theirs = theirs
        super().__init__(f"{theirs.saved_by}刚才也改了这一条。")
