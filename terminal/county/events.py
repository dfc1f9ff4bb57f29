"""What the county's log says about terminals and about its own officers: who is enrolled, who looked at what."""

from typing import Any, ClassVar, Literal

from terminal.county.models import Looked as LookedRow
from terminal.county.models import Settled as SettledRow
from terminal.county.models import Source
from terminal.journal.header import Header
from terminal.journal.kinds import Event


class Enrolled(Event, frozen=True, kw_only=True):
    """A terminal's log is taken here from now on; `public` is its key (hex), `code` the village's in addresses."""

    kind: ClassVar[str] = "source.enrolled"
    terminal: str
    public: str
    code: str
    name: str
    township: str = ""

    def project(self, header: Header) -> None:
        Source.replace(
            origin=header.origin,
            terminal=self.terminal,
            code=self.code,
            name=self.name,
            township=self.township,
            public=self.public,
            state="active",
            since=header.moment,
            log_seq=header.seq,
        ).execute()


class Replaced(Event, frozen=True, kw_only=True):
    """Another machine goes on with a terminal's log: its key (hex) counts from `epoch` on."""

    kind: ClassVar[str] = "source.replaced"
    terminal: str
    public: str
    epoch: int

    def project(self, header: Header) -> None:
        changed = {"public": self.public, "state": "active", "why": "", "replaced": Source.replaced + 1}
        _change(header, self.terminal, **changed)


class Revoked(Event, frozen=True, kw_only=True):
    """Behind that line nothing of a terminal's log is taken any more, and why."""

    kind: ClassVar[str] = "source.revoked"
    terminal: str
    epoch: int
    seq: int
    reason: str

    def project(self, header: Header) -> None:
        _change(header, self.terminal, state="revoked", why=self.reason)


class Frozen(Event, frozen=True, kw_only=True):
    """Two disks write one log; behind that line nothing is taken until somebody has decided which one goes on."""

    kind: ClassVar[str] = "source.frozen"
    terminal: str
    epoch: int
    seq: int

    def project(self, header: Header) -> None:
        _change(header, self.terminal, state="frozen", why="")


class Released(Event, frozen=True, kw_only=True):
    """The machine whose lines are held goes on; the other one has to be paired anew."""

    kind: ClassVar[str] = "source.released"
    terminal: str
    reason: str

    def project(self, header: Header) -> None:
        _change(header, self.terminal, state="active", why=self.reason, settled=1)


def _change(header: Header, terminal: str, **changed: Any) -> None:
    mine = (Source.origin == header.origin) & (Source.terminal == terminal)
    Source.update(**changed, log_seq=header.seq).where(mine).execute()


Act = Literal["looked", "changed"]


class Looked(Event, frozen=True, kw_only=True):
    """An officer opened something personal, or changed something; words and numbers only, never what was read.

    `what` says which (`letter.open`), `village` the terminal's log it is about, `about` a number of the thing.
    """

    kind: ClassVar[str] = "audit.looked"
    person: str
    what: str
    act: Act = "looked"
    village: str = ""
    about: str = ""

    def project(self, header: Header) -> None:
        LookedRow.insert(
            origin=header.origin,
            log_seq=header.seq,
            at=header.at,
            act=self.act,
            person=self.person,
            what=self.what,
            about=self.about,
            village=self.village,
        ).execute()


class Settled(Event, frozen=True, kw_only=True):
    """Somebody has looked into a bundle that contradicts and lies aside (`file`), and says what became of it."""

    kind: ClassVar[str] = "aside.settled"
    terminal: str
    file: str
    reason: str

    def project(self, header: Header) -> None:
        SettledRow.insert(
            origin=header.origin,
            terminal=self.terminal,
            file=self.file,
            reason=self.reason,
            at=header.at,
            log_seq=header.seq,
        ).on_conflict_ignore().execute()


EVENTS = (Enrolled, Replaced, Revoked, Frozen, Released, Looked, Settled)
