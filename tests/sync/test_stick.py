"""A stick may be pulled out, lie, be full or be malicious: what is whole on it has a name, and nothing else is opened."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from terminal import clock
from terminal.bundle.read import read
from terminal.bundle.write import Order, Signing, bundles
from terminal.errors import Refused
from terminal.journal.keys import load_or_make
from terminal.sync import stick
from tests.world import make_disclosure

GOOD = "up_t-aaaaaaaaaa_e1_000001-000002.zip"
RECEIPT = "receipt_t-aaaaaaaaaa_t-bbbbbbbbbb.json"


@pytest.fixture
def drafts(shiqiao):
    make_disclosure()
    return list(bundles(Order(), Signing(load_or_make(shiqiao.data / "keys"), clock.now())))


@pytest.fixture
def usb(tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def lying(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_what_was_written_is_read_back_and_has_its_name(drafts, usb):
    (name,) = stick.export(usb, drafts)
    assert lying(usb) == [f"SYNC/up/{name}"]
    assert read(usb / "SYNC" / "up" / name).envelope.head_seq == 2


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.ENODEV])
@pytest.mark.parametrize("step", ["fsync", "posix_fadvise", "open", "sync_folder", "rename", "mkdir", "write"])
def test_whatever_the_stick_refuses_is_a_sentence_and_leaves_nothing(drafts, usb, monkeypatch, step, code):
    def fails(*_, **__):
        raise OSError(code, os.strerror(code))

    if step in ("fsync", "posix_fadvise"):
        monkeypatch.setattr(os, step, fails)
    elif step == "sync_folder":
        monkeypatch.setattr(stick, step, fails)
    elif step == "write":
        monkeypatch.setattr(stick, "_written", fails)
    else:
        monkeypatch.setattr(Path, step, fails)
    with pytest.raises(Refused, match="U 盘读写不了"):
        stick.export(usb, drafts)
    monkeypatch.undo()
    assert lying(usb) == []


@pytest.mark.parametrize("at", range(0, 12))
def test_pulled_out_at_any_piece_there_is_no_file_with_a_name(drafts, usb, at):
    count = 0

    def pulled(_size):
        nonlocal count
        count += 1
        if count > at:
            raise OSError(errno.EIO, "gone")

    with pytest.raises(Refused):
        stick.export(usb, drafts, pulled)
    assert stick.found_on(usb).files == ()


def test_what_an_interrupted_copy_left_is_swept_away_and_other_files_stay(drafts, usb):
    up = usb / "SYNC" / "up"
    up.mkdir(parents=True)
    (up / f"{GOOD}.part").write_bytes(b"half")
    (up / "holiday.part").write_bytes(b"mine")
    stick.export(usb, drafts)
    assert "SYNC/up/holiday.part" in lying(usb)
    assert f"SYNC/up/{GOOD}.part" not in lying(usb)


def test_a_stick_that_gives_back_something_else_is_found_out(drafts, usb, monkeypatch):
    written = stick._written

    def lies(path, pieces, told):
        answer = written(path, pieces, told)
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
        return answer

    monkeypatch.setattr(stick, "_written", lies)
    with pytest.raises(Refused, match="靠不住"):
        stick.export(usb, drafts)
    assert lying(usb) == []


def test_a_full_stick_is_noticed_before_anything_is_written(drafts, usb, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 9, 1))
    with pytest.raises(Refused, match="只剩 0 MB"):
        stick.export(usb, drafts)
    assert lying(usb) == []


def test_a_folder_that_is_a_link_is_not_written_through(drafts, usb, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (usb / "SYNC").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused, match="链接"):
        stick.export(usb, drafts)
    assert lying(tmp_path / "elsewhere") == []


def put(usb, inside, name, content=b"x"):
    (usb / inside).mkdir(parents=True, exist_ok=True)
    (usb / inside / name).write_bytes(content)


def test_bundles_and_receipts_are_found_where_they_belong(usb):
    put(usb, "SYNC/up", GOOD)
    put(usb, "SYNC/down/t-aaaaaaaaaa", "down_x.zip")
    put(usb, "SYNC/receipts", RECEIPT)
    put(usb, "SYNC/receipts", f"{RECEIPT}.sig")
    found = stick.found_on(usb)
    assert [one.name for one in found.files] == ["down_x.zip", GOOD, RECEIPT, f"{RECEIPT}.sig"]
    assert (found.others, found.size) == (0, 4)


@pytest.mark.parametrize(
    "name",
    [
        "a.exe",
        "UP.zip",
        "a b.zip",
        "数据.zip",
        ".hidden.zip",
        "a.zip.part",
        "a" * 81 + ".zip",
        "a.zip\n",
        "-rf",
        "a.ZIP",
    ],
)
def test_a_name_that_is_not_ours_is_left_alone(usb, name):
    put(usb, "SYNC/up", name)
    assert stick.found_on(usb) == stick.Found((), 1)


def test_links_pipes_folders_and_empty_files_are_left_alone(usb, tmp_path):
    up = usb / "SYNC" / "up"
    put(usb, "SYNC/up", "empty.zip", b"")
    (tmp_path / "secret").write_bytes(b"secret")
    (up / "link.zip").symlink_to(tmp_path / "secret")
    (up / "folder.zip").mkdir()
    os.mkfifo(up / "pipe.zip")
    assert stick.found_on(usb) == stick.Found((), 4)


def test_a_file_that_says_it_is_endless_is_left_alone(usb):
    put(usb, "SYNC/up", GOOD)
    os.truncate(usb / "SYNC" / "up" / GOOD, 513 * 1024 * 1024)
    assert stick.found_on(usb).files == ()


def test_of_very_many_files_only_so_many_are_taken(usb):
    for number in range(100):
        put(usb, "SYNC/up", f"a{number:03}.zip")
    found = stick.found_on(usb)
    assert (len(found.files), found.others) == (64, 36)


@pytest.mark.parametrize("inside", ["SYNC", "SYNC/up", "SYNC/down", "SYNC/receipts"])
def test_a_folder_that_is_a_link_is_not_read_through(usb, tmp_path, inside):
    put(tmp_path, "elsewhere", GOOD)
    put(tmp_path, "elsewhere/up", GOOD)
    (usb / inside).parent.mkdir(parents=True, exist_ok=True)
    (usb / inside).symlink_to(tmp_path / "elsewhere")
    assert stick.found_on(usb).files == ()


def test_a_stick_without_our_folders_holds_nothing(usb):
    assert stick.found_on(usb) == stick.Found((), 0)


def test_a_file_is_fetched_whole(usb, tmp_path):
    put(usb, "SYNC/up", GOOD, b"content" * 1000)
    (file,) = stick.found_on(usb).files
    assert stick.fetch(usb, file, tmp_path).read_bytes() == b"content" * 1000


@pytest.mark.parametrize("now", [b"", b"short", b"much longer than it was"])
def test_a_file_that_changes_meanwhile_is_not_taken(usb, tmp_path, now):
    put(usb, "SYNC/up", GOOD, b"twelve bytes")
    (file,) = stick.found_on(usb).files
    put(usb, "SYNC/up", GOOD, now)
    with pytest.raises(Refused, match="长短变了"):
        stick.fetch(usb, file, tmp_path)
    assert not list(tmp_path.glob("*.zip")) + list(tmp_path.glob(".part*"))


def test_a_file_that_becomes_a_link_or_a_pipe_is_not_opened(usb, tmp_path):
    put(usb, "SYNC/up", GOOD)
    (file,) = stick.found_on(usb).files
    path = usb / "SYNC" / "up" / GOOD
    path.unlink()
    path.symlink_to("/etc/passwd")
    with pytest.raises(Refused):
        stick.fetch(usb, file, tmp_path)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(Refused, match="不是普通文件"):
        stick.fetch(usb, file, tmp_path)


def test_only_what_is_mounted_counts_as_a_stick_unless_any_folder_does(tmp_path):
    (tmp_path / "media" / "usb").mkdir(parents=True)
    (tmp_path / "media" / "note.txt").write_text("x")
    roots = (str(tmp_path / "media"), str(tmp_path / "nowhere"))
    assert stick.sticks(roots) == []
    assert [one.name for one in stick.sticks(roots, mounted=False)] == ["usb"]


def test_a_stick_mounted_under_a_persons_name_is_found(tmp_path, monkeypatch):
    (tmp_path / "media" / "cadre" / "usb").mkdir(parents=True)
    monkeypatch.setattr(Path, "is_mount", lambda self: self.name == "usb")
    assert [one.name for one in stick.sticks((str(tmp_path / "media"),))] == ["usb"]


def test_a_small_file_is_put_there_whole(usb):
    stick.put(usb, stick.RECEIPTS, RECEIPT, b"{}")
    assert lying(usb) == [f"SYNC/receipts/{RECEIPT}"]
    assert (usb / "SYNC" / "receipts" / RECEIPT).read_bytes() == b"{}"
