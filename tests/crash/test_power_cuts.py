"""The power may go at any moment: what was told is true, and nothing is damaged.

5,000 states: every one is asked for its log, chain, attachments and everything that was told, by the functions of
`terminal log verify`; every 50th is opened as `terminal run` does, and its tables are told anew and compared.
`terminal bench crash` cuts a hundred thousand times.
"""

import pytest

from tests.crash import check, lab
from tests.crash.mutations import MUTATIONS


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """In memory: nobody waits for a real disk to say what the journal says anyway."""
    with lab.room() as path:
        yield lab.Path(path)


@pytest.mark.parametrize(("durability", "count"), [("wal", 4000), ("rollback", 1000)])
def test_nothing_that_was_told_is_lost_and_nothing_is_damaged(folder, durability, count):
    (mine := folder / durability).mkdir()
    found = lab.look_aside(lab.work(mine, durability=durability), count, 50, durability)
    assert found.says == [] and found.wrong == {}
    assert found.states == count and found.opened == count // 50
    assert found.fsyncs > found.told > 20  # a process that nobody watched would pass everything


@pytest.mark.parametrize(
    ("mutation", "durability", "sort"),
    [
        pytest.param("wal-normal", "wal", check.LOST, id="synchronous=NORMAL"),
        pytest.param("wal-off", "wal", check.LOST, id="synchronous=OFF"),
        pytest.param("delete-full", "rollback", check.LOST, id="DELETE with FULL"),
        pytest.param("no-file-fsync", "wal", check.BLOBS, id="attachment without fsync"),
        pytest.param("no-folder-fsync", "wal", check.BLOBS, id="folder without fsync"),
        pytest.param("told-first", "wal", check.LOST, id="told before the commit"),
    ],
)
def test_a_mistake_is_found(folder, mutation, durability, sort):
    (mine := folder / mutation).mkdir()
    found = lab.look_aside(lab.work(mine, mutation, durability, rounds=2), 300, 1000, durability)
    assert found.wrong.get(sort, 0) >= 5, found.says


def test_every_mistake_that_can_be_made_is_tried():
    tried = {mark.args[1][place].values[0] for mark in test_a_mistake_is_found.pytestmark for place in range(6)}
    assert tried == MUTATIONS.keys() - {"none"}
