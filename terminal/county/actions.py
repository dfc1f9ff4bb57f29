"""Taking a terminal's log from now on."""

from terminal.clock import Now
from terminal.county.events import Enrolled
from terminal.journal.append import append
from terminal.journal.header import Header
from terminal.journal.keys import origin_of_public
from terminal.store.database import write
from terminal.sync import trust


def enrol(public: bytes, code: str, name: str, township: str, *, by: str, now: Now) -> Header:
    """Say in the county's log that this terminal's log is taken here; its key is trusted in the same transaction."""
    said = Enrolled(terminal=origin_of_public(public), public=public.hex(), code=code, name=name, township=township)
    with write():
        trust.trust(public, trust.LOG, by, now)
        return append(said, by=by, now=now)
