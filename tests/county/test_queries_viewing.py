"""Questions about one of many villages whose logs lie in the same tables: the same answers as in its own hall."""

from datetime import date

import pytest

from terminal.county.models import Source
from terminal.opening import open_terminal
from terminal.proof import queries as proofs
from terminal.proof.witness import by_mark
from terminal.register.duties import duties
from terminal.register.queries import found, newest
from terminal.store.database import close_database
from terminal.village.queries import here, viewing
from tests.county.villages import VILLAGES, village_settings

TODAY = date(2026, 11, 22)


def told():
    """What pages of the viewed village are made from."""
    origin = here().origin
    entries = newest(origin, 5)
    things = [proofs.thing(origin, entry.path.rpartition("/")[2]) for entry in entries]
    marks = [proofs.said_now(thing).fingerprint for thing in things]
    return here(), entries, duties(here(), TODAY), found(origin, "低保", 1, 5), [*map(by_mark, marks)], proofs.torn()


@pytest.mark.parametrize("place", range(3))
def test_a_village_viewed_at_the_county_says_what_it_says_in_its_own_hall(world, county, place):
    code = VILLAGES[place][0]
    origin = Source.get(Source.code == code).terminal
    with viewing(origin):
        at_the_county = told()
    close_database()
    open_terminal(village_settings(world / f"village{place}", place))
    assert here().origin == origin
    assert told() == at_the_county
