"""Finding in many villages: words, letters, names; never outside what somebody may see."""

import pytest

from terminal import clock
from terminal.county import finding, queries
from terminal.register.models import Entry, Pause
from terminal.staff.rules import Role
from terminal.store.database import write
from tests.staff.people import make, sign_in


def test_words_are_found_in_every_village_and_only_in_those_one_may_see(county):
    officer, township = make(Role.OFFICER), make(Role.TOWNSHIP)
    assert finding.found(queries.villages_for(officer), "误工补贴", 1, 20).total == 3
    mine = queries.villages_for(township)
    found = finding.found(mine, "误工补贴", 1, 20)
    assert found.total == 2 and {one.log for one in found.news} <= {one.terminal for one in mine}
    assert finding.found((), "误工补贴", 1, 20).total == 0


def test_what_an_order_holds_back_is_not_found(county):
    everything = queries.villages_for(make(Role.OFFICER))
    entry = Entry.get(Entry.title.contains("误工补贴"))
    row = {"origin": "t-county0000", "terminal": entry.origin, "obj": entry.obj, "log_seq": 1, "since": clock.today()}
    with write():
        Pause.insert(**row, issuer="县", basis="法", reason="因", title=entry.title).execute()
    assert finding.found(everything, "误工补贴", 1, 20).total == 2


@pytest.mark.parametrize("asked", ["石桥", "sq", "SQ"])
def test_a_village_is_found_by_its_name_and_its_letters(county, asked):
    found = finding.found(queries.villages_for(make(Role.OFFICER)), asked, 1, 20)
    assert "石桥村" in [one.name for one in found.villages]


@pytest.mark.parametrize("asked", ["", "  ", '"', "a OR b", "') --", "*", "误工 AND", "\u0000"])
def test_whatever_is_typed_gets_a_page(visit, asked):
    sign_in(visit, Role.OFFICER)
    visit.get("/county/search", query_string={"q": asked})


def test_a_piece_comes_for_htmx(visit):
    sign_in(visit, Role.OFFICER)
    assert "石桥村" in visit.get("/county/search?q=低保", fragment=True).text
