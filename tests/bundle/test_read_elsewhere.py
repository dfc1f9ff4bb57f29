"""Other people's programs read what ours wrote: unzip, sha256sum, bagit, ssh-keygen, and a verifier written from the document."""

import subprocess
import sys

import pytest

from bench.forging import KEY, ORIGIN, Parts
from terminal.bundle import bag, sshsig
from terminal.bundle.faults import BundleRefused
from terminal.bundle.read import read
from terminal.bundle.write import Order, bundles
from terminal.journal.keys import public_bytes
from tests.bundle.conftest import SIGNING
from tests.bundle.test_read_envelope import ENVELOPE_LIES
from tests.house.sources import HOUSE

VERIFIER = HOUSE / "docs" / "verify_bundle.py"


def ran(folder, *command, said=b""):
    done = subprocess.run(command, cwd=folder, input=said, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return (done.stdout + done.stderr).decode()


@pytest.fixture
def unpacked(small, tmp_path):
    """The folder that unzip makes of the bundle."""
    (tmp_path / "it.zip").write_bytes(small)
    ran(tmp_path, "unzip", "-q", "it.zip")
    return tmp_path / Parts.of(small).folder


def verified(data: bytes, tmp_path) -> bool:
    """What the verifier written from the document says, in a process of its own."""
    path = tmp_path / "it.zip"
    path.write_bytes(data)
    done = subprocess.run([sys.executable, "-I", VERIFIER, path], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode == 0


def test_unzip_tests_it(small, tmp_path):
    (tmp_path / "it.zip").write_bytes(small)
    assert "No errors" in ran(tmp_path, "unzip", "-t", "it.zip")


def test_sha256sum_finds_every_file(unpacked):
    assert "FAILED" not in ran(unpacked, "sha256sum", "--strict", "-c", bag.TAGMANIFEST, bag.MANIFEST)


def test_bagit_finds_the_bag_valid(unpacked):
    assert "is valid" in ran(unpacked.parent, sys.executable, "-m", "bagit", "--validate", unpacked.name)


def test_bagit_finds_a_changed_bag_invalid(unpacked):
    (unpacked / "data" / "log.jsonl.gz").write_bytes(b"x")
    done = subprocess.run([sys.executable, "-m", "bagit", "--validate", unpacked], capture_output=True, check=False)
    assert done.returncode


def test_ssh_keygen_finds_the_signature_good(unpacked):
    (unpacked / "allowed").write_text(f"{ORIGIN} {sshsig.public_line(public_bytes(KEY))}\n")
    asked = f"ssh-keygen -Y verify -f allowed -I {ORIGIN} -n sync-bundle@v1 -s {bag.SIGNATURE}"
    assert "Good" in ran(unpacked, *asked.split(), said=(unpacked / bag.TAGMANIFEST).read_bytes())


def test_the_verifier_needs_only_python_and_is_short():
    source = VERIFIER.read_text("utf-8")
    assert "terminal." not in source
    assert len(source.splitlines()) < 150


def test_the_verifier_takes_what_we_write(small, tmp_path):
    assert verified(small, tmp_path)


def test_the_verifier_takes_what_a_county_sends_down(village, tmp_path):
    """Every second body is for somebody else: its line is there, its words are not."""
    order = Order(kind="down", to="t-aaaaaaaaaa", withhold=lambda line: line.seq % 2 == 0)
    (one,) = bundles(order, SIGNING)
    data = b"".join(one.pieces())
    assert "" in read(data, key=public_bytes(KEY)).bodies
    assert verified(data, tmp_path)
    parts = Parts.of(data)
    parts.envelope = parts.envelope | {"log": f"up:{ORIGIN}"}
    assert not verified(parts.honest(KEY), tmp_path)


def test_the_verifier_takes_attachments_alone(village, tmp_path, monkeypatch):
    monkeypatch.setattr("terminal.bundle.limits.PREFERRED", 1024 * 1024 + 10)
    files = [b"".join(one.pieces()) for one in bundles(Order(blobs=True), SIGNING)]
    assert [read(one).envelope.kind for one in files] == ["up", "blobs"]
    assert all(verified(one, tmp_path) for one in files)


# Shapes that only matter to somebody who uses the field; the verifier uses none of these.
NOT_USED = {"no clock", "root below 0", "root is a truth", "to nobody", "epoch 0", "no hash", "pending twice", "from 0"}
NOT_USED |= {f"without {name}" for name in ("app", "seen_down", "last_receipt", "clock", "root_version", "to")}
LIES = [one for one in ENVELOPE_LIES if one.id not in NOT_USED][::3]


@pytest.mark.parametrize("lie", [pytest.param(one.values[0], id=one.id) for one in LIES])
def test_the_verifier_refuses_the_same_lies(parts, tmp_path, lie):
    assert not verified(lie(parts), tmp_path)


@pytest.mark.parametrize("place", [0.01, 0.2, 0.4, 0.6, 0.8, 0.999])
def test_the_verifier_refuses_a_changed_bit_and_a_torn_file(small, tmp_path, place):
    at = int(len(small) * place)
    wrong = bytearray(small)
    wrong[at] ^= 1
    assert not verified(bytes(wrong), tmp_path)
    assert not verified(small[:at], tmp_path)


def test_both_agree_on_a_sentence_in_pieces(parts, tmp_path):
    parts.files["data/note.txt"] = b"later"
    assert verified(parts.honest(), tmp_path)
    parts.files["data/X.txt"] = b"never"
    assert not verified(parts.honest(), tmp_path)
    with pytest.raises(BundleRefused):
        read(parts.honest())
