"""A damaged database file is known before anybody opens it to write; one that was only torn by a power cut is not blamed."""

import sqlite3

import pytest

from terminal.store.checks import FRAME_HEADER, WAL_HEADER, looking, page_faults, roll_back, wal_faults

PAGE = 4096
FRAME = FRAME_HEADER + PAGE


@pytest.fixture
def path(tmp_path):
    """Ten transactions, all of them still in the WAL, as a power cut leaves them."""
    here = tmp_path / "here.db"
    connection = sqlite3.connect(here)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("CREATE TABLE note (says TEXT)")
    for number in range(10):
        connection.execute("INSERT INTO note VALUES (?)", (f"{number}" * 50,))
        connection.commit()
    copy = tmp_path / "terminal.db"
    for ending in ("", "-wal"):
        (tmp_path / f"terminal.db{ending}").write_bytes((tmp_path / f"here.db{ending}").read_bytes())
    connection.close()
    return copy


def wal(path):
    return path.with_name(path.name + "-wal")


def spoil(file, at, content=b"\xa5" * 16):
    data = bytearray(file.read_bytes())
    data[at : at + len(content)] = content
    file.write_bytes(data)


def frames(path):
    return (wal(path).stat().st_size - WAL_HEADER) // FRAME


def test_what_a_power_cut_leaves_is_whole(path):
    assert wal_faults(path) == []
    with looking(path) as connection:
        assert page_faults(connection) == []
        assert connection.execute("SELECT COUNT(*) FROM note").fetchone() == (10,)
    assert wal(path).exists()


@pytest.mark.parametrize("where", [0, 8, 100, FRAME_HEADER + 500])
@pytest.mark.parametrize("frame", range(8))
def test_a_frame_that_was_once_right_is_noticed(path, frame, where):
    spoil(wal(path), WAL_HEADER + FRAME * frame + where)
    assert "中间坏了" in wal_faults(path)[0].says


@pytest.mark.parametrize("at", [0, 8, 16, 24])
def test_a_damaged_beginning_is_noticed(path, at):
    spoil(wal(path), at, b"\xa5" * 4)
    assert "开头坏了" in wal_faults(path)[0].says


def test_the_last_transaction_may_be_torn(path):
    spoil(wal(path), WAL_HEADER + FRAME * (frames(path) - 1) + 600)
    assert wal_faults(path) == []


@pytest.mark.parametrize("size", [0, 1, 31, 32, 33, WAL_HEADER + FRAME - 1, WAL_HEADER + FRAME * 3 + 7])
def test_a_wal_that_ends_anywhere_is_no_damage(path, size):
    wal(path).write_bytes(wal(path).read_bytes()[:size])
    assert wal_faults(path) == []


def test_what_an_earlier_round_left_behind_is_no_damage(path):
    data = wal(path).read_bytes()
    old = bytearray(data[WAL_HEADER : WAL_HEADER + 2 * FRAME])
    old[8:16] = old[FRAME + 8 : FRAME + 16] = b"12345678"
    wal(path).write_bytes(data + bytes(old))
    assert wal_faults(path) == []


def test_no_wal_is_no_damage(tmp_path):
    assert wal_faults(tmp_path / "terminal.db") == []


@pytest.mark.parametrize("page", [1, 2])
def test_a_page_of_rubbish_is_noticed(path, page):
    sqlite3.connect(path).close()  # moves the WAL into the file
    connection = sqlite3.connect(path)
    connection.executemany("INSERT INTO note VALUES (?)", [("x" * 900,)] * 40)
    connection.commit()
    connection.close()
    spoil(path, PAGE * page, bytes(range(256)) * 16)
    with looking(path) as looker:
        assert page_faults(looker)


@pytest.mark.parametrize("name", ["terminal.db", "50% off?#.db"])
def test_a_file_that_is_no_database_is_noticed(tmp_path, name):
    (tmp_path / name).write_bytes(b"no" * 5000)
    with looking(tmp_path / name) as connection:
        assert "not a database" in page_faults(connection)[0].says


def test_looking_makes_no_file(tmp_path):
    with pytest.raises(sqlite3.Error), looking(tmp_path / "none.db") as connection:
        page_faults(connection)
    assert list(tmp_path.iterdir()) == []


def test_what_a_power_cut_left_half_done_is_taken_back_first(tmp_path):
    here = tmp_path / "here.db"
    connection = sqlite3.connect(here, isolation_level=None)
    connection.execute("PRAGMA journal_mode = truncate")
    connection.execute("PRAGMA cache_size = 5")
    connection.execute("CREATE TABLE note (says TEXT)")
    connection.executemany("INSERT INTO note VALUES (?)", [("before" * 100,)] * 200)
    connection.execute("BEGIN")
    connection.execute("UPDATE note SET says = replace(says, 'before', 'during')")
    for ending in ("", "-journal"):
        (tmp_path / f"terminal.db{ending}").write_bytes((tmp_path / f"here.db{ending}").read_bytes())
    connection.close()
    roll_back(tmp_path / "terminal.db")
    with looking(tmp_path / "terminal.db") as looker:
        assert page_faults(looker) == []
        assert looker.execute("SELECT COUNT(*) FROM note WHERE says LIKE 'before%'").fetchone() == (200,)
