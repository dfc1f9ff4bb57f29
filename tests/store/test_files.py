"""A file is whole or not there."""

import os
from pathlib import Path

import pytest

from terminal.store.files import write_whole


@pytest.fixture
def order(monkeypatch):
    """What was made durable, in which order."""
    happened = []
    fsync, replace = os.fsync, Path.replace

    def watched_fsync(handle):
        happened.append("fsync folder" if os.path.isdir(f"/proc/self/fd/{handle}") else "fsync file")  # noqa: PTH112 a handle has no Path
        fsync(handle)

    def watched_replace(self, target):
        happened.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(Path, "replace", watched_replace)
    return happened


def test_the_file_is_durable_before_its_name_and_its_name_before_the_return(tmp_path, order):
    write_whole(tmp_path / "a", b"1")
    assert order == ["fsync file", "rename", "fsync folder"]


def test_the_bytes_and_the_mode_are_the_ones_asked_for(tmp_path):
    write_whole(tmp_path / "a", b"secret", mode=0o600)
    assert (tmp_path / "a").read_bytes() == b"secret"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_a_file_that_stood_there_is_replaced(tmp_path):
    (tmp_path / "a").write_bytes(b"old and longer")
    write_whole(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_full_disk_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "a", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"
