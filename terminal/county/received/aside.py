"""Bundles that contradict and lie aside: which there are, their bytes, and what somebody says became of them."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec

from terminal.clock import Now
from terminal.county import access
from terminal.county.actions import tidy
from terminal.county.events import Settled
from terminal.county.models import Settled as SettledRow
from terminal.errors import NotFound, Problem, Refused
from terminal.journal.append import append, origin
from terminal.staff.queries import Person
from terminal.store.database import write
from terminal.sync import keeping
from terminal.sync.keeping import Aside


class Lying(msgspec.Struct, frozen=True):
    """A bundle that lies aside; `reason` and `settled_at` once somebody has looked into it."""

    aside: Aside
    reason: str = ""
    settled_at: datetime | None = None


def lying(data: Path, terminals: Iterable[str]) -> tuple[Lying, ...]:
    """What lies aside of these terminals; what nobody has looked into first."""
    rows = SettledRow.select().where(SettledRow.origin == origin())
    known = {(row.terminal, row.file): row for row in rows}
    found = []
    for one in keeping.aside(data, terminals):
        row = known.get((one.origin, one.path.name))
        found.append(Lying(one, row.reason, row.at) if row else Lying(one))
    return tuple(sorted(found, key=lambda one: one.settled_at is not None))


def one(data: Path, terminal: str, file: str) -> Lying:
    """The one of this name. Raises NotFound."""
    for found in lying(data, (terminal,)):
        if found.aside.path.name == file:
            return found
    raise NotFound("没有这个待查的包。")


def settle(found: Lying, reason: str, *, by: Person, now: Now) -> None:
    """Say what became of it; the file stays where it is. Raises Refused without a reason, and when it was said before."""
    if found.settled_at:
        raise Refused([Problem("这个包已经有人查过了。")])
    said = Settled(terminal=found.aside.origin, file=found.aside.path.name, reason=tidy(reason))
    with write():
        append(said, by=by.by, now=now)


def fetched(found: Lying, *, by: Person, now: Now) -> Path:
    """Where its bytes lie; that somebody took them is written down first."""
    access.record(by, "bundle.download", village=found.aside.origin, about=found.aside.path.stem, now=now)
    return found.aside.path
