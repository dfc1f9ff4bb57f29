"""A damaged database is found before a page is served from it, and everything that can come back comes back by itself."""

import random
import shutil
import sqlite3
from contextlib import closing

import msgspec
import pytest

from terminal import clock, events_register
from terminal.errors import LogBroken
from terminal.journal import append, replay
from terminal.opening import bring_back, close_clean, open_checked, open_terminal
from terminal.store.database import close_database
from terminal.sync import copies, ladder
from tests.sync.damage import ALL, KEPT, LEFT, PAGE, begin, lines, moved_in, spoil


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """A terminal of seven lines, three of them in a backup, five in the outbox, the last ones only in the WAL."""
    data = tmp_path_factory.mktemp("before") / "data"
    return data


@pytest.fixture
def damaged(before, settings):
    """The same terminal for every case; made once."""
    if not before.exists():
        begin(msgspec.structs.replace(settings, data=before))
    shutil.rmtree(settings.data)
    shutil.copytree(before, settings.data)
    yield settings
    close_database()


def came_back(settings):
    """Open as the kiosk does, finish what is to be done; the lines that are there."""
    rescue = open_checked(settings)
    if rescue and rescue.under_way:
        bring_back(settings, rescue)
        assert not rescue.failed
    assert replay.differences(events_register.TABLES) == []
    assert not ladder.is_under_way(settings.data)
    return rescue, lines()


def goes_on_above(found, good, last):
    """Those lines, and then a new epoch above everything that was ever said."""
    assert found[:last] == good[:last]
    assert [one[:2] for one in found[last:]] == [(2, ALL + 1)]


def test_a_whole_database_is_left_alone(damaged):
    rescue, found = came_back(damaged)
    assert rescue is None
    assert len(found) == ALL


@pytest.mark.parametrize("case", range(34))
def test_a_page_of_rubbish_never_reaches_a_screen(damaged, case):
    good = moved_in(damaged)
    chance = random.Random(case)
    pages = damaged.database.stat().st_size // PAGE
    spoil(damaged.database, PAGE * chance.randrange(pages), chance.randbytes(PAGE))
    rescue, found = came_back(damaged)
    assert found[:LEFT] == good[:LEFT]
    assert [line for line in found if line[0] == 1] == good[: len([line for line in found if line[0] == 1])]
    assert rescue is not None or found == good


@pytest.mark.parametrize(
    ("at", "content"),
    [
        pytest.param(0, b"\0" * 16, id="not SQLite's name"),
        pytest.param(16, b"\x00\x03", id="page size"),
        pytest.param(28, b"\0\0\0\1", id="number of pages"),
        pytest.param(40, b"\xff" * 8, id="schema number"),
        pytest.param(56, b"\x87\x0b\xe9\x50", id="how words are written"),
        pytest.param(100, b"\xff" * 64, id="first page"),
    ],
)
def test_a_damaged_header_is_found_and_everything_comes_back(damaged, at, content):
    good = moved_in(damaged)
    spoil(damaged.database, at, content)
    _rescue, found = came_back(damaged)
    assert found[:LEFT] == good[:LEFT]


@pytest.mark.parametrize("at", [0, 16, 24, 32, 40, 60, 32 + 4120 * 3 + 100, 32 + 4120 * 20 + 2000])
def test_a_damaged_wal_is_found_and_what_left_comes_back(damaged, at):
    wal = damaged.database.with_name("terminal.db-wal")
    spoil(wal, at, b"\xa5" * 12)
    rescue, found = came_back(damaged)
    assert rescue is not None
    assert [seq for _epoch, seq, _hash in found][:LEFT] == list(range(1, LEFT + 1))


@pytest.mark.parametrize("size", [0, 100, PAGE * 3, PAGE * 40 + 17])
def test_a_file_that_was_cut_is_found(damaged, size):
    good = moved_in(damaged)
    damaged.database.write_bytes(damaged.database.read_bytes()[:size])
    _rescue, found = came_back(damaged)
    assert found[:LEFT] == good[:LEFT]


