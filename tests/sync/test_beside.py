"""Bundles are read in a process beside this one: the same answers, and none is missed when it dies."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from terminal.bundle.faults import BundleRefused
from terminal.bundle.write import Order, Signing, bundles
from terminal.journal import append
from terminal.journal.keys import load_or_make
from terminal.sync import apply
from terminal.sync.beside import Beside, look
from tests.sync.machines import NOW
from tests.world import make_disclosure, opened

MODULE = "terminal.reading"


@pytest.fixture
def path(settings, tmp_path) -> Iterator[Path]:
    """A village's bundle, in a file; the village is open."""
    with opened(settings):
        make_disclosure()
        signing = Signing(load_or_make(settings.data / "keys"), NOW)
        (one,) = (b"".join(draft.pieces()) for draft in bundles(Order(), signing))
        found = tmp_path / "a.zip"
        found.write_bytes(one)
        yield found


@pytest.fixture
def beside() -> Iterator[Beside]:
    found = Beside(MODULE, least=0)
    yield found
    found.stop()


def sent(said):
    return msgspec.msgpack.encode(said)


def test_one_file_alone_is_read_here(path):
    alone = Beside(MODULE)
    assert alone.read(path, append.origin()) == look(path, append.origin())
    assert alone.pid is None


def test_what_is_read_beside_says_the_same(path, beside, tmp_path):
    said = beside.read(path, append.origin())
    assert beside.pid
    assert sent(said) == sent(look(path, append.origin()))
    assert said.bundle.envelope.origin == append.origin()
    assert any('INTO "version"' in statement for part in said.parts for statement in part.rows)
    spoilt = tmp_path / "spoilt.zip"
    spoilt.write_bytes(path.read_bytes()[:-1])
    assert beside.read(spoilt, append.origin()) is None
    with pytest.raises(BundleRefused) as refused:
        apply.take(spoilt, beside.read)
    assert refused.value.code == "bad-format"


def test_nobody_waits_for_a_process_that_died_and_the_next_file_begins_a_new_one(path, beside):
    beside.read(path, append.origin())
    died = beside.pid
    os.kill(died, signal.SIGSTOP)
    answers = []
    asked = threading.Thread(target=lambda: answers.append(beside.read(path, append.origin())))
    asked.start()
    os.kill(died, signal.SIGKILL)
    asked.join()
    # Asked before it died or after: nobody hears of a bundle that is not in the file.
    assert answers in ([None], [look(path, append.origin())])
    assert sent(beside.read(path, append.origin())) == sent(look(path, append.origin()))
    assert beside.pid not in (None, died)
