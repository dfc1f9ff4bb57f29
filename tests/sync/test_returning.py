"""A log that stands behind what has left goes on in a new epoch by itself; one that does not, goes on as it was."""

import shutil

import pytest

from terminal.bundle.write import Order
from terminal.errors import LogBroken
from terminal.journal import trace
from terminal.journal.append import append, tail
from terminal.journal.models import LogBody
from terminal.store import schema, together
from terminal.store.database import close_database, write
from terminal.sync import hwm, leaving, queries
from tests.journal import toys
from tests.sync.machines import NOW, Machine


def old_disk(village: Machine, tmp_path, lost: int = 1, export: bool = True, kept: bool = False) -> None:
    """Three lines, of which a copy is made; `lost` more, which leave; then the copy stands there again, without outbox."""
    for name in "甲乙丙":
        village.plant(name)
    old = village.snapshot(tmp_path / "old")
    for number in range(lost):
        village.plant(f"丢{number}")
    if export:
        village.export()
    village.set_back(old)
    if not kept:
        shutil.rmtree(village.folder / "outbox", ignore_errors=True)
    village.open()


@pytest.mark.parametrize("lost", [1, 7])
def test_what_lies_in_the_outbox_comes_back_and_no_epoch_begins(village, tmp_path, lost):
    old_disk(village, tmp_path, lost, kept=True)
    assert (tail().epoch, tail().seq, tail().kind) == (1, 3 + lost, "toy.plant")
    assert village.wrong() == []


def test_another_line_under_the_number_of_one_that_left_is_never_mixed_with_it(village, tmp_path):
    """Somebody wrote in the old copy before it was put there: nothing of the outbox fits, and the log goes on above both."""
    for name in "甲乙":
        village.plant(name)
    village.clone(tmp_path / "elsewhere")
    village.plant("丙")
    village.export()
    elsewhere = Machine(tmp_path / "elsewhere")
    elsewhere.plant("另一条")
    village.set_back(elsewhere.snapshot(tmp_path / "old"))
    village.open()
    assert [one[1:3] for one in village.lines()] == [(1, 1), (1, 2), (1, 3), (2, 4)]
    assert village.wrong() == []


def test_what_was_kept_here_and_never_left_is_missed_too(village, tmp_path):
    """Somebody may have read it, or hold its number on paper: no other line gets that number."""
    old_disk(village, tmp_path, export=False)
    assert (tail().epoch, tail().seq, tail().kind) == (2, 5, "epoch.start")


@pytest.mark.parametrize("spoilt", [b"", b"rubbish" * 40, b"\0" * 256])
def test_without_a_trace_nothing_that_stayed_here_is_missed(village, tmp_path, spoilt):
    for name in "甲乙丙":
        village.plant(name)
    old = village.snapshot(tmp_path / "old")
    village.plant("丁")
    village.set_back(old)
    (village.folder / "terminal.db.lock").write_bytes(spoilt)
    village.open()
    assert (tail().epoch, tail().seq) == (1, 3)


def test_what_was_taken_back_leaves_no_trace(village):
    village.plant("甲")
    with pytest.raises(ZeroDivisionError), write():
        append(toys.Plant(name="乙"), by="a", now=NOW)
        raise ZeroDivisionError
    with write():
        schema.set_fact("touched", "1")
    assert trace.found(village.folder / "terminal.db").seq == 1
    village.start()
    assert len(village.lines()) == 1


def test_what_one_of_several_took_back_leaves_no_trace(village):
    def fails():
        append(toys.Plant(name="丙"), by="a", now=NOW)
        raise ZeroDivisionError

    village.plant("甲")
    with pytest.raises(ZeroDivisionError):
        together.commit(fails)
    assert trace.found(village.folder / "terminal.db").seq == 1


@pytest.mark.parametrize("lost", [1, 2, 7])
def test_an_old_database_goes_on_above_what_left(village, tmp_path, lost):
    old_disk(village, tmp_path, lost)
    assert (tail().epoch, tail().seq, tail().kind) == (2, 4 + lost, "epoch.start")
    body = LogBody.get(LogBody.epoch == 2).body
    assert f'"left":{{"epoch":1,"hash":"{hwm.read(hwm.place(village.folder)).hash}","seq":{3 + lost}}}' in body


def test_the_epoch_begins_once(village, tmp_path):
    old_disk(village, tmp_path)
    for _ in range(3):
        village.start()
    assert len(village.lines()) == 4


def test_set_back_twice_is_two_epochs(village, tmp_path):
    old_disk(village, tmp_path)
    village.plant("后来")
    village.export()
    village.set_back(tmp_path / "old")
    shutil.rmtree(village.folder / "outbox")
    assert [one[1:3] for one in village.lines()] == [(1, 1), (1, 2), (1, 3), (3, 7)]


def test_an_empty_database_beside_the_key_goes_on_too(village, county):
    village.plant("甲")
    county.take(village.export()[0])
    close_database()
    village.log = None
    for path in village.folder.glob("terminal.db*"):
        path.unlink()
    shutil.rmtree(village.folder / "outbox")
    village.open()
    village.knows(county, "county")
    village.plant("后来")
    assert [one[1:3] for one in village.lines()] == [(2, 2), (2, 3)]
    county.take(village.export()[0])
    assert county.head(village) == village.end()
    assert county.wrong() == village.wrong() == []


def test_a_log_without_its_key_is_refused(village):
    village.plant("甲")
    close_database()
    (village.folder / "keys" / "terminal.key").unlink()
    with pytest.raises(LogBroken, match="请从备份取回 keys 文件夹"):
        village.start()


def test_the_key_of_another_machine_is_refused(village, other):
    village.plant("甲")
    close_database()
    (village.folder / "keys" / "terminal.key").write_bytes((other.folder / "keys" / "terminal.key").read_bytes())
    with pytest.raises(LogBroken, match="另一台终端"):
        village.start()


def test_a_mark_of_another_log_is_refused(village, other):
    other.plant("甲")
    other.export()
    village.plant("乙")
    close_database()
    hwm.place(village.folder).write_bytes(hwm.place(other.folder).read_bytes())
    with pytest.raises(LogBroken, match="请从备份取回"):
        village.start()


def test_the_mark_is_on_the_disk_before_a_bundle_is_handed_out(village):
    village.plant("甲")
    draft = next(leaving.outgoing(village.folder, Order(), village.signing()))
    assert hwm.read(hwm.place(village.folder)).hash == draft.envelope.head_hash
    assert (village.folder / "outbox" / draft.name).read_bytes() == b"".join(draft.pieces())


def test_a_receipt_for_lines_that_are_gone_begins_a_new_epoch(village, county, tmp_path):
    """The whole disk was set back, with the mark: only the county can still say so."""
    village.plant("甲")
    disk = tmp_path / "disk"
    village.clone(disk)
    village.plant("乙")
    county.take(village.export()[0])
    paper = county.receipt(village)
    old = Machine(disk)
    assert old.told(paper) == "ahead"
    old.start()
    assert (tail().epoch, tail().seq) == (2, 3)
    old.plant("丙")
    for bundle in old.export():
        county.take(bundle)
    assert county.head(village) == old.end()
    county.open()
    assert queries.alarms() == ()


def test_logs_that_all_begin_with_a_later_epoch_are_whole(village, other, county):
    """What was lost before it arrived is lost; nothing is wrong with what came after."""
    for one in (village, other):
        one.plant("甲")
        one.export()
        close_database()
        for path in one.folder.glob("terminal.db*"):
            path.unlink()
        shutil.rmtree(one.folder / "outbox")
        one.log = None
        county.take(one.export()[0])
    assert county.wrong() == []
