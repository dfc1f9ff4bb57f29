"""Which roles there are on this machine: those of a desk, or those of a county and its townships; said once at opening."""

from terminal.staff.rules import DESK_SEATS, Seats

_seats = DESK_SEATS


def use(seats: Seats) -> None:
    """Accounts made from now on sit on these."""
    global _seats
    _seats = seats


def seats() -> Seats:
    return _seats
