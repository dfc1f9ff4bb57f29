"""A body on its way in stays in memory, and so does every temporary file."""

import tempfile

import pytest

from terminal import serving


@pytest.fixture(autouse=True)
def undecided(monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.delenv("TMPDIR", raising=False)


def test_temporary_files_lie_in_memory_where_there_is_such_a_folder(tmp_path):
    serving.keep_temporary_files_in_memory(tmp_path)
    with tempfile.NamedTemporaryFile() as file:
        assert file.name.startswith(str(tmp_path))


def test_without_such_a_folder_they_lie_where_they_always_do(tmp_path):
    serving.keep_temporary_files_in_memory(tmp_path / "missing")
    assert tempfile.tempdir is None


def test_somebody_who_says_where_is_obeyed(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    serving.keep_temporary_files_in_memory()
    assert tempfile.tempdir is None


def test_a_body_up_to_sixteen_megabytes_stays_in_memory_and_few_may_send_at_once():
    assert serving.IN_MEMORY == 16 * 2**20 <= serving.LARGEST_BODY
    assert serving.CONNECTIONS * serving.IN_MEMORY <= 2**30
