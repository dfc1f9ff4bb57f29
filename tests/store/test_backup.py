"""A backup is whole or has no name; seven days and four weeks of them stay."""

import errno
import hashlib
import shutil
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from terminal.errors import Problem, Refused
from terminal.store import backup
from terminal.store.checks import looking, page_faults

AT = datetime(2026, 11, 22, 1, 41, tzinfo=UTC)
DAY = date(2026, 11, 22)


def look(path):
    with looking(path) as connection:
        if page_faults(connection):
            raise Refused([Problem("坏了。")])
    return [("t-x", 1, 7, "ab")]


@pytest.fixture
def source(data):
    connection = sqlite3.connect(data / "terminal.db")
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("CREATE TABLE note (says TEXT)")
    connection.executemany("INSERT INTO note VALUES (?)", [(f"{number}" * 40,) for number in range(200)])
    connection.commit()
    (data / "keys").mkdir()
    (data / "keys" / "terminal.key").write_bytes(b"secret")
    (data / "keys" / "terminal.key").chmod(0o600)
    put(data, b"one")
    yield backup.Source(data, look)
    connection.close()


def put(data, content):
    sha256 = hashlib.sha256(content).hexdigest()
    place = data / "blobs" / sha256[:2] / sha256[2:]
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return place


def make(source, place, days=0):
    return backup.make(source, place, AT + timedelta(days=days), DAY + timedelta(days=days))


def parts(place):
    return [path for path in place.rglob("*") if "part" in path.name]


def test_a_backup_holds_database_keys_and_attachments(source, tmp_path):
    done = make(source, tmp_path / "second")
    assert done.about.ends == (("t-x", 1, 7, "ab"),)
    assert len(done.about.blobs) == 1
    assert (done.folder / "keys" / "terminal.key").stat().st_mode & 0o777 == 0o600
    with looking(done.folder / "terminal.db") as connection:
        assert connection.execute("SELECT COUNT(*) FROM note").fetchone() == (200,)
    assert [one.name for one in backup.listed(tmp_path / "second")] == [done.name]
    assert not parts(tmp_path / "second")


def test_an_attachment_that_is_spoilt_is_named_and_left_out(source, tmp_path):
    put(source.data, b"two").write_bytes(b"else")
    done = make(source, tmp_path / "second")
    assert len(done.about.missing) == 1
    assert len(list((tmp_path / "second" / "blobs").glob("??/*"))) == 1


def test_a_copy_that_is_not_whole_gets_no_name(source, tmp_path):
    def never(path):
        raise Refused([Problem("坏了。")])

    with pytest.raises(Refused):
        make(backup.Source(source.data, never), tmp_path / "second")
    assert backup.listed(tmp_path / "second") == []
    assert not parts(tmp_path / "second")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("step", ["write_whole", "copy_file", "copy_blobs", "sync_folder", "_sync"])
def test_a_disk_that_refuses_is_said_in_a_sentence(source, tmp_path, monkeypatch, step, code):
    def fails(*_):
        raise OSError(code, "no")

    monkeypatch.setattr(backup, step, fails)
    with pytest.raises(Refused, match="备份没有做成"):
        make(source, tmp_path / "second")
    monkeypatch.undo()
    assert not parts(tmp_path / "second")


def test_a_full_disk_is_noticed_before_it_is_filled(source, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 10, 5))
    with pytest.raises(Refused, match="只剩 0 MB"):
        make(source, tmp_path / "second")


def test_what_an_interrupted_backup_left_is_swept_away(source, tmp_path):
    (tmp_path / "second" / ".part-backup-20261121-031500").mkdir(parents=True)
    make(source, tmp_path / "second")
    assert not parts(tmp_path / "second")


@pytest.mark.parametrize("at", [0, 100, 4096, -1])
def test_a_copy_that_changed_is_refused(source, tmp_path, at):
    done = make(source, tmp_path / "second")
    copy = done.folder / "terminal.db"
    data = bytearray(copy.read_bytes())
    data[at] ^= 1
    copy.write_bytes(data)
    with pytest.raises(Refused, match="不一样了"):
        backup.refuse_if_damaged(done, look)


@pytest.mark.parametrize("spoil", ["unlink", "broken", "renamed"])
def test_a_folder_without_a_good_description_is_no_backup(source, tmp_path, spoil):
    done = make(source, tmp_path / "second")
    about = done.folder / "backup.json"
    if spoil == "unlink":
        about.unlink()
    elif spoil == "broken":
        about.write_text("{")
    else:
        done.folder.rename(done.folder.with_name("backup-old"))
    assert backup.listed(tmp_path / "second") == []


def test_seven_days_and_four_weeks_are_kept():
    days = [(f"b{number:03}", DAY - timedelta(days=number)) for number in range(60)]
    assert sorted(backup.kept(days)) == [f"b00{n}" for n in range(7)] + ["b007", "b014", "b021"]


def test_of_one_day_the_newest_is_kept():
    assert backup.kept([("backup-1", DAY), ("backup-2", DAY)]) == {"backup-2"}


def test_thinning_takes_attachments_along_that_no_backup_names(source, tmp_path):
    place = tmp_path / "second"
    old = put(source.data, b"old")
    make(source, place)
    old.unlink()
    make(source, place, days=1)
    assert backup.thin(place, daily=1, weekly=0) == ["backup-20261122-014100"]
    assert [path.read_bytes() for path in (place / "blobs").glob("??/*")] == [b"one"]


def test_a_place_that_is_not_there_holds_nothing():
    assert backup.listed(Path("/nowhere/at/all")) == []
