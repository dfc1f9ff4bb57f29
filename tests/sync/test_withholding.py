"""What a county says goes down whole, but each terminal reads only what is for it."""

import pytest

from terminal.bundle.faults import BundleRefused
from terminal.errors import Refused
from terminal.journal import blobs, verify
from terminal.journal.models import Deferred, LogBody, Withheld
from terminal.journal.replay import rows
from terminal.sync import leaving, queries, trust
from tests.journal import toys
from tests.sync.machines import Machine

CANARY = "只给上湾村的一句话"
PICTURE = b"\x89PNG for one village only"


@pytest.fixture
def speaking(county) -> Machine:
    county.speaks()
    return county


def advise(county: Machine, to: str, name: str = "梨树", picture: bytes = b"") -> int:
    county.open()
    named = (blobs.put(picture, "图.png", "image/png"),) if picture else ()
    return county.say(toys.Advise(to=to, name=name, pictures=named)).seq


def trees(machine: Machine) -> list[str]:
    machine.open()
    return sorted(row.name for row in toys.Tree.select())


def take_all(machine: Machine, bundles: list[bytes]) -> list:
    return [machine.take(one) for one in bundles]


def test_each_terminal_reads_what_is_for_all_for_its_township_and_for_itself(speaking, village, other):
    speaking.plant("县里的树")
    for to, name in (("*", "人人"), ("柳河镇", "镇里"), (village.origin, "本村"), (other.origin, CANARY)):
        advise(speaking, to, name)
    (applied,) = take_all(village, speaking.down(village, "柳河镇"))
    assert (applied.word, applied.lines, applied.withheld, applied.deferred) == ("new", 5, 2, 0)
    assert trees(village) == ["人人", "本村", "镇里"]
    assert village.head(speaking) == speaking.end()
    assert village.wrong() == []
    take_all(other, speaking.down(other))
    assert trees(other) == sorted(["人人", CANARY])


def test_what_is_for_another_is_nowhere_on_the_disk(speaking, village, other):
    advise(speaking, other.origin, CANARY, PICTURE)
    village.plant("树")
    take_all(village, speaking.down(village))
    assert not [path for path in village.folder.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    assert not [path for path in village.folder.rglob("*") if path.is_file() and PICTURE in path.read_bytes()]
    village.open()
    assert queries.missing(speaking.origin) == 0


def test_nothing_is_deferred_and_nothing_is_amiss_beside_a_withheld_body(speaking, village):
    speaking.plant("县里的树")
    take_all(village, speaking.down(village))
    village.open()
    assert Deferred.select().count() == 0
    assert queries.deferred(speaking.origin) == 0
    assert village.wrong() == []


def test_a_body_that_was_withheld_comes_later_with_its_attachment(speaking, village):
    advise(speaking, "柳河镇", "镇里", PICTURE)
    advise(speaking, "*", "人人")
    take_all(village, speaking.down(village))
    assert trees(village) == ["人人"]
    (again,) = take_all(village, speaking.down(village, "柳河镇"))
    assert (again.word, again.blobs, again.missing) == ("new", 1, 0)
    assert trees(village) == ["人人", "镇里"]
    village.open()
    assert Withheld.select().count() == 0
    assert village.wrong() == []


def test_the_same_bundle_again_changes_nothing(speaking, village, other):
    advise(speaking, other.origin)
    (bundle,) = speaking.down(village)
    village.take(bundle)
    before = village.state()
    assert village.take(bundle).word == "duplicate"
    assert village.state() == before


def test_a_bundle_for_another_is_refused(speaking, village, other):
    advise(speaking, "*")
    (bundle,) = speaking.down(other)
    with pytest.raises(BundleRefused) as refused:
        village.take(bundle)
    assert [fault.reason for fault in refused.value.faults] == ["to"]


def test_a_county_nobody_said_yes_to_says_nothing(village, tmp_path):
    stranger = Machine(tmp_path / "stranger")
    stranger.speaks()
    advise(stranger, "*")
    (bundle,) = stranger.down(village)
    with pytest.raises(BundleRefused):
        village.take(bundle)
    assert trees(village) == []


def test_one_county_cannot_send_down_the_log_of_another(speaking, village, tmp_path):
    second = Machine(tmp_path / "second")
    second.speaks()
    advise(second, "*", "假的")
    for kind in ("down", "blobs"):
        second.open()
        order = leaving.Order(kind=kind, to=village.origin)
        (draft,) = leaving.outgoing(second.folder, order, speaking.signing())
        with pytest.raises(BundleRefused):
            village.take(b"".join(draft.pieces()))
    assert trees(village) == []


def test_a_village_orders_nothing_in_its_own_log(village):
    with pytest.raises(Refused, match="只有县平台"):
        advise(village, "*")


def test_what_a_village_orders_is_told_to_no_table_of_the_county(county, village):
    county.speaks()
    village.speaks()  # somebody changed its settings
    advise(village, "*", "假的")
    (bundle,) = village.export()
    applied = county.take(bundle)
    assert (applied.lines, applied.deferred) == (1, 1)
    assert trees(county) == []
    assert county.wrong() == []


def test_a_body_somebody_took_away_is_not_taken_for_a_withheld_one(speaking, village):
    seq = advise(speaking, "*")
    take_all(village, speaking.down(village))
    village.open()
    LogBody.update(body="").where(LogBody.origin == speaking.origin, LogBody.seq == seq).execute()
    found = list(verify.problems(rows(), trust.genesis(), lambda sha256: True))
    assert "正文抹去了，日志里却没有写依据" in found[0].says


def test_a_new_epoch_of_the_county_is_followed_down(speaking, village, other):
    advise(speaking, other.origin)
    advise(speaking, "*", "先说的")
    take_all(village, speaking.down(village))
    kept = speaking.snapshot(speaking.folder.with_name("kept"))
    advise(speaking, "*", "没了的")
    speaking.down(village)
    speaking.set_back(kept)
    advise(speaking, "*", "后说的")
    for bundle in speaking.down(village, since=0):
        assert village.take(bundle).word in ("new", "duplicate")
    assert trees(village) == ["先说的", "后说的"]
    assert village.wrong() == []


def test_what_goes_down_is_no_copy_of_the_log_and_stays_out_of_the_outbox(speaking, village):
    advise(speaking, "*")
    speaking.down(village)
    assert not (speaking.folder / "outbox").exists()


def test_lines_of_every_size_of_township_name_are_kept_apart(speaking, village):
    for to in ("柳河", "柳河镇", "柳河镇北", ""):
        advise(speaking, to, f"给{to}")
    take_all(village, speaking.down(village, "柳河镇"))
    assert trees(village) == ["给柳河镇"]
