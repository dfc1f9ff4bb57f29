"""What has to be true before anything is written: whose key this is, and whether the log was set back."""

from pathlib import Path

from terminal.clock import Now
from terminal.journal.append import origin
from terminal.journal.header import Header
from terminal.sync import returning, trust


def begin(data: Path, now: Now) -> Header | None:
    """Run at every opening; the first line of a new epoch, when the log has to go on in one."""
    if trust.key_of(origin()) is None:
        trust.trust(trust.own(data), trust.LOG, returning.BY, now)
    return returning.go_on(data, now)
