"""Writing: the same bytes, whole files, cut where they must be, and nothing that a reader would refuse."""

import subprocess
import zipfile
from datetime import timedelta

import msgspec
import pytest

from bench.forging import KEY, ORIGIN, Parts
from terminal.bundle import limits
from terminal.bundle.faults import BundleRefused
from terminal.bundle.read import piece, read
from terminal.bundle.write import Order, Signing, blobs_only, bundles
from terminal.errors import LogBroken
from terminal.journal import blobs
from terminal.journal.models import LogBody, LogLine
from tests.bundle.conftest import PICTURE, SIGNING
from tests.world import make_disclosure


def written(order=None, signing=SIGNING) -> list[bytes]:
    return [b"".join(one.pieces()) for one in bundles(order or Order(), signing)]


def test_what_is_written_is_read_with_every_line(village):
    one = read(written(Order(blobs=True))[0])
    lines = list(LogLine.select(LogLine.header).order_by(LogLine.seq).tuples())
    assert [(line,) for line in one.log] == lines
    assert [(line,) for line in one.bodies] == list(LogBody.select(LogBody.body).order_by(LogBody.seq).tuples())
    assert (one.envelope.origin, one.envelope.from_seq, one.envelope.head_seq) == (ORIGIN, 1, len(lines))


def test_same_lines_same_moment_same_bytes(village):
    assert written(Order(blobs=True)) == written(Order(blobs=True))


def test_another_moment_is_another_file_with_the_same_payload(village):
    later = Signing(KEY, msgspec.structs.replace(SIGNING.now, at=SIGNING.now.at + timedelta(hours=1)))
    first, second = written()[0], written(signing=later)[0]
    assert first != second
    assert read(first).log == read(second).log


def test_an_attachment_goes_along_only_when_it_is_wanted(village):
    without, along = read(written()[0]), read(with_it := written(Order(blobs=True))[0])
    (sha256,) = without.envelope.blobs_pending
    assert (without.pieces, along.envelope.blobs_pending) == ((), ())
    assert piece(with_it, along.pieces[0]) == PICTURE
    assert read(written(Order(blobs=frozenset([sha256])))[0]).pieces
    assert not read(written(Order(blobs=frozenset(["0" * 64])))[0]).pieces


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"x" * len(PICTURE))])
def test_an_attachment_that_is_lost_or_changed_is_announced_as_missing(village, damage):
    (sha256,) = read(written()[0]).envelope.blobs_pending
    damage(blobs.path(sha256))
    assert read(written(Order(blobs=True))[0]).envelope.blobs_pending == (sha256,)


def test_only_what_is_new_leaves(village):
    head = read(written()[0]).envelope.head_seq
    assert written(Order(since=head)) == []
    make_disclosure(title="水渠清淤", text="下周开始。")
    envelope = read(written(Order(since=head))[0]).envelope
    assert (envelope.from_seq, envelope.head_seq) == (head + 1, head + 1)


def test_many_lines_are_cut_and_continue_each_other(village, monkeypatch):
    monkeypatch.setattr(limits, "EVENTS", 2)
    first, second = map(read, written())
    assert (first.envelope.head_seq, second.envelope.from_seq) == (2, 3)
    assert second.envelope.from_prev == first.envelope.head_hash


def test_large_bodies_are_cut(village, monkeypatch):
    monkeypatch.setattr(limits, "RAW", 1500)
    assert [read(one).envelope.lines for one in written()] == [2, 1]


def test_large_attachments_follow_in_parts_of_their_own(village, monkeypatch):
    monkeypatch.setattr(limits, "PART", 10)
    monkeypatch.setattr(limits, "PREFERRED", limits.MIB + 15)
    log, *apart = files = written(Order(blobs=True))
    assert read(log).envelope.blobs_pending == tuple({one.blob.sha256 for file in apart for one in read(file).pieces})
    assert [read(one).envelope.kind for one in files] == ["up", "blobs", "blobs"]
    assert b"".join(piece(file, one) for file in apart for one in read(file).pieces) == PICTURE
    assert len({read(one).envelope.bundle for one in apart}) == 2


def test_attachments_alone_can_be_asked_for(village):
    (sha256,) = read(written()[0]).envelope.blobs_pending
    (one,) = (b"".join(draft.pieces()) for draft in blobs_only(Order(blobs=frozenset([sha256])), SIGNING))
    assert piece(one, read(one).pieces[0]) == PICTURE
    assert list(blobs_only(Order(blobs=frozenset(["0" * 64])), SIGNING)) == []


@pytest.mark.parametrize("lie", [{"blobs_pending": ["0" * 64]}, {"schema": {"village.describe": 1}}])
def test_attachments_alone_say_nothing_of_lines(village, lie):
    (sha256,) = read(written()[0]).envelope.blobs_pending
    (one,) = (b"".join(draft.pieces()) for draft in blobs_only(Order(blobs=frozenset([sha256])), SIGNING))
    parts = Parts.of(one)
    parts.envelope |= lie
    with pytest.raises(BundleRefused, match="bad-format/envelope"):
        read(parts.honest())


def test_an_erased_body_travels_as_an_empty_line(village):
    LogBody.update(body="").where(LogBody.seq == 2).execute()
    one = read(written()[0])
    assert (one.erased, one.bodies[1]) == ((2,), "")


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda: LogBody.delete().where(LogBody.seq == 2).execute(), id="body gone"),
        pytest.param(lambda: LogBody.update(body="{}").where(LogBody.seq == 2).execute(), id="body changed"),
        pytest.param(lambda: LogLine.delete().where(LogLine.seq == 2).execute(), id="line gone"),
        pytest.param(lambda: LogLine.update(hash="0" * 64).where(LogLine.seq == 3).execute(), id="hash changed"),
        pytest.param(lambda: LogLine.update(header="{}").where(LogLine.seq == 3).execute(), id="header unreadable"),
    ],
)
def test_a_log_that_does_not_hold_is_never_signed(village, damage):
    damage()
    with pytest.raises(LogBroken, match="log verify"):
        written()


def test_a_file_is_saved_whole_under_its_name_and_opens_anywhere(village, tmp_path):
    (draft,) = bundles(Order(blobs=True), SIGNING)
    path = draft.save(tmp_path)
    assert path.name == f"up_{ORIGIN}_e1_000001-000003.zip"
    assert path.stat().st_size == draft.size
    assert zipfile.ZipFile(path).testzip() is None
    assert "No errors" in subprocess.run(["unzip", "-t", path], capture_output=True, text=True, check=True).stdout
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == [path.name]


def test_an_attachment_that_changes_while_it_is_written_leaves_no_file(village, tmp_path):
    (draft,) = bundles(Order(blobs=True), SIGNING)
    blobs.path(draft.envelope.blobs[0].sha256).write_bytes(b"other")
    with pytest.raises(ValueError, match="changed"):
        draft.save(tmp_path)
    assert not [one for one in tmp_path.iterdir() if one.is_file()]
