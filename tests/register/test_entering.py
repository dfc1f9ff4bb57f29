"""Whatever is public is entered once, with its slots and its words."""

from datetime import date

from terminal.journal.append import origin
from terminal.register import queries
from terminal.register.entering import withdraw
from terminal.register.models import Entry, EntryText, Filled
from terminal.store.database import write
from tests.register.conftest import header


def titles(asked):
    return [row.title for row in queries.found(origin(), asked, 1, 50).page.rows]


def test_a_new_thing_is_listed_fills_its_slot_and_is_found(shelf):
    shelf.put("低保名单", words="共十二户")
    assert [row.title for row in queries.newest(origin(), 5)] == ["低保名单"]
    assert queries.filled(origin()) == {("V-A05", "2026Q3"): date(2026, 10, 9)}
    assert titles("十二户") == titles("低保") == titles("db") == ["低保名单"]


def test_a_new_version_keeps_its_id_its_first_day_and_its_slot(shelf):
    obj = shelf.put("低保名单", index_no="X1/2026-00001")
    before = Entry.get()
    shelf.put("低保名单（更正）", index_no="X1/2026-00001", obj=obj, version=2, published_on=date(2026, 11, 1))
    after = Entry.get()
    assert Entry.select().count() == EntryText.select().count() == Filled.select().count() == 1
    assert (after.id, after.first_published_on) == (before.id, before.first_published_on)
    assert (after.version, after.published_on) == (2, date(2026, 11, 1))
    assert queries.filled(origin()) == {("V-A05", "2026Q3"): date(2026, 10, 9)}


def test_words_of_the_old_version_are_no_longer_found(shelf):
    obj = shelf.put("名单", index_no="X1/2026-00001", words="写错的人")
    shelf.put("名单", index_no="X1/2026-00001", obj=obj, words="对的人")
    assert titles("写错") == []
    assert titles("对的") == ["名单"]


def test_a_thing_may_fill_slots_of_several_items(shelf):
    obj = shelf.put("第三季度收支", item="V-F01", fills=("V-F01", "V-F02"))
    assert set(queries.filled(origin())) == {("V-F01", "2026Q3"), ("V-F02", "2026Q3")}
    assert [row.title for row in queries.of_item(origin(), "V-F02", 5)] == ["第三季度收支"]
    with write():
        withdraw(header(200, obj))
    assert queries.filled(origin()) == {}


def test_what_is_withdrawn_fills_nothing_and_stays_listed(shelf):
    obj = shelf.put()
    with write():
        withdraw(header(200, obj))
    assert queries.filled(origin()) == {}
    assert queries.newest(origin(), 5) == ()
    assert [row.state for row in queries.listed(origin(), None, None, 1, 10).rows] == ["withdrawn"]
    assert titles("低保") == ["低保名单"]


def test_a_second_publication_still_fills_the_slot_when_the_first_is_withdrawn(shelf):
    obj = shelf.put("写错的", published_on=date(2026, 10, 1))
    shelf.put("对的", published_on=date(2026, 10, 20))
    assert queries.filled(origin()) == {("V-A05", "2026Q3"): date(2026, 10, 1)}
    with write():
        withdraw(header(200, obj))
    assert queries.filled(origin()) == {("V-A05", "2026Q3"): date(2026, 10, 20)}


def test_another_village_has_its_own_entries(shelf):
    shelf.put("石桥的", index_no="X1/2026-00001")
    shelf.put("柳树的", index_no="X2/2026-00001", log="t-other")
    assert [row.title for row in queries.newest("t-other", 5)] == ["柳树的"]
    assert titles("的") == ["石桥的"]