def test_a_file_that_was_taken_away_is_missed(damaged):
    good = moved_in(damaged)
    damaged.database.unlink()
    rescue, found = came_back(damaged)
    assert rescue is not None
    goes_on_above(found, good, LEFT)


def test_an_empty_folder_is_a_new_terminal_and_no_damage(damaged):
    shutil.rmtree(damaged.data)
    damaged.data.mkdir()
    assert ladder.faults(damaged.database) == []


def test_words_changed_in_a_table_are_told_anew_from_the_log(damaged, by_hand):
    moved_in(damaged)
    by_hand("UPDATE version SET text = replace(text, '300.00', '900.00')")
    rescue, found = came_back(damaged)
    assert rescue is None
    assert len(found) == ALL


def test_a_word_in_a_table_that_is_no_word_any_more_is_told_anew(damaged, by_hand):
    moved_in(damaged)
    by_hand("UPDATE version SET title = CAST(x'e7acac31ff' AS TEXT)")
    rescue, found = came_back(damaged)
    assert rescue is None
    assert len(found) == ALL


def test_words_changed_in_the_log_bring_the_copy_back(damaged, by_hand):
    good = moved_in(damaged)
    by_hand("UPDATE log_body SET body = replace(body, '300.00', '900.00') WHERE seq = 2")
    rescue, found = came_back(damaged)
    assert rescue is not None
    assert found == good


@pytest.mark.parametrize("seq", [2, LEFT - 1, ALL - 1])
def test_a_header_that_is_not_what_was_hashed_stops_nothing_and_is_never_taken(damaged, by_hand, seq):
    """It reads like a header and fits behind the line before; only its hash says that nobody wrote it."""
    good = moved_in(damaged)
    by_hand(f'UPDATE log_line SET header = replace(header, \'"kind":"d\', \'"kind":"e\') WHERE seq = {seq}')
    rescue, found = came_back(damaged)
    assert rescue is not None
    assert [line for line in found if line[0] == 1] == (good if seq <= LEFT else good[: seq - 1])


@pytest.mark.parametrize("index", ["entry_origin_number", "sqlite_autoindex_log_body_1"])
def test_an_index_that_hides_a_row_is_found_and_nothing_is_lost(damaged, index):
    """One letter turned in an index: every page of the file is well-formed, and a publication stands on no list any more."""
    good = moved_in(damaged)
    with closing(sqlite3.connect(damaged.database)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (index,)).fetchone()[0]
    data, page = damaged.database.read_bytes(), PAGE * (root - 1)
    at = data.index(b"t-", page) + 5
    spoil(damaged.database, at, bytes([data[at] ^ 1]))
    rescue, found = came_back(damaged)
    assert rescue is not None
    assert found == good


def test_what_did_not_leave_is_saved_from_the_damaged_file(damaged):
    good = moved_in(damaged)
    data = damaged.database.read_bytes()
    at = data.rindex("第3次".encode()) // PAGE * PAGE
    spoil(damaged.database, at, b"\xff" * 8)
    _rescue, found = came_back(damaged)
    assert found[:LEFT] == good[:LEFT]


def test_without_a_backup_the_outbox_alone_is_enough(damaged):
    good = moved_in(damaged)
    shutil.rmtree(damaged.backups)
    spoil(damaged.database, 0, b"\0" * PAGE)
    rescue, found = came_back(damaged)
    assert not rescue.under_way
    goes_on_above(found, good, LEFT)


def test_with_nothing_to_begin_with_the_damaged_file_stays_and_a_sentence_is_said(damaged):
    moved_in(damaged)
    shutil.rmtree(damaged.backups)
    shutil.rmtree(damaged.data / "outbox")
    spoil(damaged.database, 0, b"\0" * PAGE)
    spoilt = damaged.database.read_bytes()
    with pytest.raises(LogBroken, match="terminal restore"):
        open_checked(damaged)
    assert damaged.database.read_bytes() == spoilt
    assert not ladder.is_under_way(damaged.data)


