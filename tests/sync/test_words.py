"""The foot of every page says how far things have come, and says no more than a receipt says."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from terminal.bundle import sshsig
from terminal.journal.append import tail
from terminal.journal.chain import canonical, digest
from terminal.journal.header import write_header
from terminal.journal.keys import public_bytes
from terminal.sync import receipts, trust
from tests.world import SUNDAY, at, make_disclosure

COUNTY = Ed25519PrivateKey.from_private_bytes(b"c" * 32)


def county_says(data, **fields) -> None:
    """The county's receipt for the newest line, or for what is said otherwise."""
    last = tail()

    said = {"log": f"up:{last.origin}", "epoch": last.epoch, "seq": last.seq, "hash": digest(write_header(last))}
    said |= {"t": "2026-11-22T02:00:00Z", "backup_seq": 0, "missing_blobs": [], "nonce": "", "earlier": []} | fields
    text = (canonical(said) + "\n").encode()
    assert receipts.take(text, sshsig.sign(text, COUNTY, receipts.NAMESPACE), data, at(SUNDAY)) == "kept"


@pytest.fixture
def foot(visit, data):
    trust.trust(public_bytes(COUNTY), trust.COUNTY, "test", at(SUNDAY))
    return lambda address="/": " ".join(visit.get(address).words(".status"))


def test_before_any_receipt_nothing_was_delivered(foot):
    make_disclosure()
    assert "还没有连过县平台" in foot()
    assert "已登记，还没有送达县平台" in foot("/disclosures/2026-00001")


def test_a_receipt_delivers_what_it_covers(foot, data):
    make_disclosure()
    county_says(data)
    assert "都已送达县平台" in foot()
    assert "已登记，已送达县平台" in foot("/disclosures/2026-00001")


def test_what_came_later_still_waits(foot, data):
    make_disclosure()
    county_says(data)
    make_disclosure(title="后来", text="后来的。")
    assert "还有 1 条没有送达县平台" in foot()
    assert "已登记，还没有送达县平台" in foot("/disclosures/2026-00002")


def test_only_the_county_says_that_it_is_kept_twice(foot, data):
    header = make_disclosure()
    county_says(data, backup_seq=header.seq)
    assert "已登记，已送达县平台，已备份" in foot("/disclosures/2026-00001")
