"""Keys are written as the age command writes them."""

import subprocess

from terminal.text.bech32 import write_bech32


def test_the_shortest_published_example_is_written():
    assert write_bech32("a", b"") == "a12uel5l"


def test_the_age_command_takes_every_key_that_was_written():
    for number in range(5):
        secret = write_bech32("age-secret-key-", bytes([number]) * 31 + bytes([number + 1])).upper()
        done = subprocess.run(["age-keygen", "-y"], input=secret, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("age1")
