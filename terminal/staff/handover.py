"""What becomes of open work when its person leaves: other rooms say here how theirs goes over to the office."""

from collections.abc import Callable

from terminal.clock import Now
from terminal.staff.queries import Person

HandOver = Callable[[Person, Now], int]
_rooms: list[HandOver] = []


def use(*rooms: HandOver) -> None:
    """Exactly these give their open work to the office; each returns how many pieces moved."""
    _rooms[:] = rooms


def to_office(person: Person, now: Now) -> int:
    """Give all open work of this person to the office, in the caller's transaction; how many pieces moved."""
    return sum(room(person, now) for room in _rooms)
