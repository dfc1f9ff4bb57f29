"""已备份 is said of lines that lie, with their attachments, in a copy on another disk that was looked at; of nothing else."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest

from terminal import clock
from terminal.errors import Refused
from terminal.journal import blobs
from terminal.sync import copies, queries, receipts
from terminal.sync.nightly import Nightly
from tests.sync.machines import NOW, Machine

DISKS = ("/dev/shm", "/tmp", "/var/tmp")


@pytest.fixture
def second(tmp_path):
    """A folder on another disk than everything else here."""
    other = [disk for disk in DISKS if Path(disk).is_dir() and Path(disk).stat().st_dev != tmp_path.stat().st_dev]
    if not other:
        pytest.skip("this machine has one disk")
    with tempfile.TemporaryDirectory(dir=other[0]) as folder:
        yield Path(folder) / "copies"


def night(number: int = 0) -> clock.Now:
    return clock.Now.of(NOW.at + timedelta(days=number))


def copied(county: Machine, place: Path, number: int = 0):
    county.open()
    return copies.make(county.folder, place, night(number))


def marked(county: Machine, village: Machine) -> tuple[int, int]:
    """What the county's next receipt says, and its own page."""
    paper = county.receipt(village)
    said = receipts.read(paper.text, paper.signature)[0]
    (head,) = [one for one in queries.heads() if one.origin == village.origin]
    assert head.backup_seq == said.backup_seq
    return said.seq, said.backup_seq


def sent(county: Machine, village: Machine, *names: str, blobs: bool = True) -> None:
    since = village.end()[1]
    for name in names:
        village.plant(name, name.encode())
    for bundle in village.export(since=since, blobs=blobs):
        county.take(bundle)


def test_before_a_copy_nothing_is_backed_up_and_after_it_all_that_is_in_it(county, village, second):
    sent(county, village, "甲", "乙")
    assert marked(county, village) == (2, 0)
    copied(county, second)
    sent(county, village, "丙")
    assert marked(county, village) == (3, 2)
    copied(county, second, 1)
    assert marked(county, village) == (3, 3)


def test_the_village_says_it_line_by_line(county, village, second):
    sent(county, village, "甲", "乙")
    copied(county, second)
    sent(county, village, "丙")
    paper = county.receipt(village)
    village.told(paper)
    assert [queries.standing(seq).backed_up for seq in (1, 2, 3)] == [True, True, False]


def test_the_mark_is_of_each_log_apart(county, village, other, second):
    sent(county, village, "甲", "乙")
    copied(county, second)
    sent(county, other, "丙")
    assert (marked(county, village), marked(county, other)) == ((2, 2), (1, 0))


def test_a_copy_on_the_same_disk_backs_nothing_up(county, village, tmp_path):
    sent(county, village, "甲")
    copied(county, tmp_path / "beside")
    assert marked(county, village) == (1, 0)


def test_a_copy_that_fails_backs_nothing_up(county, village, second):
    sent(county, village, "甲")
    second.write_text("not a folder")
    with pytest.raises(Refused):
        copied(county, second)
    assert marked(county, village) == (1, 0)


def test_a_line_whose_attachment_has_not_come_is_not_backed_up_nor_is_one_after_it(county, village, second):
    sent(county, village, "甲")
    sent(county, village, "乙", blobs=False)
    sent(county, village, "丙")
    copied(county, second)
    assert marked(county, village) == (3, 1)
    for bundle in village.export():
        county.take(bundle)
    assert marked(county, village) == (3, 1)  # it came after the copy was made
    copied(county, second, 1)
    assert marked(county, village) == (3, 3)


def test_an_attachment_that_was_spoilt_here_is_not_backed_up(county, village, second):
    sent(county, village, "甲", "乙")
    (spoilt,) = [path for path in (county.folder / "blobs").glob("??/*") if path.read_bytes() == "乙".encode()]
    spoilt.write_bytes(b"?")
    copied(county, second)
    assert marked(county, village) == (2, 1)


def test_what_came_late_into_an_earlier_epoch_is_not_backed_up_before_the_next_copy(county, village, second, tmp_path):
    sent(county, village, "甲", "乙")
    old = village.snapshot(tmp_path / "old")
    village.plant("丢了")
    lost = village.export(since=2)
    village.set_back(old, outbox=False)
    village.plant("后来")
    for bundle in village.export():
        county.take(bundle)
    copied(county, second)
    assert marked(county, village) == (5, 5)
    county.take(lost[0])
    assert marked(county, village) == (5, 2)
    copied(county, second, 1)
    assert marked(county, village) == (5, 5)


def test_lines_that_come_while_the_copy_is_made_wait_for_the_next(county, village, second, monkeypatch):
    sent(county, village, "甲")
    village.plant("乙")
    (bundle,) = village.export(since=1)
    look = copies.look

    def looked(path):
        county.take(bundle)
        return look(path)

    monkeypatch.setattr(copies, "look", looked)
    copied(county, second)
    assert marked(county, village) == (2, 1)


def test_a_county_that_comes_back_from_the_copy_still_holds_what_it_called_backed_up(county, village, second):
    """What a receipt called backed up is in the copy, with its attachments."""
    sent(county, village, "甲", "乙")
    kept = copied(county, second)
    sent(county, village, "丙")
    claimed = marked(county, village)[1]
    county.set_back(kept.folder)
    county.open()
    assert county.head(village)[1] == claimed == 2
    assert all(blobs.is_whole(sha256) for sha256 in kept.about.blobs)
    assert marked(county, village) == (2, 0)  # the copy was made before it was called one


def test_a_machine_nobody_sends_anything_to_marks_nothing(village, second):
    village.plant("甲")
    before = village.state()
    copied(village, second)
    assert village.state() == before


def test_the_copy_of_the_night_backs_up_what_had_come(county, village, second):
    sent(county, village, "甲")
    county.open()
    nightly = Nightly(county.folder, second, 0)
    assert [nightly.look(), nightly.look()] == [False, True]
    assert marked(county, village) == (1, 1)
