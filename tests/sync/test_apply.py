"""A bundle is taken whole or not at all, once, in its order, and only when its key is known and its log does not contradict."""

import pytest

from terminal.bundle.faults import BundleRefused
from terminal.bundle.write import Order, bundles
from terminal.journal import blobs, kinds
from terminal.journal.models import Deferred
from terminal.sync import arriving, keeping, queries, stored
from tests.journal import toys
from tests.sync.machines import Machine, toy_kinds

PICTURE = b"\x89PNG a tree"


def lines(village: Machine, count: int = 3) -> None:
    for number in range(count):
        village.plant(f"树{number}")


def test_a_log_comes_in_whole_with_its_tables(county, village):
    lines(village)
    (bundle,) = village.export()
    applied = county.take(bundle)
    assert (applied.word, applied.lines, applied.deferred) == ("new", 3, 0)
    assert county.head(village) == village.end()
    county.open()
    assert toys.Tree.select().where(toys.Tree.origin == village.origin).count() == 3
    assert county.wrong() == []


def test_the_same_bundle_again_changes_nothing(county, village):
    lines(village)
    (bundle,) = village.export()
    county.take(bundle)
    before = county.state()
    assert county.take(bundle).word == "duplicate"
    assert county.state() == before


def test_an_overlap_brings_only_what_is_new(county, village):
    lines(village)
    county.take(village.export()[0])
    lines(village, 2)
    assert county.take(village.export()[0]).lines == 2
    assert county.wrong() == []


def test_bundles_in_the_wrong_order_wait_and_come_in_by_themselves(county, village):
    parts = []
    for number in range(4):
        village.plant(f"树{number}")
        parts += village.export(since=number)
    for part, need in ((parts[3], 1), (parts[2], 1), (parts[1], 1)):
        applied = county.take(part)
        assert (applied.word, applied.need, applied.kept.exists()) == ("gap", need, True)
    last = county.take(parts[0])
    assert [one.word for one in last.then] == ["new"] * 3
    assert county.head(village) == village.end()
    assert keeping.pending(county.folder, village.origin) == []


def test_only_sixteen_bundles_of_a_log_wait(county, village):
    for number in range(19):
        village.plant(f"树{number}")
    for since in range(1, 19):
        kept = county.take(village.export(since=since)[0]).kept
        assert bool(kept) == (since <= keeping.MOST)
    assert len(keeping.pending(county.folder, village.origin)) == keeping.MOST


def test_a_bundle_spoilt_while_it_waited_is_dropped(county, village):
    lines(village)
    later = village.export(since=1)[0]
    kept = county.take(later).kept
    kept.write_bytes(b"spoilt")
    county.take(village.export()[0])
    assert not kept.exists()


def fork(village: Machine, tmp_path) -> tuple[bytes, bytes]:
    """Two bundles of one log that say two things under one number."""
    lines(village)
    clone = village.clone(tmp_path / "clone")
    village.plant("甲")
    clone.plant("乙")
    return village.export()[0], clone.export()[0]


def test_two_lines_under_one_number_are_kept_aside_with_an_alarm(county, village, tmp_path):
    first, second = fork(village, tmp_path)
    county.take(first)
    head = county.head(village)
    applied = county.take(second)
    assert (applied.word, county.head(village)) == ("fork", head)
    assert "矛盾" in applied.kept.with_suffix(".txt").read_text("utf-8")
    assert [(one.what, one.log) for one in queries.alarms()] == [("fork", village.origin)]
    assert county.wrong() == []


def test_the_same_contradiction_is_told_once(county, village, tmp_path):
    first, second = fork(village, tmp_path)
    county.take(first)
    county.take(second)
    before = county.state()
    assert county.take(second).word == "fork"
    assert county.state() == before


def test_a_log_nobody_said_yes_to_is_refused(county, tmp_path):
    stranger = Machine(tmp_path / "stranger")
    stranger.plant("树")
    (bundle,) = stranger.export()
    before = county.state()
    with pytest.raises(BundleRefused) as refused:
        county.take(bundle)
    assert (refused.value.code, county.state()) == ("bad-sig", before)


def test_a_bundle_to_somebody_else_is_refused(county, village, other):
    lines(village)
    (bundle,) = village.export(to=other.origin)
    with pytest.raises(BundleRefused) as refused:
        county.take(bundle)
    assert refused.value.code == "wrong-to"


@pytest.mark.parametrize("place", [0, 100, -100, -1], ids=["first", "early", "late", "last"])
def test_a_bundle_with_one_wrong_bit_is_refused(county, village, place):
    lines(village)
    bundle = bytearray(village.export()[0])
    bundle[place] ^= 1
    before = county.state()
    with pytest.raises(BundleRefused):
        county.take(bytes(bundle))
    assert county.state() == before


def test_a_kind_nobody_here_knows_is_kept_and_shown(county, village, monkeypatch):
    village.plant("树")
    (bundle,) = village.export()
    monkeypatch.setattr(kinds, "_known", {})
    county.start()
    applied = county.take(bundle)
    assert (applied.word, applied.lines, applied.deferred) == ("new", 1, 1)
    assert queries.deferred(village.origin) == 1
    toy_kinds(monkeypatch)
    county.start()
    assert queries.deferred(village.origin) == 0


