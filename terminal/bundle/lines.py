"""The lines of one log as they lie in the database, in portions that fit into a bundle."""

from collections.abc import Iterator
from functools import cached_property

import msgspec

from terminal.bundle import limits
from terminal.errors import LogBroken
from terminal.journal.header import Header, read_header
from terminal.store.database import database, read

# In words: peewee would put the same words together for every bundle.
PORTION = """
SELECT seq, header, hash, body FROM log_line LEFT JOIN log_body USING (origin, epoch, seq)
WHERE origin = ? AND epoch = ? AND seq > ? ORDER BY seq LIMIT ?
"""


class Line(msgspec.Struct, frozen=True, dict=True):
    """Header and body line of one event; the body is empty when it was erased."""

    seq: int
    header: str
    hash: str
    body: str

    @cached_property
    def read(self) -> Header:
        """What the header says. Raises LogBroken."""
        try:
            return read_header(self.header)
        except ValueError as wrong:
            raise LogBroken(f"日志第 {self.seq} 号的首行读不懂，请先运行 terminal log verify：{wrong}。") from None


def after(origin: str, epoch: int, since: int) -> Iterator[tuple[Line, ...]]:
    """Portions of at most 5,000 lines and 16 MiB of bodies, in order. Raises LogBroken where a body is missing."""
    while portion := _portion(origin, epoch, since):
        yield portion
        since = portion[-1].seq


def _portion(origin: str, epoch: int, since: int) -> tuple[Line, ...]:
    found: list[Line] = []
    size = 0
    with read():
        for seq, header, digest, body in database.execute_sql(PORTION, (origin, epoch, since, limits.EVENTS)):
            if body is None:
                raise LogBroken(f"日志第 {seq} 号的正文不见了，请先运行 terminal log verify。")
            size += len(body.encode()) + 1
            if size > limits.RAW and found:
                break
            found.append(Line(seq, header, digest, body))
    return tuple(found)
