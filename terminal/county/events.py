"""What the county's log says about terminals: which are enrolled, and which no longer count."""

from typing import ClassVar

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


EVENTS = (Enrolled,)
