"""A terminal opens over an empty folder, over its own, and never over a broken one."""

import msgspec
import pytest

from terminal import events_register
from terminal.config import County
from terminal.errors import SettingsError, TerminalError
from terminal.journal import append, blobs, kinds, replay
from terminal.journal.verify import problems
from terminal.opening import open_checked, open_terminal
from terminal.store.database import close_database
from terminal.village.queries import here
from tests.world import log_length, make_disclosure, opened, state


def test_an_empty_folder_becomes_a_village(settings):
    with opened(settings):
        assert here().name == "石桥村"
        assert log_length() == 1
        assert {path.name for path in settings.data.iterdir()} >= {"terminal.db", "blobs", "keys"}


def test_the_next_start_finds_everything_and_adds_nothing(settings):
    with opened(settings):
        make_disclosure()
        before = state()
    with opened(settings):
        assert state() == before


def test_without_a_unit_the_terminal_opens_nameless(settings):
    with opened(msgspec.structs.replace(settings, unit=None)):
        assert log_length() == 0
        assert here().origin == append.origin()


@pytest.mark.parametrize("durability", ["wal", "rollback"])
def test_both_ways_to_be_durable_open_and_write(settings, durability):
    log = msgspec.structs.replace(settings.log, durability=durability)
    with opened(msgspec.structs.replace(settings, log=log)):
        make_disclosure()
        assert log_length() == 2


def test_everything_told_is_whole_and_agrees(shiqiao):
    make_disclosure()
    log = append.this_log()
    assert list(problems(replay.rows(), {log.origin: log.genesis}, blobs.is_whole)) == []
    assert replay.differences(events_register.TABLES) == []


@pytest.mark.parametrize("name", ["terminal.db", "keys/terminal.key"])
def test_what_is_broken_is_said_in_a_sentence(settings, name):
    with opened(settings):
        pass
    for extra in ("-wal", "-shm"):
        (settings.data / f"terminal.db{extra}").unlink(missing_ok=True)
    (settings.data / name).write_bytes(b"broken" * 1000)
    with pytest.raises(TerminalError, match=name):
        open_terminal(settings)
    close_database()


@pytest.mark.parametrize(
    ("first", "then", "says"), [("village", "county", "是一台终端的数据"), ("county", "village", "是县平台的数据")]
)
def test_a_village_goes_on_with_no_countys_folder_nor_a_county_with_a_villages(settings, first, then, says):
    county = County("青溪县", "Qingxi County", "540990", ("柳河镇",))
    sides = {"village": settings, "county": msgspec.structs.replace(settings, unit=None, county=county)}
    with opened(sides[first]):
        before = log_length()
    with pytest.raises(SettingsError, match=says):
        open_checked(sides[then])
    assert open_checked(sides[first]) is None
    assert log_length() == before
    close_database()


def test_every_kind_and_every_table_is_registered_once():
    said = [event.kind for event in events_register.EVENTS]
    tables = [table._meta.table_name for table in events_register.TABLES]
    assert len(set(said)) == len(said)
    assert len(set(tables)) == len(tables)


def test_no_kind_of_event_says_rows_and_beside_them_something_else_it_does():
    def says(kind, name):
        return getattr(kind, name) is not getattr(kinds.Event, name)

    assert [kind.kind for kind in events_register.EVENTS if says(kind, "rows") and says(kind, "project")] == []
