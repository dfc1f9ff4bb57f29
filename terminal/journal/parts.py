"""What lines of a bundle tell the tables, as far as that can be said without them: so it may be worked out beside."""

from collections.abc import Iterator, Sequence

import msgspec
from peewee import DataError, IntegrityError

from terminal.errors import TerminalError
from terminal.journal import kinds
from terminal.journal.header import Header
from terminal.store.rows import Gathered, Row, Rows

AT_ONCE = 1000  # rows that wait for each other

# A line that is well-formed and yet contradicts the tables; another machine's program may have any fault besides.
FAULTS = (IntegrityError, DataError)
FAULTS_OF_OTHERS = (*FAULTS, TerminalError, LookupError, ValueError, TypeError, ArithmeticError)


class Part(msgspec.Struct, frozen=True):
    """Rows that are written at once, by their statements; then the line (its place) that has to look at the tables, or none."""

    rows: Gathered
    looks: int | None = None


def prepared(lines: Sequence[tuple[Header, str]]) -> Iterator[Part]:
    """These lines in their order; whatever is not plainly in order is left to whoever has the tables."""
    rows = Rows()
    for place, (header, body) in enumerate(lines):
        said = _said(header, body)
        rows.add(said)
        if not said or rows.size > AT_ONCE:
            yield Part(rows.taken(), None if said else place)
    yield Part(rows.taken())


def _said(header: Header, body: str) -> Sequence[Row]:
    kind = kinds.known(header.kind)
    if kind is None or kind.rows is kinds.Event.rows or issubclass(kind, kinds.Addressed):
        return ()
    try:
        event = kinds.read_checked(body, kind) if body and header.kv <= kind.version else None
        return () if event is None or event.wrong() else event.rows(header)
    except FAULTS_OF_OTHERS:
        return ()
