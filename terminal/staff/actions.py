"""Making, changing and ending accounts: each one transaction, each one line in the log."""

from datetime import date
from typing import Any

import msgspec

from terminal.clock import Now
from terminal.errors import Problem, refuse_if
from terminal.journal.append import append
from terminal.staff import handover, models, queries, rules
from terminal.staff.events import Account
from terminal.staff.hashing import hash_secret
from terminal.staff.queries import Person
from terminal.staff.rules import Declared, Role
from terminal.staff.seats import seats
from terminal.store.database import write
from terminal.text.words import tidy
from terminal.village.queries import here


class Wanted(msgspec.Struct, frozen=True):
    """A person to be: `declared` is None when nothing was said about the committee; `pin` may be empty."""

    name: str
    roles: tuple[str, ...]
    password: str
    office: str = ""
    declared: Declared | None = None
    pin: str = ""


def _declaration(declared: Declared | None, today: date) -> dict[str, Any]:
    said = declared or Declared()
    return {
        "committee_member": int(said.committee_member),
        "relatives_of": tidy(said.relatives_of).strip(),
        "declared_on": today if declared else None,
    }


def add(wanted: Wanted, *, by: str, now: Now) -> Person:
    """Make an account. Raises Refused with all problems; nothing is written then."""
    name, roles, office = tidy(wanted.name).strip(), tuple(sorted(set(wanted.roles))), tidy(wanted.office).strip()
    refuse_if(
        [
            *rules.why_not_name(name),
            *rules.why_not_password(wanted.password, name),
            *(rules.why_not_pin(wanted.pin) if wanted.pin else ()),
            *rules.why_not_roles(roles, wanted.declared, here().kind),
            *rules.why_not_seat(roles, office, seats()),
        ]
    )
    password, pin = hash_secret(wanted.password), hash_secret(wanted.pin) if wanted.pin else ""
    with write():
        refuse_if(rules.why_not_name(name, {person.name for person in queries.people()}))
        models.Person.insert(
            name=name,
            roles=" ".join(roles),
            office=office,
            password=password,
            pin=pin,
            added_on=now.today,
            **_declaration(wanted.declared, now.today),
        ).execute()
        append(Account(name=name, what="add", roles=roles), by=by, now=now)
        return queries.by_name(name)


def _why_gone(person: Person) -> list[Problem]:
    return [Problem(f"{person.name}已经停用了，不能再改。", rules.NAME)] if person.disabled_on else []


def _why_last_admin(person: Person, roles: frozenset[str]) -> list[Problem]:
    others = [one for one in queries.active() if Role.ADMIN in one.roles and one.id != person.id]
    if Role.ADMIN not in person.roles or Role.ADMIN in roles or others:
        return []
    return [Problem(f"{person.name}是最后一个管理员。请先让另一个人当管理员。", rules.ROLES)]


def _change(person: Person, **fields: Any) -> None:
    models.Person.update(**fields).where(models.Person.id == person.id).execute()


def end_sessions(person: Person) -> int:
    """Sign this person out everywhere."""
    with write():
        return int(models.Session.delete().where(models.Session.person == person.id).execute())


def reset(person: Person, password: str, *, by: str, now: Now) -> None:
    """Give a new password; whoever was signed in with the old one is signed out. Raises Refused."""
    refuse_if([*_why_gone(person), *rules.why_not_password(password, person.name)])
    hashed = hash_secret(password)
    with write():
        _change(person, password=hashed)
        end_sessions(person)
        append(Account(name=person.name, what="password"), by=by, now=now)


def set_pin(person: Person, pin: str, *, by: str, now: Now) -> None:
    """Give a PIN for the touchscreen; an empty one takes it away. Raises Refused."""
    refuse_if([*_why_gone(person), *(rules.why_not_pin(pin) if pin else ())])
    hashed = hash_secret(pin) if pin else ""
    with write():
        _change(person, pin=hashed)
        models.Session.delete().where((models.Session.person == person.id) & (models.Session.by_pin == 1)).execute()
        append(Account(name=person.name, what="pin"), by=by, now=now)


def change_roles(
    person: Person, roles: tuple[str, ...], office: str, declared: Declared | None, *, by: str, now: Now
) -> None:
    """Say anew what a person may do and has declared; counts from the next page on. Raises Refused."""
    roles, office = tuple(sorted(set(roles))), tidy(office).strip()
    refuse_if(
        [
            *_why_gone(person),
            *rules.why_not_roles(roles, declared, here().kind),
            *rules.why_not_seat(roles, office, seats()),
        ]
    )
    with write():
        refuse_if(_why_last_admin(person, frozenset(roles)))
        _change(person, roles=" ".join(roles), office=office, **_declaration(declared, now.today))
        append(Account(name=person.name, what="roles", roles=roles), by=by, now=now)


def disable(person: Person, *, by: str, now: Now) -> int:
    """End an account: signed out at once, open work goes to the office. Returns how many pieces moved. Raises Refused."""
    if person.disabled_on:  # a second tap must not hand over twice
        return 0
    with write():
        refuse_if(_why_last_admin(person, frozenset()))
        _change(person, disabled_on=now.today, password="", pin="")
        models.SecondStep.delete().where(models.SecondStep.person == person.id).execute()
        end_sessions(person)
        moved = handover.to_office(person, now)
        append(Account(name=person.name, what="disable", moved=moved), by=by, now=now)
    return moved
