"""What the county's log says about terminals: which are enrolled, and which no longer count."""

from typing import Any, ClassVar

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


EVENTS = (Enrolled, Replaced, Revoked, Frozen, Released)
