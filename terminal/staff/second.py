"""Two-step sign-in: beside the password, six digits that a telephone shows, new every half minute (RFC 6238)."""

from contextlib import nullcontext
from datetime import datetime
from secrets import compare_digest

import pyotp

from terminal.clock import Now
from terminal.errors import Problem, Refused
from terminal.journal.append import append
from terminal.staff import sealed
from terminal.staff.events import Account
from terminal.staff.models import SecondStep
from terminal.staff.queries import Person
from terminal.staff.rules import CODE
from terminal.store.database import write

STEP = 30  # seconds
SHOWN = 6  # characters of a name
SLACK = 1  # steps a telephone may be off, to either side


def begin(person: Person) -> str:
    """A new secret for this person's telephone; nothing is asked for it until `confirm`."""
    with write():
        known = SecondStep.get_or_none(SecondStep.person == person.id)
        if known and known.since:
            raise Refused([Problem("两步登录已经开通了。要换手机，请先取消。", CODE)])
        secret = pyotp.random_base32()
        SecondStep.replace(
            person=person.id, secret=sealed.seal(secret, str(person.id)), since=None, last_step=0
        ).execute()
        return secret


def secret_of(person: Person) -> str:
    """The secret that waits to be confirmed; empty for none."""
    row = SecondStep.get_or_none((SecondStep.person == person.id) & SecondStep.since.is_null())
    return sealed.opened(row.secret, str(row.person)) if row else ""


def seal_old() -> None:
    """Seal secrets that an earlier program kept in clear."""
    clear = [row for row in SecondStep.select() if not sealed.is_sealed(row.secret)]
    with write() if clear else nullcontext():
        for row in clear:
            kept = sealed.seal(row.secret, str(row.person))
            SecondStep.update(secret=kept).where(SecondStep.person == row.person).execute()


def address(person: Person, secret: str, issuer: str) -> str:
    """What a telephone reads from the QR code; long names are cut, the code would be too fine to be read."""
    return pyotp.TOTP(secret).provisioning_uri(name=person.name[:SHOWN], issuer_name=issuer[:SHOWN])


def confirm(person: Person, code: str, *, by: str, now: Now) -> None:
    """From now on six digits are asked for, the telephone having shown the right ones. Raises Refused."""
    with write():
        row = SecondStep.get_or_none((SecondStep.person == person.id) & SecondStep.since.is_null())
        if row is None:
            raise Refused([Problem("请先点“开通”，再扫码。", CODE)])
        step = _step(row, code, now.at)
        if step is None:
            raise Refused([Problem("6 个数字不对。请看手机上现在的数字；手机的时间也要准。", CODE)])
        SecondStep.update(since=now.at, last_step=step).where(SecondStep.person == person.id).execute()
        append(Account(name=person.name, what="second"), by=by, now=now)


def end(person: Person, *, by: str, now: Now) -> None:
    """No digits are asked for any more: the telephone is lost, or there is a new one."""
    with write():
        was_on = is_on(person.id)
        SecondStep.delete().where(SecondStep.person == person.id).execute()
        if was_on:
            append(Account(name=person.name, what="second-off"), by=by, now=now)


def is_on(person_id: int) -> bool:
    """Are six digits asked for when this person signs in?"""
    return SecondStep.select().where((SecondStep.person == person_id) & SecondStep.since.is_null(False)).exists()


def passes(person_id: int, code: str, now: Now) -> bool:
    """Are these the digits of now? True where none are asked for; the same digits never pass twice."""
    with write():
        row = SecondStep.get_or_none((SecondStep.person == person_id) & SecondStep.since.is_null(False))
        if row is None:
            return True
        step = _step(row, code, now.at)
        if step is None:
            return False
        SecondStep.update(last_step=step).where(SecondStep.person == person_id).execute()
        return True


def _step(row: SecondStep, code: str, at: datetime) -> int | None:
    """Which half minute these digits are of, of those near now that have not passed yet."""
    secret = sealed.opened(row.secret, str(row.person))
    if not secret:  # the key file is another one: no digits are right
        return None
    told, current = pyotp.TOTP(secret), int(at.timestamp()) // STEP
    digits = "".join(char for char in code if char.isascii() and char.isdigit())
    for step in range(current - SLACK, current + SLACK + 1):
        if step > row.last_step and compare_digest(told.at(step * STEP), digits):
            return step
    return None
