"""What everybody in this room agrees on: a sealed letter as its office sees it, closed."""

from datetime import date
from typing import Final, Literal

import msgspec

from terminal.feedback.sealed.events import Above
from terminal.feedback.sealed.told import LONGEST as LONGEST  # for rules, which see no other room
from terminal.feedback.sealed.told import Step

# new: nobody has taken it up; supplied: what was asked for has come.
State = Literal["new", "received", "asked", "supplied", "answered"]
Lamp = Literal["none", "amber", "red"]
OPEN: Final = frozenset(("new", "received", "asked", "supplied"))


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done with it; `answer` is the line that went down, `to` the office it was passed on to."""

    step: Step
    day: date
    office: str
    who: str
    approved_by: str
    answer: int
    to: str


class Waits(msgspec.Struct, frozen=True, kw_only=True):
    """What waits for a second person, or was sent back (`why`); `form` is page or file."""

    id: int
    step: Step
    form: str
    state: str
    writer: str
    mark: str
    why: str


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed letter, closed: `letter` is its number in the log of `terminal`, `holder` names the office that has it now.

    `due_on` is the day that counts now: to be taken up by, then to be answered by. `sha256` names what the office opens;
    `added` counts what its writer added.
    """

    terminal: str
    letter: int
    lookup: str
    village: str
    township: str
    addressee: Above
    holder: str
    day: date
    arrived_on: date
    state: State
    due_on: date
    lamp: Lamp
    sha256: str
    done: tuple[Done, ...]
    added: int
    waits: Waits | None = None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def asks(self) -> int:
        return sum(one.step == "asked" for one in self.done)
