"""Which terminals the county has, and who may see which."""

from datetime import datetime

import msgspec

from terminal.county.models import Contact, Source
from terminal.errors import NotFound
from terminal.journal.append import origin
from terminal.staff.queries import Person
from terminal.staff.rules import Role

EVERYWHERE = frozenset({Role.OFFICER, Role.AUDITOR, Role.ADMIN})
# Who may look at villages, as a gate names them; and who may also do something about them: an auditor only looks.
SEES = (Role.OFFICER, Role.TOWNSHIP, Role.AUDITOR, Role.ADMIN)
ACTS = (Role.OFFICER, Role.TOWNSHIP, Role.ADMIN)


class Village(msgspec.Struct, frozen=True):
    """A terminal as the county lists it; `terminal` names its log, `heard_at` is None before it was first heard of."""

    terminal: str
    code: str
    name: str
    township: str
    state: str
    heard_at: datetime | None
    way: str


def sees_all(person: Person) -> bool:
    """Does this person see every village? Others see those of the township that is their `office`."""
    return bool(EVERYWHERE & person.roles)


def villages_for(person: Person) -> tuple[Village, ...]:
    """Every terminal this person may see, by township and name."""
    where = Source.origin == origin()
    if not sees_all(person):
        where &= (Source.township == person.office) & (Source.township != "")
    rows = Source.select().where(where).order_by(Source.township, Source.name)
    heard = {row.terminal: row for row in Contact.select()}
    return tuple(_village(row, heard.get(row.terminal)) for row in rows)


def village_for(person: Person, code: str) -> Village:
    """The one with this code. Raises NotFound, also for one that is not theirs."""
    for one in villages_for(person):
        if one.code == code:
            return one
    raise NotFound("没有这个村，或者不归您这里管。")


def _village(row: Source, heard: Contact | None) -> Village:
    return Village(
        terminal=row.terminal,
        code=row.code,
        name=row.name,
        township=row.township,
        state=row.state,
        heard_at=heard.at if heard else None,
        way=heard.way if heard else "",
    )


def names() -> dict[str, str]:
    """Log → name of every terminal enrolled here."""
    return {row.terminal: row.name for row in Source.select().where(Source.origin == origin())}


def why(terminal: str) -> str:
    """The reason that was given when this terminal was stopped or released; empty for none."""
    row = Source.get_or_none(origin=origin(), terminal=terminal)
    return row.why if row else ""
