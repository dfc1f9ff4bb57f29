"""What left is kept as long as there is room, the newest always."""

import os

import pytest

from terminal.errors import Refused
from terminal.sync import outbox


def keep(folder, name, size, room=1000, age=0):
    path = outbox.keep(folder, name, [b"x" * size], room)
    if path.exists():
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    return path


def names(folder):
    return [path.name for path in outbox.kept(folder)]


def test_the_oldest_go_when_there_is_no_more_room(tmp_path):
    for age, name in ((3, "a.zip"), (2, "b.zip"), (1, "c.zip")):
        keep(tmp_path, name, 400, age=age)
    assert names(tmp_path) == ["b.zip", "c.zip"]


def test_the_newest_stays_however_large(tmp_path):
    keep(tmp_path, "a.zip", 5000)
    assert names(tmp_path) == ["a.zip"]


def test_other_files_are_left_alone(tmp_path):
    (tmp_path / "note.txt").write_text("x" * 5000)
    keep(tmp_path, "a.zip", 10)
    assert names(tmp_path) == ["a.zip"]
    assert (tmp_path / "note.txt").exists()


def test_a_full_disk_is_a_sentence(tmp_path):
    (tmp_path / "outbox").write_text("not a folder")
    with pytest.raises(Refused, match="没有留下底稿"):
        outbox.keep(tmp_path / "outbox", "a.zip", [b"x"])


def test_only_bundles_that_may_hold_later_lines_are_named_in_their_order(tmp_path):
    for name in (
        "up_t-a_e1_000001-000003.zip",
        "up_t-a_e1_000004-000009.zip",
        "up_t-a_e2_000010-000012.zip",
        "up_t-b_e1_000001-000099.zip",
        "blobs_t-a_e1_000001-000009_ab.zip",
    ):
        keep(tmp_path, name, 10)
    found = [path.name for path in outbox.after(tmp_path, "t-a", 1, 3)]
    assert found == ["up_t-a_e1_000004-000009.zip", "up_t-a_e2_000010-000012.zip"]


def test_no_outbox_holds_nothing(tmp_path):
    assert outbox.kept(tmp_path / "none") == []