def test_a_newer_version_of_a_kind_is_kept_and_shown(county, village, monkeypatch):
    monkeypatch.setattr(toys.Plant, "version", 2)
    village.plant("树")
    (bundle,) = village.export()
    monkeypatch.setattr(toys.Plant, "version", 1)
    assert county.take(bundle).deferred == 1


@pytest.mark.parametrize("wrong", [KeyError("x"), ZeroDivisionError(), TypeError()], ids=lambda one: type(one).__name__)
def test_a_line_the_tables_cannot_take_is_kept_and_shown(county, village, monkeypatch, wrong):
    lines(village)
    (bundle,) = village.export()

    def fails(self, header):
        raise wrong

    monkeypatch.setattr(toys.Plant, "rows", fails)
    applied = county.take(bundle)
    assert (applied.word, applied.lines, applied.deferred) == ("new", 3, 3)
    assert county.head(village) == village.end()


def test_what_may_never_stand_in_a_log_is_kept_and_shown(county, village, monkeypatch):
    with monkeypatch.context() as careless:
        careless.setattr(toys.Plant, "wrong", lambda self: [])
        village.plant("")
    assert county.take(village.export()[0]).deferred == 1
    county.open()
    assert "内容不合规定" in Deferred.get().why


def test_attachments_come_with_the_lines_or_later(county, village):
    village.plant("树", PICTURE)
    (alone,) = village.export(blobs=False)
    assert county.take(alone).missing == 1
    assert len(arriving.missing(village.origin)) == 1
    again = county.take(village.export()[0])
    assert (again.word, again.blobs, again.missing) == ("new", 1, 0)
    assert blobs.is_whole(blobs.put(PICTURE, "", "").sha256)


def test_a_program_that_stops_in_the_middle_has_taken_nothing(county, village, monkeypatch):
    lines(village)
    (bundle,) = village.export()
    before = county.state()
    with monkeypatch.context() as broken:
        broken.setattr(stored, "move_head", lambda *_: (_ for _ in ()).throw(SystemError("stopped")))
        with pytest.raises(SystemError):
            county.take(bundle)
    assert county.state() == before
    assert county.take(bundle).lines == 3


def test_a_log_that_was_set_back_goes_on_without_contradicting_itself(county, village, tmp_path):
    lines(village)
    old = village.snapshot(tmp_path / "old")
    village.plant("丢了")
    lost = village.export(since=3)
    village.set_back(old, outbox=False)
    village.plant("后来")
    assert [one[1:3] for one in village.lines()] == [(1, 1), (1, 2), (1, 3), (2, 5), (2, 6)]
    for bundle in village.export():
        county.take(bundle)
    late = county.take(lost[0])
    assert (late.word, late.lines) == ("new", 1)
    assert (county.head(village), queries.alarms()) == (village.end(), ())
    assert county.wrong() == []


def test_what_left_before_comes_back_into_its_own_log(county, village, tmp_path):
    lines(village)
    old = village.snapshot(tmp_path / "old")
    village.plant("丢了")
    lost = village.export(since=3)
    village.set_back(old, outbox=False)
    assert village.take(lost[0]).word == "new"
    assert [one[1:3] for one in village.lines()] == [(1, 1), (1, 2), (1, 3), (1, 4), (2, 5)]
    assert village.wrong() == []


def test_another_branch_of_an_epoch_that_is_over_is_kept_aside(county, village, tmp_path):
    lines(village)
    old_disk = village.clone(tmp_path / "disk")
    old = village.snapshot(tmp_path / "old")
    village.plant("丢了")
    village.export()
    village.set_back(old, outbox=False)
    for bundle in village.export():
        county.take(bundle)
    for name in "甲乙丙":
        old_disk.plant(name)
    applied = county.take(old_disk.export()[0])
    assert (applied.word, [one.what for one in queries.alarms()]) == ("stale-epoch", ["stale-epoch"])
    assert county.wrong() == []


def test_a_new_epoch_waits_for_the_line_it_goes_on_from(county, village, tmp_path):
    lines(village)
    old = village.snapshot(tmp_path / "old")
    village.plant("丢了")
    village.export()
    village.set_back(old, outbox=False)
    first, second = village.export()
    assert county.take(second).word == "gap"
    assert [one.word for one in county.take(first).then] == ["new"]
    assert county.head(village) == village.end()


def test_restored_lines_are_taken_from_a_county_that_is_known(county, village, monkeypatch):
    lines(village)
    county.take(village.export()[0])
    signing = county.open().signing()
    wanted = Order(kind="restore", origin=village.origin, epoch=1)
    (bundle,) = (b"".join(one.pieces()) for one in bundles(wanted, signing))
    assert village.take(bundle).word == "duplicate"


def test_a_county_nobody_knows_restores_nothing(county, village, tmp_path):
    lines(village)
    (bundle,) = village.export()
    stranger = Machine(tmp_path / "stranger")
    stranger.knows(village)
    stranger.take(bundle)
    wanted = Order(kind="restore", origin=village.origin, epoch=1)
    (back,) = (b"".join(one.pieces()) for one in bundles(wanted, stranger.open().signing()))
    with pytest.raises(BundleRefused):
        village.take(back)
