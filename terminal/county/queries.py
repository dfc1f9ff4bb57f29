"""Which terminals the county has, and who may see which."""

from datetime import datetime

import msgspec

from terminal.county.models import Source
from terminal.errors import NotFound
from terminal.journal.append import origin
from terminal.staff.queries import Person
from terminal.staff.rules import Role
from terminal.store.database import database

EVERYWHERE = frozenset({Role.OFFICER, Role.AUDITOR, Role.ADMIN})
# Who may look at villages, as a gate names them; and who may also do something about them: an auditor only looks.
SEES = (Role.OFFICER, Role.TOWNSHIP, Role.AUDITOR, Role.ADMIN)
ACTS = (Role.OFFICER, Role.TOWNSHIP, Role.ADMIN)
# In words: asked for every page, and a county has hundreds.
VILLAGES = """SELECT source.terminal, code, name, township, state, contact.at, COALESCE(contact.way, '')
FROM source LEFT JOIN contact ON contact.terminal = source.terminal
WHERE source.origin = ? AND (? OR (township = ? AND township != '')) ORDER BY township, name"""


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
    rows = database.execute_sql(VILLAGES, (origin(), sees_all(person), person.office))
    return tuple(
        Village(terminal, code, name, township, state, _moment(heard), way)
        for terminal, code, name, township, state, heard, way in rows
    )


def village_for(person: Person, code: str) -> Village:
    """The one with this code. Raises NotFound, also for one that is not theirs."""
    for one in villages_for(person):
        if one.code == code:
            return one
    raise NotFound("没有这个村，或者不归您这里管。")


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def every_village() -> tuple[Village, ...]:
    """Every terminal, whoever asks: what villages have published is no secret."""
    rows = database.execute_sql(VILLAGES, (origin(), True, ""))
    return tuple(
        Village(terminal, code, name, township, state, _moment(heard), way)
        for terminal, code, name, township, state, heard, way in rows
    )


def names() -> dict[str, str]:
    """Log → name of every terminal enrolled here."""
    return dict(Source.select(Source.terminal, Source.name).where(Source.origin == origin()).tuples())


def why(terminal: str) -> str:
    """The reason that was given when this terminal was stopped or released; empty for none."""
    row = Source.get_or_none(origin=origin(), terminal=terminal)
    return row.why if row else ""
