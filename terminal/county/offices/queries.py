"""Which office somebody serves, which offices there are, with which keys."""

import base64

import msgspec

from terminal.county.offices.models import LockedKey, OfficeKeys, OfficeOf
from terminal.errors import NotFound
from terminal.feedback.sealed.events import Above
from terminal.feedback.sealed.queries import NAMES, known_offices
from terminal.journal.append import origin
from terminal.staff.queries import Person, active
from terminal.staff.rules import Role

# Which role an account needs to serve such an office.
SEAT: dict[Above, Role] = {"township": Role.TOWNSHIP, "county": Role.OFFICER, "discipline": Role.OFFICER}
# Their identity never comes to this server: they read on a machine of their own.
OFFLINE = frozenset(("discipline",))


class Office(msgspec.Struct, frozen=True):
    """An office letters are for; `recipients` are empty until its keys were brought, `is_kept`: its locked file lies here."""

    addressee: Above
    township: str
    name: str
    recipients: tuple[str, ...] = ()
    is_kept: bool = False

    @property
    def is_offline(self) -> bool:
        return self.addressee in OFFLINE

    @property
    def key(self) -> str:
        """How forms and memory name it."""
        return f"{self.addressee} {self.township}".strip()


class Servant(msgspec.Struct, frozen=True):
    """Somebody who may serve an office, and which one they do; empty for none."""

    person: Person
    addressee: str
    may: tuple[Above, ...]


def office(addressee: Above, township: str = "") -> Office:
    """The office with its keys, where they were brought."""
    mine = (OfficeKeys.addressee == addressee) & (OfficeKeys.township == township)
    row = OfficeKeys.get_or_none((OfficeKeys.origin == origin()) & mine)
    kept = (LockedKey.addressee == addressee) & (LockedKey.township == township)
    is_kept = LockedKey.select().where(kept).exists()
    if row is None:
        return Office(addressee, township, township or NAMES[addressee], (), is_kept)
    return Office(addressee, township, row.name, msgspec.json.decode(row.recipients, type=tuple[str, ...]), is_kept)


def office_of(person: Person) -> Office | None:
    """The office this person serves now; None for most. A role that was taken away takes the office with it."""
    row = OfficeOf.get_or_none(OfficeOf.person == person.id)
    if row is None or SEAT[row.addressee] not in person.roles or Role.AUDITOR in person.roles:
        return None
    if row.addressee == "township" and not person.office:
        return None
    return office(row.addressee, person.office if row.addressee == "township" else "")


def served_by(person: Person) -> Office:
    """The office this person serves. Raises NotFound."""
    found = office_of(person)
    if found is None:
        raise NotFound("您还没有分到收信单位。")
    return found


def others(than: Office) -> tuple[Office, ...]:
    """Offices a letter may be passed on to: those whose keys are here."""
    rows = OfficeKeys.select().where(OfficeKeys.origin == origin()).order_by(OfficeKeys.addressee, OfficeKeys.township)
    found = (office(row.addressee, row.township) for row in rows)
    return tuple(one for one in found if one.recipients and one.key != than.key)


def servants() -> tuple[Servant, ...]:
    """Everybody whose role may serve an office, by name."""
    served = {row.person: row.addressee for row in OfficeOf.select()}
    found = []
    for person in active():
        may = tuple(addressee for addressee, role in SEAT.items() if role in person.roles)
        if may and Role.AUDITOR not in person.roles:
            found.append(Servant(person, served.get(person.id, ""), may))
    return tuple(found)


def locked_file(of: Office) -> bytes:
    """The locked identity file that lies here; empty when none does."""
    kept = (LockedKey.addressee == of.addressee) & (LockedKey.township == of.township)
    row = LockedKey.get_or_none(kept)
    return base64.b64decode(row.data) if row else b""


def sealed_otherwise(of: Office, terminals: dict[str, str]) -> tuple[str, ...]:
    """Villages (log → name) whose terminals seal letters to this office for none of its keys, or cannot at all."""
    found = []
    for terminal, name in terminals.items():
        known = next((one for one in known_offices(terminal)[1] if one.addressee == of.addressee), None)
        if known is None or not set(known.recipients) & set(of.recipients):
            found.append(name)
    return tuple(found)
