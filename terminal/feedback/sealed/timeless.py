"""What a sealed line and its file say of when they were made: the day alone."""

import os
from datetime import datetime, time

from terminal import clock
from terminal.clock import Now
from terminal.journal import blobs
from terminal.journal.kinds import BlobRef


def day_only(now: Now) -> Now:
    """Midnight, no seconds since start: who keeps the log cannot tell who stood at the screen."""
    return Now.of(datetime.combine(now.today, time(), tzinfo=clock.HERE), clk=now.clk)


def forget_time(blob: BlobRef, now: Now) -> None:
    """The file and its folder carry the day alone; what the file system notes beside that cannot be set."""
    path, midnight = blobs.path(blob.sha256), day_only(now).at.timestamp()
    for place in (path, path.parent):
        os.utime(place, (midnight, midnight))
