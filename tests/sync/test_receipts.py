"""Only a county that is trusted here, over every byte of its words, for this log, makes something delivered."""

import msgspec
import pytest

from terminal.bundle import sshsig
from terminal.errors import NotFound, Refused
from terminal.journal.keys import load_or_make
from terminal.sync import hwm, queries, receipts, trust
from tests.sync.machines import NOW, Machine


@pytest.fixture
def paper(county, village) -> receipts.Paper:
    """The county has three lines of the village, and says so."""
    for name in "甲乙丙":
        village.plant(name)
    county.take(village.export()[0])
    return county.receipt(village)


def signed(county: Machine, paper: receipts.Paper, **changes: object) -> receipts.Paper:
    """The same words with some changed, signed again."""
    said = msgspec.structs.replace(receipts.read(paper.text, paper.signature)[0], **changes)
    text = (receipts.canonical(msgspec.to_builtins(said)) + "\n").encode()
    key = load_or_make(county.folder / "keys")
    return receipts.Paper(paper.name, text, sshsig.sign(text, key, receipts.NAMESPACE))


def test_a_receipt_names_the_line_the_county_can_show(county, village, paper):
    said, signer = receipts.read(paper.text, paper.signature)
    assert ((said.epoch, said.seq, said.hash), signer) == (village.end(), county.public)


def test_before_it_arrives_nothing_is_delivered(village, paper):
    village.open()
    assert (queries.delivered(), queries.standing(1).delivered, queries.waiting()) == (None, False, 3)


def test_it_delivers_what_it_covers_and_nothing_after(village, paper):
    assert village.told(paper) == "kept"
    later = village.plant("丁")
    assert [queries.standing(seq).delivered for seq in (1, 3, later)] == [True, True, False]
    assert queries.waiting() == 1


def test_it_is_kept_once(village, paper):
    village.told(paper)
    assert village.told(paper) == "older"


@pytest.mark.parametrize("place", range(0, 400, 9))
def test_one_wrong_bit_and_it_is_no_receipt(village, paper, place):
    village.open()
    data = bytearray(paper.text + paper.signature)
    data[place % len(data)] ^= 1
    cut = len(paper.text)
    with pytest.raises(Refused):
        village.told(receipts.Paper(paper.name, bytes(data[:cut]), bytes(data[cut:])))
    assert queries.delivered() is None


def test_a_key_nobody_trusts_is_no_county(village, other, paper):
    with pytest.raises(Refused, match="不是这里认的县平台"):
        village.told(signed(other, paper))


def test_a_receipt_for_somebody_else_is_refused(county, village, paper):
    with pytest.raises(Refused, match="wrong-to"):
        village.told(signed(county, paper, log="up:t-aaaaaaaaaa"))


def test_a_signature_for_another_purpose_is_refused(county, village, paper):
    key = load_or_make(county.folder / "keys")
    with pytest.raises(Refused, match="bad-format"):
        village.told(receipts.Paper(paper.name, paper.text, sshsig.sign(paper.text, key)))


@pytest.mark.parametrize(
    "changes",
    [{"epoch": 0}, {"seq": 0}, {"backup_seq": -1}, {"hash": "x"}, {"t": "yesterday"}],
    ids=["epoch", "number", "backup", "hash", "time"],
)
def test_words_that_make_no_sense_are_refused(county, village, paper, changes):
    with pytest.raises(Refused):
        village.told(signed(county, paper, **changes))


def test_another_line_under_our_number_is_an_alarm(county, village, paper):
    assert village.told(signed(county, paper, hash="f" * 64)) == "contradicts"
    assert [one.what for one in queries.alarms()] == ["receipt"]
    assert queries.delivered() is None


def test_a_line_we_no_longer_have_moves_the_mark(county, village, paper):
    assert village.told(signed(county, paper, seq=9, hash="f" * 64)) == "ahead"
    assert hwm.read(hwm.place(village.folder)).seq == 9
    assert queries.delivered() is None


def test_a_county_that_came_back_from_a_copy_is_believed(county, village, paper):
    """It says less, but later: it needs the rest again, and until then the rest is not delivered."""
    village.told(paper)
    first = queries.delivered().ends
    village.open()
    one = receipts.stored.hash_at(village.origin, 1, 1)
    assert village.told(signed(county, paper, seq=1, hash=one, t="2030-01-01T00:00:00Z")) == "kept"
    assert (first, queries.delivered().ends, queries.waiting()) == ({1: 3}, {1: 1}, 2)
    assert village.told(signed(county, paper, seq=1, hash=one)) == "older"


def test_kept_twice_is_said_only_up_to_that_line(county, village, paper):
    village.told(signed(county, paper, backup_seq=2))
    assert [queries.standing(seq).backed_up for seq in (1, 2, 3)] == [True, True, False]


def test_a_log_that_never_came_gets_no_receipt(county, other):
    with pytest.raises(NotFound):
        county.receipt(other)


def test_a_receipt_on_a_stick_is_two_files(paper, tmp_path):
    path = paper.save(tmp_path / "receipts")
    assert receipts.NAME.fullmatch(path.name)
    assert (path.read_bytes(), path.with_name(f"{path.name}.sig").read_bytes()) == (paper.text, paper.signature)


def test_an_untrusted_county_delivers_nothing_any_more(village, paper):
    village.told(paper)
    trust.KnownKey.delete().where(trust.KnownKey.role == trust.COUNTY).execute()
    assert (queries.delivered(), NOW is not None) == (None, True)
