"""What the menu of the county says of letters: how many wait for whoever is signed in."""

from terminal import clock
from terminal.county.letters import queries
from terminal.staff.queries import SignedIn
from terminal.staff.rules import Role


def waiting(visitor: SignedIn) -> int:
    """Letters of this person's office that nobody has taken up, or that wait for this person's consent."""
    return 0 if Role.AUDITOR in visitor.roles else queries.waiting_for(visitor.person, clock.today())
