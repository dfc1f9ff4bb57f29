"""A disk that is full, read-only or fails: who is told that something is kept can rely on it, and the disk once mended works again."""

import errno
import os
import subprocess
import sys

import msgspec
import pytest

from tests.crash import failing, lab, shim


def days(way):
    """What became of every day on which another thing failed."""
    with lab.room() as folder:
        (data := lab.Path(folder) / "data").mkdir()
        command = [sys.executable, "-m", "tests.crash.failing", folder, way]
        done = subprocess.run(
            command, cwd=lab.HOUSE, env=shim.watched(data), capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr
    return msgspec.json.decode(done.stdout, type=list[failing.Day])


def hold(found):
    """Nothing told was lost, nothing refused was kept, nothing came out but known errors, nothing is damaged."""
    for day in found:
        assert (day.number, day.wrong, day.unexpected, day.there_all_the_same) == (day.number, [], [], [])
    assert not found[-1].reached and len(found[-1].told) == 4  # the last day went by without a fault


@pytest.mark.parametrize(("way", "least"), [("full", 60), ("once", 60)])
def test_a_disk_that_takes_no_more_or_fails_once_loses_nothing_and_works_again(way, least):
    found = days(way)
    assert len(found) > least  # every single write
    hold(found)
    assert all(day.works_again for day in found)
    assert all(day.refused for day in found[: len(found) // 2])


def test_after_an_fsync_that_failed_nobody_is_told_anything_until_the_next_start():
    found = days("fsync")
    assert len(found) > 10
    hold(found)
    assert [day.told_after for day in found] == [0] * len(found)
    assert not any(day.works_again for day in found[:-1]) and found[-1].works_again


def test_a_disk_that_can_only_be_read_tells_nobody_that_something_is_kept():
    (day,) = days("read-only")
    assert (day.wrong, day.unexpected, day.there_all_the_same) == ([], [], [])
    assert [one.seq for one in day.told] == [4] and day.works_again  # only what came after it could be written again


def test_a_real_disk_of_64_mb_is_filled_and_emptied():
    """Where somebody may mount one; elsewhere `full` above says it for every single write."""
    with lab.room() as folder:
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder], capture_output=True, text=True, check=False
        )
        if made.returncode:
            assert os.geteuid() or "permission" in made.stderr.lower() or "denied" in made.stderr.lower(), made.stderr
            pytest.skip(
                f"no 64 MB disk may be mounted here ({made.stderr.strip()}); the preloaded library stands in for it"
            )
        try:
            found = failing.filled(lab.Path(folder))
        finally:
            subprocess.run(["umount", folder], check=True)
    assert found.wrong == [] and found.unexpected == [] and found.there_all_the_same == []
    assert len(found.told) >= 4 and {"OSError", "OperationalError"} & set(found.refused) and found.works_again


def test_a_failure_that_is_asked_for_comes_at_its_number(tmp_path):
    """Without this the tests above would pass where nothing fails."""
    code = (
        "import sys; from pathlib import Path; from tests.crash import shim; shim.fail(shim.ROOM, 3, 28, True)\n"
        "for n in range(4):\n"
        "    try: Path(sys.argv[1], str(n)).touch(); print('made')\n"
        "    except OSError as wrong: print(wrong.errno)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    said = subprocess.run(
        command, cwd=lab.HOUSE, env=shim.watched(tmp_path), capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["made", "made", str(errno.ENOSPC), str(errno.ENOSPC)]
