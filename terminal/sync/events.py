"""What the log says about itself on its way: that it goes on in a new epoch, and that somebody's log contradicted itself."""

from typing import ClassVar, Literal

import msgspec

from terminal.journal.header import Header
from terminal.journal.kinds import Event
from terminal.sync.models import Alarm


class Line(msgspec.Struct, frozen=True):
    """One line of a log, named by its place and its hash."""

    epoch: int
    seq: int
    hash: str


class EpochStart(Event, frozen=True, kw_only=True):
    """First line of an epoch: the log goes on from `after`, because it no longer holds `left`, which had left the machine or was
    the newest line kept there."""

    kind: ClassVar[str] = "epoch.start"
    after: Line
    left: Line

    def project(self, header: Header) -> None:
        """The header says it all; no table is told."""


class Contradiction(Event, frozen=True, kw_only=True):
    """A bundle or a receipt contradicts what is known of a log; `mark` is the hash by which the file is known again."""

    kind: ClassVar[str] = "sync.alarm"
    what: Literal["fork", "stale-epoch", "receipt", "revoked"]
    log: str
    epoch: int
    seq: int
    file: str
    mark: str

    def project(self, header: Header) -> None:
        Alarm.insert(
            origin=header.origin,
            log_seq=header.seq,
            at=header.at,
            what=self.what,
            log=self.log,
            epoch=self.epoch,
            seq=self.seq,
            file=self.file,
            mark=self.mark,
        ).execute()


class ClockSet(Event, frozen=True, kw_only=True):
    """The time believed here jumped by more than five minutes: from `was` to `at` (UTC), because the county said so, or because
    somebody set the machine's own clock (`machine`)."""

    kind: ClassVar[str] = "clock.set"
    was: str
    at: str
    why: Literal["county", "machine"]

    def project(self, header: Header) -> None:
        """A mark for whoever reads the log; no table is told."""


EVENTS = (EpochStart, Contradiction, ClockSet)