def test_a_damaged_backup_is_passed_over_for_the_one_before(damaged):
    good = moved_in(damaged)
    open_terminal(damaged)
    later = copies.make(damaged.data, damaged.backups, clock.Now.of(clock.now().at.replace(hour=5)))
    close_database()
    spoil(later.folder / "terminal.db", PAGE * 5, b"\xa5" * 50)
    spoil(damaged.database, PAGE, b"\xa5" * PAGE)
    _rescue, found = came_back(damaged)
    assert found[:LEFT] == good[:LEFT]


def test_a_rescue_the_power_interrupted_goes_on_at_the_next_start(damaged):
    good = moved_in(damaged)
    spoil(damaged.database, 0, b"\0" * PAGE)
    rescue = open_checked(damaged)
    assert rescue.under_way
    assert len(lines()) == KEPT
    close_database()
    again, found = came_back(damaged)
    assert again is not None
    goes_on_above(found, good, LEFT)
    assert open_checked(damaged) is None


def test_a_log_set_back_behind_what_left_goes_on_in_a_new_epoch(damaged):
    good = moved_in(damaged)
    shutil.rmtree(damaged.data / "outbox")
    spoil(damaged.database, 0, b"\0" * PAGE)
    _rescue, found = came_back(damaged)
    goes_on_above(found, good, KEPT)


def set_back(settings, to):
    """The newest lines are gone as if they had never been written: a WAL that was cut, or an old file put back."""
    wrote = moved_in(settings)
    with closing(sqlite3.connect(settings.database)) as connection, connection:
        for table in ("log_line", "log_body"):
            connection.execute(f"DELETE FROM {table} WHERE seq > {to}")
        connection.execute("UPDATE fact SET value = '' WHERE key = 'tables'")
    return wrote


@pytest.mark.parametrize("to", [1, KEPT, LEFT - 1])
def test_lines_that_had_left_come_back_before_anything_is_written(damaged, to):
    good = set_back(damaged, to)
    rescue = open_checked(damaged)
    assert rescue.under_way
    assert ladder.is_under_way(damaged.data)
    assert lines() == good[:to]
    close_database()
    _rescue, found = came_back(damaged)  # the power went meanwhile
    goes_on_above(found, good, LEFT)
    assert not (damaged.data / ladder.DAMAGED).exists()


def test_lines_that_were_kept_and_never_left_are_missed(damaged):
    good = set_back(damaged, LEFT)
    rescue, found = came_back(damaged)
    assert f"到过第 {ALL} 号，现在只到第 {LEFT} 号" in str(rescue.wrong[0])
    goes_on_above(found, good, LEFT)


def test_a_command_fetches_them_too(damaged):
    good = set_back(damaged, KEPT)
    open_terminal(damaged)
    goes_on_above(lines(), good, LEFT)
    assert not ladder.is_under_way(damaged.data)
    assert not (damaged.data / ladder.DAMAGED).exists()
    assert replay.differences(events_register.TABLES) == []


def test_where_the_outbox_is_gone_the_backup_gives_what_it_has(damaged):
    good = set_back(damaged, 1)
    shutil.rmtree(damaged.data / "outbox")
    _rescue, found = came_back(damaged)
    goes_on_above(found, good, KEPT)


def test_a_spoilt_bundle_in_the_outbox_gives_nothing_and_the_log_goes_on(damaged):
    good = set_back(damaged, KEPT)
    for path in (damaged.data / "outbox").iterdir():
        spoil(path, path.stat().st_size // 2, b"\xa5" * 4)
    _rescue, found = came_back(damaged)
    goes_on_above(found, good, KEPT)


def test_after_an_orderly_end_the_rows_are_not_looked_at_again(damaged, monkeypatch):
    open_checked(damaged)
    close_clean(damaged)
    monkeypatch.setattr(replay, "differences", lambda _: pytest.fail("looked"))
    open_checked(damaged)
    assert append.length() == ALL


def test_damage_after_an_orderly_end_is_still_found(damaged):
    open_checked(damaged)
    close_clean(damaged)
    spoil(damaged.database, PAGE, b"\xa5" * PAGE)
    assert open_checked(damaged) is not None
