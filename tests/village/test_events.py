"""The newest description of a unit counts."""

from terminal import events_register
from terminal.clock import now
from terminal.journal.append import append, origin
from terminal.journal.replay import differences
from terminal.store.database import write
from terminal.village.events import Describe
from terminal.village.models import Unit
from terminal.village.queries import here


def test_a_second_description_replaces_the_first(shiqiao):
    event = Describe(unit_kind="village", name="双桥村", code="X2", in_service_from=here().in_service_from)
    with write():
        header = append(event, by="a", now=now(), about=origin())
    assert [(unit.name, unit.log_seq) for unit in Unit.select()] == [("双桥村", header.seq)]
    assert differences(events_register.TABLES) == []
