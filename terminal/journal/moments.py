"""When a line was written, as far as anybody but its own machine can say: between what it knew and who had it."""

from datetime import datetime

import msgspec

from terminal.clock import OFF
from terminal.journal.append import this_log
from terminal.journal.header import Header, read_header
from terminal.journal.models import LogLine, Reached
from terminal.store.database import database

# In words: noted for every bundle.
NOTE = "INSERT OR IGNORE INTO reached (origin, epoch, seq, at) VALUES (?, ?, ?, ?)"


class Span(msgspec.Struct, frozen=True):
    """A line was written not before `after` and not after `until`, by the county's clock; None where nothing is known."""

    after: datetime | None = None
    until: datetime | None = None

    def doubts(self, header: Header) -> bool:
        """Is the time the line itself says no time to print? Its clock said that it knew nothing, or cannot have been right."""
        at = header.moment
        early = self.after is not None and at < self.after - OFF
        late = self.until is not None and at > self.until + OFF
        return header.clk == "none" or early or late


def reached(origin: str, epoch: int, seq: int, at: datetime) -> None:
    """The county has this log up to here at this moment. In the caller's transaction; what was noted first stays."""
    database.execute_sql(NOTE, (origin, epoch, seq, Reached.at.db_value(at)))


def span_of(header: Header) -> Span:
    """What is known of when this line was written."""
    return Span(_known_then(header), _had_by(header))


def doubted(header: Header) -> Span | None:
    """The span to print in place of the time a line says; None for a line whose time can be believed."""
    found = span_of(header)
    return found if found.doubts(header) else None


def _known_then(header: Header) -> datetime | None:
    """When the county said the newest of its lines that was known where this one was written."""
    mine = this_log().origin
    county = LogLine.origin != mine if header.origin == mine else LogLine.origin == mine
    rows = LogLine.select(LogLine.header).where(county & (LogLine.seq == header.seen)).limit(2)
    found = [row.header for row in rows] if header.seen else []
    return read_header(found[0]).moment if len(found) == 1 else None


def _had_by(header: Header) -> datetime | None:
    later = (Reached.epoch > header.epoch) | ((Reached.epoch == header.epoch) & (Reached.seq >= header.seq))
    row = Reached.select().where((Reached.origin == header.origin) & later).order_by(Reached.epoch, Reached.seq).first()
    return row.at if row else None
