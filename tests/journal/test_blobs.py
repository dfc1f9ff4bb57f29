"""Attachments are durable before anything names them, kept once, and never lead out of their folder."""

import hashlib
import os
from pathlib import Path

import pytest

from terminal.errors import NotFound, Refused
from terminal.journal import blobs


@pytest.fixture(autouse=True)
def folder(tmp_path):
    blobs.keep_in(tmp_path / "blobs")
    return tmp_path / "blobs"


def test_the_bytes_are_found_again_under_their_hash():
    kept = blobs.put(b"picture", "图.jpg", "image/jpeg")
    assert kept.sha256 == hashlib.sha256(b"picture").hexdigest()
    assert (kept.name, kept.media_type, kept.size) == ("图.jpg", "image/jpeg", 7)
    assert blobs.path(kept.sha256).read_bytes() == b"picture"
    assert blobs.is_whole(kept.sha256)


def test_file_then_name_then_folder_become_durable(monkeypatch, folder):
    happened = []
    fsync, replace = os.fsync, Path.replace

    def watched_fsync(handle):
        happened.append(Path(f"/proc/self/fd/{handle}").readlink())
        fsync(handle)

    def watched_replace(self, target):
        happened.append(f"rename to {target.name[:4]}")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(Path, "replace", watched_replace)
    place = blobs.path(blobs.put(b"picture", "a", "b").sha256)
    assert happened[0] == folder
    assert happened[1].name.startswith(".part-")
    assert happened[2:] == [f"rename to {place.name[:4]}", place.parent]


def test_the_same_bytes_are_kept_once(folder):
    blobs.put(b"picture", "a", "image/jpeg")
    before = [path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()]
    blobs.put(b"picture", "b", "image/png")
    assert [path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()] == before
    assert len(before) == 1


def test_putting_damaged_bytes_again_makes_them_whole():
    kept = blobs.put(b"picture", "a", "image/jpeg")
    blobs.path(kept.sha256).write_bytes(b"pic")
    assert not blobs.is_whole(kept.sha256)
    blobs.put(b"picture", "a", "image/jpeg")
    assert blobs.is_whole(kept.sha256)


def test_more_than_20_mebibytes_is_refused_with_a_sentence(folder):
    assert blobs.put(bytes(blobs.LIMIT), "全部", "application/pdf").size == 20 * 1024 * 1024
    with pytest.raises(Refused, match="附件太大") as refused:
        blobs.put(bytes(blobs.LIMIT + 1), "全部.pdf", "application/pdf")
    assert refused.value.problems[0].where == "全部.pdf"
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    "name",
    [
        "",
        "ab",
        "../../terminal.db",
        "ab/etc/passwd",
        "..//etc/passwd",
        "A" * 64,
        "g" * 64,
        "a" * 63,
        "a" * 65,
        "a" * 64 + "\n",
        "../" + "a" * 61,
        "\x00" * 64,
    ],
)
def test_what_is_no_hash_leads_nowhere(name, tmp_path):
    (tmp_path / "terminal.db").write_text("secret")
    with pytest.raises(NotFound):
        blobs.path(name)
    assert not blobs.is_whole(name)


def test_a_hash_that_nobody_put_is_not_found():
    with pytest.raises(NotFound):
        blobs.path("a" * 64)
    assert not blobs.is_whole("a" * 64)


def test_bytes_that_are_there_already_get_a_durable_name_all_the_same(monkeypatch, folder):
    """Another thread may have renamed the file a moment ago, or a process that was killed: nobody synced the name yet."""
    place = blobs.path(blobs.put(b"picture", "a", "b").sha256)
    synced, fsync = [], os.fsync

    def watched(handle):
        synced.append(Path(f"/proc/self/fd/{handle}").readlink())
        fsync(handle)

    monkeypatch.setattr(os, "fsync", watched)
    blobs.put(b"picture", "a", "b")
    assert {folder, place.parent} <= set(synced)
