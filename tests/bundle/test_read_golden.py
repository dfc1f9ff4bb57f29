"""Bundles of every version that was ever given out are read for ever, and never change."""

import hashlib

import pytest

from bench.forging import ORIGIN
from terminal.bundle.read import piece, read
from tests.bundle import goldens
from tests.bundle.conftest import PICTURE
from tests.bundle.test_read_elsewhere import verified

GOLDEN = sorted(goldens.FOLDER.glob("*.zip"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_bundle_is_read_here_and_by_the_verifier(path, tmp_path):
    one = read(path)
    assert (one.envelope.bundle, one.envelope.origin) == (path.stem, ORIGIN)
    assert all(piece(path, blob) == PICTURE for blob in one.pieces)
    assert verified(path.read_bytes(), tmp_path)


def test_no_golden_bundle_ever_changes_or_goes():
    found = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in GOLDEN)
    assert found == goldens.SUMS.read_text("utf-8")


def test_every_shape_is_among_them():
    found = [read(path) for path in GOLDEN]
    assert {one.envelope.kind for one in found} == {"up", "blobs"}
    assert any(one.erased for one in found)
    assert any(one.envelope.from_seq > 1 for one in found)
    assert any(one.envelope.blobs_pending for one in found)


def test_new_ones_can_still_be_made(tmp_path):
    goldens.make(tmp_path)
    assert [path.name for path in sorted(tmp_path.glob("*.zip"))] == [path.name for path in GOLDEN]
