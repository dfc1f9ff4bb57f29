"""The machine's key is made once, kept from others, and never silently replaced by a wrong one."""

import base64
import subprocess

import pytest

from terminal.errors import LogBroken
from terminal.journal.keys import load_or_make, origin_of, public_bytes


def test_only_its_owner_may_read_the_key(tmp_path):
    load_or_make(tmp_path / "keys")
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "keys" / "terminal.key").stat().st_mode & 0o777 == 0o600


def test_the_next_start_finds_the_same_key(tmp_path):
    first, second = load_or_make(tmp_path / "keys"), load_or_make(tmp_path / "keys")
    assert public_bytes(first) == public_bytes(second)
    assert origin_of(first) == origin_of(second)


def test_two_machines_have_two_names(tmp_path):
    names = {origin_of(load_or_make(tmp_path / name)) for name in ("one", "other")}
    assert len(names) == 2
    assert all(len(name) == 12 and name.startswith("t-") for name in names)


def test_public_tools_read_the_key(tmp_path):
    key = load_or_make(tmp_path / "keys")
    said = subprocess.run(
        ["ssh-keygen", "-y", "-f", tmp_path / "keys" / "terminal.key"], capture_output=True, text=True, check=True
    )
    assert base64.b64decode(said.stdout.split()[1]).endswith(public_bytes(key))
    assert said.stdout.split()[:2] == (tmp_path / "keys" / "terminal.key.pub").read_text().split()[:2]


def _made_by_ssh_keygen(folder, *arguments):
    path = folder / "made"
    subprocess.run(["ssh-keygen", "-q", "-f", path, *arguments], check=True)
    return path.read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda key, folder: b"", id="empty"),
        pytest.param(lambda key, folder: b"\x00\xff" * 200, id="noise"),
        pytest.param(lambda key, folder: key[:100], id="cut"),
        pytest.param(lambda _, folder: _made_by_ssh_keygen(folder, "-t", "ecdsa", "-N", ""), id="another kind of key"),
        pytest.param(lambda _, folder: _made_by_ssh_keygen(folder, "-t", "ed25519", "-N", "secret"), id="locked"),
    ],
)
def test_a_damaged_key_is_named_and_left_as_it_is(tmp_path, damage):
    load_or_make(tmp_path / "keys")
    path = tmp_path / "keys" / "terminal.key"
    damaged = damage(path.read_bytes(), tmp_path)
    path.write_bytes(damaged)
    with pytest.raises(LogBroken, match=r"密钥文件 .*terminal\.key"):
        load_or_make(tmp_path / "keys")
    assert path.read_bytes() == damaged
