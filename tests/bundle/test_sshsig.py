"""Signatures: what we write ssh-keygen opens, what ssh-keygen writes is ours to the byte."""

import subprocess

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bench.forging import KEY
from terminal.bundle import sshsig
from terminal.journal.keys import public_bytes

MESSAGE = "清单\n".encode()
PUBLIC = public_bytes(KEY)


def keygen(folder, *arguments, said=b""):
    command = ["ssh-keygen", *arguments]
    return subprocess.run(command, cwd=folder, input=said, capture_output=True, check=False)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "key").write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    (tmp_path / "key").chmod(0o600)
    (tmp_path / "allowed").write_text(f"village {sshsig.public_line(PUBLIC)}\n")
    (tmp_path / "message").write_bytes(MESSAGE)
    (tmp_path / "message.sig").write_bytes(sshsig.sign(MESSAGE, KEY))
    return tmp_path


CHECK = ("-Y", "verify", "-f", "allowed", "-I", "village", "-s", "message.sig", "-n")


def test_ssh_keygen_finds_our_signature_good(folder):
    done = keygen(folder, *CHECK, "sync-bundle@v1", said=MESSAGE)
    assert done.returncode == 0
    assert sshsig.key_id(PUBLIC).encode() in done.stdout


@pytest.mark.parametrize(("purpose", "said"), [("sync-receipt@v1", MESSAGE), ("sync-bundle@v1", MESSAGE + b"\n")])
def test_ssh_keygen_refuses_another_purpose_or_message(folder, purpose, said):
    assert keygen(folder, *CHECK, purpose, said=said).returncode


def test_ssh_keygen_writes_the_same_bytes(folder):
    (folder / "message.sig").unlink()
    keygen(folder, "-Y", "sign", "-n", "sync-bundle@v1", "-f", "key", "message")
    assert (folder / "message.sig").read_bytes() == sshsig.sign(MESSAGE, KEY)


def test_the_signer_is_named_and_the_key_as_ssh_names_it(folder):
    assert sshsig.verify(MESSAGE, sshsig.sign(MESSAGE, KEY)) == PUBLIC
    (folder / "key.pub").write_text(sshsig.public_line(PUBLIC))
    assert keygen(folder, "-l", "-f", "key.pub").stdout.split()[1].decode() == sshsig.key_id(PUBLIC)


def test_a_signature_of_another_message_is_none():
    assert sshsig.verify(MESSAGE + b" ", sshsig.sign(MESSAGE, KEY)) is None


def test_no_single_bit_may_change():
    right = sshsig.sign(MESSAGE, KEY)
    for bit in range(len(right) * 8):
        wrong = bytearray(right)
        wrong[bit // 8] ^= 1 << bit % 8
        try:
            assert sshsig.verify(MESSAGE, bytes(wrong)) is None
        except ValueError:
            continue


RIGHT = sshsig.sign(MESSAGE, KEY)


@pytest.mark.parametrize(
    "armoured",
    [
        pytest.param(sshsig.sign(MESSAGE, KEY, "sync-receipt@v1"), id="another purpose"),
        pytest.param(RIGHT.replace(b"\n", b"\r\n"), id="line ends of Windows"),
        pytest.param(RIGHT.rstrip(), id="no line feed at the end"),
        pytest.param(RIGHT.replace(b"SSH SIG", b"PGP SIG"), id="another head"),
        pytest.param(b"".join(RIGHT.rsplit(b"=", 1)), id="base64 without its end"),
        pytest.param(RIGHT + RIGHT, id="two"),
        pytest.param("签名".encode(), id="words"),
        pytest.param(b"\xff\xfe", id="no text"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_another_form_is_refused(armoured):
    with pytest.raises(ValueError, match="."):
        sshsig.verify(MESSAGE, armoured)
