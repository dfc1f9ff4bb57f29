"""When a finished page of a village is stale: its own log or what the county says has grown; other villages do not matter."""

from typing import Any

from terminal.clock import today
from terminal.county.mirror.queries import shown
from terminal.journal.append import origin
from terminal.journal.header import read_header
from terminal.journal.models import LogLine
from terminal.store import database as store
from terminal.sync.queries import missing

# What the county's log says of its own people changes no villager's page, and is said at every look.
QUIET = ("audit.", "staff.")


class Freshness:
    """Asked before every page, with the request; two answers that differ mean that the page must be made again."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[bytes, object]] = {}
        self._read = (0, 0)  # epoch and number of the last line of the county's log that was looked at
        self._spoken = 0

    def __call__(self, environ: dict[str, Any]) -> object:
        code, stamp = environ.get("SCRIPT_NAME", "").rpartition("/")[2], store.stamp()
        told = self._told.get(code)
        if told is None or told[0] != stamp:
            with store.read():
                told = (stamp, self._look(code))
            self._keep(code, told)
        return told[1]

    def _keep(self, code: str, told: tuple[bytes, object]) -> None:
        if told[1] is not None:  # what anybody may invent is not kept
            self._told[code] = told

    def _look(self, code: str) -> object:
        village = shown(code)
        if village is None:
            return None
        mine = LogLine.select(LogLine.epoch, LogLine.seq, LogLine.hash).where(LogLine.origin == village.origin)
        last = mine.order_by(LogLine.epoch.desc(), LogLine.seq.desc()).tuples().first()
        return (village, last, missing(village.origin), self._county(), today())

    def _county(self) -> int:
        """How often the county has said something that may show on a page."""
        epoch, seq = self._read
        later = (LogLine.epoch > epoch) | ((LogLine.epoch == epoch) & (LogLine.seq > seq))
        lines = LogLine.select(LogLine.epoch, LogLine.seq, LogLine.header).where((LogLine.origin == origin()) & later)
        for at_epoch, at_seq, header in lines.order_by(LogLine.epoch, LogLine.seq).tuples():
            self._read = (at_epoch, at_seq)
            self._spoken += not _kind(header).startswith(QUIET)
        return self._spoken


def _kind(header: str) -> str:
    try:
        return read_header(header).kind
    except ValueError:
        return ""
