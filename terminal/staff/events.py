"""What the log says about people: that somebody came in, was turned away, got or lost an account; never a secret."""

from typing import ClassVar, Literal

from terminal.journal.header import Header
from terminal.journal.kinds import Event
from terminal.staff.models import Audit

Place = Literal["kiosk", "lan"]


def _note(header: Header, name: str, what: str) -> None:
    Audit.insert(
        origin=header.origin, log_seq=header.seq, at=header.at, kind=header.kind, name=name, what=what
    ).execute()


class SignIn(Event, frozen=True, kw_only=True):
    """Somebody signed in, at the touchscreen itself or from the network."""

    kind: ClassVar[str] = "audit.sign-in"
    name: str
    how: Literal["password", "pin"]
    place: Place

    def project(self, header: Header) -> None:
        _note(header, self.name, f"{self.how} {self.place}")


class Refusal(Event, frozen=True, kw_only=True):
    """So many wrong guesses in a row; `name` only when there is such a person, `wait` in seconds."""

    kind: ClassVar[str] = "audit.refusal"
    name: str = ""
    place: Place
    count: int
    wait: int

    def project(self, header: Header) -> None:
        _note(header, self.name, f"{self.count} {self.place}")


class Account(Event, frozen=True, kw_only=True):
    """An account was made, changed or ended; `moved` counts pieces of work that went over to the office."""

    kind: ClassVar[str] = "audit.account"
    name: str
    what: Literal["add", "password", "pin", "roles", "disable", "second", "second-off"]
    roles: tuple[str, ...] = ()
    moved: int = 0

    def project(self, header: Header) -> None:
        _note(header, self.name, " ".join((self.what, *self.roles)))


EVENTS = (SignIn, Refusal, Account)
