"""The county's own chained record of who opened what is personal, and who changed what; auditors read it."""

from datetime import datetime
from typing import Any

import msgspec

from terminal.clock import Now
from terminal.county.events import Act, Looked
from terminal.journal.append import append, origin
from terminal.journal.header import Header
from terminal.register.queries import paged
from terminal.staff.queries import Person
from terminal.store.database import database, write

PARTS: dict[str, tuple[str, ...]] = {
    "looked": ("looked",),
    "changed": ("changed",),
    "people": ("audit.sign-in", "audit.refusal", "audit.account"),
}


class Line(msgspec.Struct, frozen=True):
    """One line of the record: `act` is looked, changed, or the kind of an event about accounts; `what` its words.

    `person` is who did it (about accounts: whose account it is), `village` names a terminal's log or is empty.
    """

    seq: int
    at: datetime
    act: str
    person: str
    what: str
    about: str
    village: str


class Page(msgspec.Struct, frozen=True):
    """Some lines of the record, newest first; `number` and `pages` count from 1."""

    lines: tuple[Line, ...]
    number: int
    pages: int
    total: int


def record(person: Person, what: str, *, act: Act = "looked", village: str = "", about: str = "", now: Now) -> Header:
    """Say in the county's log that this person opened (`looked`) or changed (`changed`) something.

    `what` is a word such as `letter.open`, `village` the terminal's log it is about, `about` a number such as that of
    a case: never a name, never what was read. May stand in a `write()` with what it is about. A page that is only
    asked for (GET) may not write: what is personal is opened by a form.
    """
    said = Looked(person=person.name, what=what, act=act, village=village, about=about)
    with write():
        return append(said, by=person.by, now=now)


BOTH = """
SELECT log_seq, at, act, person, what, about, village FROM looked WHERE origin = :mine
UNION ALL SELECT log_seq, at, kind, name, what, '', '' FROM audit WHERE origin = :mine
"""


def page(number: int, size: int, *, show: str = "", person: str = "") -> Page:
    """The record together with sign-ins and accounts, newest first; `show` and `person` leave only those."""
    acts = PARTS.get(show, ())
    wanted = f"({', '.join(f':act{place}' for place in range(len(acts)))})" if acts else ""
    where = " AND ".join(filter(None, (f"act IN {wanted}" if acts else "", "person = :person" if person else "")))
    rows = f"FROM ({BOTH}) {'WHERE ' + where if where else ''}"
    values: dict[str, Any] = {"mine": origin(), "person": person} | {
        f"act{place}": act for place, act in enumerate(acts)
    }
    total = int(database.execute_sql(f"SELECT COUNT(*) {rows}", values).fetchone()[0])
    number, pages = paged(total, number, size)
    values |= {"size": size, "skip": (number - 1) * size}
    found = database.execute_sql(f"SELECT * {rows} ORDER BY log_seq DESC LIMIT :size OFFSET :skip", values)
    return Page(tuple(_line(*row) for row in found), number, pages, total)


def _line(seq: int, at: str, act: str, person: str, what: str, about: str, village: str) -> Line:
    return Line(seq, datetime.fromisoformat(at), act, person, what, about, village)
