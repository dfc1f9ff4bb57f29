"""A unit is described once, and again only when something is new."""

import msgspec
import pytest

from terminal.clock import now
from terminal.config import UnitPublisher
from terminal.village.actions import describe, describe_from_settings
from terminal.village.events import Describe, Publisher
from terminal.village.queries import here
from tests.world import log_length, opened


def known_as(**changes):
    known = here()
    fields = {name: getattr(known, "kind" if name == "unit_kind" else name) for name in Describe.__struct_fields__}
    return Describe(**fields | changes)


def test_the_first_start_enters_the_unit_of_the_settings(shiqiao):
    village = here()
    assert (village.kind, village.name, village.name_en) == ("village", "石桥村", "Shiqiao Village")
    assert village.publishers == (Publisher(key="committee", name="石桥村村民委员会", code=shiqiao.unit.code),)


def test_the_same_again_is_not_entered(shiqiao):
    assert describe_from_settings(shiqiao.unit, by="a", now=now()) is None
    assert describe(known_as(), by="a", now=now()) is None
    assert log_length() == 1


def test_what_the_settings_have_no_key_for_stays(shiqiao):
    collective = Publisher(key="collective", name="石桥村股份经济合作社", code="X2")
    with_people = known_as(households=412, people=1530, publishers=(*here().publishers, collective))
    describe(with_people, by="a", now=now())
    assert describe_from_settings(shiqiao.unit, by="a", now=now()) is None
    assert (here().households, here().people, len(here().publishers)) == (412, 1530, 2)


def test_the_settings_may_say_how_many_households_and_people_there_are(shiqiao):
    describe(known_as(households=412, people=1530), by="a", now=now())
    counted = msgspec.structs.replace(shiqiao.unit, people=1568)
    describe_from_settings(counted, by="a", now=now())
    assert (here().households, here().people) == (412, 1568)


def test_a_corrected_name_and_code_reach_the_committee_too(settings):
    with opened(settings):
        pass
    corrected = msgspec.structs.replace(settings.unit, name="双桥村", code="54990123MA0SQ9999X")
    with opened(msgspec.structs.replace(settings, unit=corrected)):
        assert here().name == "双桥村"
        assert here().publishers[0].name == "双桥村村民委员会"
        assert here().publishers[0].code == "54990123MA0SQ9999X"
        assert log_length() == 2


def test_the_settings_may_name_everyone_who_publishes(settings):
    publishers = (UnitPublisher("committee", "石桥村村民委员会"), UnitPublisher("collective", "石桥村合作社", "N2"))
    unit = msgspec.structs.replace(settings.unit, publishers=publishers)
    with opened(msgspec.structs.replace(settings, unit=unit)):
        assert [one.key for one in here().publishers] == ["committee", "collective"]
        assert here().publisher("collective").code == "N2"


@pytest.mark.parametrize(
    ("kind", "name"), [("community", "居民委员会"), ("township", "人民政府"), ("street", "办事处")]
)
def test_each_kind_of_unit_has_its_publisher(settings, kind, name):
    unit = msgspec.structs.replace(settings.unit, kind=kind)
    with opened(msgspec.structs.replace(settings, unit=unit)):
        assert here().publishers[0].name == "石桥村" + name
