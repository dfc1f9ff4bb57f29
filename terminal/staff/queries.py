"""Who there is, who is signed in, what happened to accounts."""

from datetime import date, datetime

import msgspec

from terminal.errors import NotFound
from terminal.journal.append import origin
from terminal.staff import models
from terminal.staff.rules import NAMES, Declared, Role


class Person(msgspec.Struct, frozen=True):
    """Somebody with an account; `declared` is None until it was said."""

    id: int
    name: str
    roles: frozenset[str]
    office: str = ""
    has_pin: bool = False
    declared: Declared | None = None
    added_on: date | None = None
    disabled_on: date | None = None

    @property
    def by(self) -> str:
        """How the log names this person: “李秀英（文书）”."""
        return f"{self.name}（{self.office}）" if self.office else self.name

    @property
    def role_names(self) -> tuple[str, ...]:
        return tuple(NAMES[role] for role in Role if role in self.roles)


class SignedIn(msgspec.Struct, frozen=True):
    """A person at the desk now: `token` goes into every form, `key` names the session in the table."""

    person: Person
    token: str
    key: str
    by_pin: bool
    started: datetime

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def by(self) -> str:
        return self.person.by

    @property
    def roles(self) -> frozenset[str]:
        return self.person.roles


def to_person(row: models.Person) -> Person:
    """A row as everybody else sees it: without secrets."""
    declared = Declared(bool(row.committee_member), row.relatives_of) if row.declared_on else None
    return Person(
        id=row.id,
        name=row.name,
        roles=frozenset(row.roles.split()),
        office=row.office,
        has_pin=bool(row.pin),
        declared=declared,
        added_on=row.added_on,
        disabled_on=row.disabled_on,
    )


def people() -> tuple[Person, ...]:
    """Everybody: those who may sign in first, by name; those who left last."""
    rows = models.Person.select().order_by(models.Person.disabled_on.is_null(False), models.Person.name)
    return tuple(to_person(row) for row in rows)


def active() -> tuple[Person, ...]:
    return tuple(person for person in people() if not person.disabled_on)


def is_empty() -> bool:
    """Nobody may sign in: the first person is made on the console."""
    return not models.Person.select().where(models.Person.disabled_on.is_null()).exists()


def with_pin() -> tuple[Person, ...]:
    """Who may sign in at the touchscreen."""
    return tuple(person for person in active() if person.has_pin)


def person(person_id: int) -> Person:
    """Raises NotFound."""
    row = models.Person.get_or_none(models.Person.id == person_id)
    if row is None:
        raise NotFound("没有这个人。")
    return to_person(row)


def by_name(name: str) -> Person:
    """Raises NotFound naming those there are."""
    row = models.Person.get_or_none(models.Person.name == name) if name.isprintable() else None
    if row is None:
        raise NotFound(f"没有“{name}”这个人。现在有：{'、'.join(one.name for one in people()) or '一个也没有'}。")
    return to_person(row)


class Happened(msgspec.Struct, frozen=True):
    """One line about people in the log."""

    at: datetime
    kind: str
    name: str
    what: tuple[str, ...]


def happened(count: int) -> tuple[Happened, ...]:
    """The newest sign-ins, refusals and changes of accounts."""
    rows = models.Audit.select().where(models.Audit.origin == origin()).order_by(models.Audit.log_seq.desc())
    return tuple(
        Happened(datetime.fromisoformat(row.at), row.kind, row.name, tuple(row.what.split()))
        for row in rows.limit(count)
    )
