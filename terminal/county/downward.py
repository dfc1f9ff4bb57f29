"""What the county says downwards, for one terminal: its own log with the bodies that are for it, and attachments these name."""

from collections.abc import Iterator
from pathlib import Path

from terminal import clock
from terminal.bundle.lines import Line
from terminal.bundle.verify import named_in
from terminal.bundle.write import Draft, Order, Signing, bundles
from terminal.county.models import Source
from terminal.county.receiving import Intake
from terminal.errors import NotFound
from terminal.journal import blobs
from terminal.journal.append import origin
from terminal.journal.chain import parse
from terminal.journal.models import LogBody, LogLine
from terminal.sync import leaving
from terminal.sync.withholding import kept_from

SAME_LINE = (LogBody.origin == LogLine.origin) & (LogBody.epoch == LogLine.epoch) & (LogBody.seq == LogLine.seq)


def _readers(terminal: str) -> tuple[str, str]:
    row = Source.get_or_none(origin=origin(), terminal=terminal)
    return terminal, row.township if row else ""


def after(terminal: str, epoch: int, seq: int, intake: Intake) -> Draft | None:
    """The county's lines behind this one, as one bundle to this terminal; None when there is nothing new."""
    order = Order(kind="down", since=seq, to=terminal, withhold=kept_from(*_readers(terminal)))
    for draft in leaving.outgoing(intake.data, order, Signing(intake.key, clock.now())):
        if draft.envelope.epoch >= epoch:
            return draft
    return None


def restored(terminal: str, epoch: int, seq: int, intake: Intake) -> Draft | None:
    """Lines of the terminal's own log behind this one, on their way back to the machine that goes on with it."""
    order = Order(kind="restore", origin=terminal, epoch=epoch, since=seq, to=terminal)
    return next(bundles(order, Signing(intake.key, clock.now())), None)


def blob(terminal: str, sha256: str) -> Path:
    """An attachment that a line for this terminal names, or one of its own log. Raises NotFound."""
    for line in _naming(terminal, sha256):
        if sha256 in {found for found, _, _ in named_in(parse(line.body))}:
            return blobs.path(sha256)
    raise NotFound("没有这个附件，或者不是给这台终端的。")


def _naming(terminal: str, sha256: str) -> Iterator[Line]:
    """Lines in whose bodies this stands and that the terminal may read."""
    is_kept = kept_from(*_readers(terminal))
    for log in (origin(), terminal):
        rows = (
            LogLine.select(LogLine.seq, LogLine.header, LogLine.hash, LogBody.body)
            .join(LogBody, on=SAME_LINE)
            .where((LogLine.origin == log) & LogBody.body.contains(sha256))
        )
        for seq, header, line_hash, body in rows.tuples():
            line = Line(seq, header, line_hash, body)
            if log == terminal or not is_kept(line):
                yield line
