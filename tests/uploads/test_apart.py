"""A process that takes a file apart may die of it; nobody else does."""

import sys

import msgspec
import pytest

from terminal.uploads import apart


class Told(msgspec.Struct):
    says: str


@pytest.fixture
def process(tmp_path, monkeypatch):
    """A module of its own that does what it is told."""
    monkeypatch.setattr("terminal.config.PACKAGE", tmp_path / "terminal")

    def write(source: str) -> str:
        (tmp_path / "worker.py").write_text(source, encoding="utf-8")
        return "worker"

    return write


def test_bytes_go_in_and_an_answer_comes_out(process):
    worker = process(
        "import sys\nsys.stdout.buffer.write(b'\\x81\\xa4says' + bytes([0xA2]) + sys.stdin.buffer.read())\n"
    )
    assert apart.take_apart(worker, b"ok", "x", Told) == Told("ok")


@pytest.mark.parametrize("signal", ["SIGXCPU", "SIGKILL", "SIGSEGV"])
def test_a_process_that_was_stopped_had_too_much(process, signal):
    worker = process(f"import os, signal\nos.kill(os.getpid(), signal.{signal})\n")
    with pytest.raises(apart.TooMuch):
        apart.take_apart(worker, b"", "x", Told)


def test_a_process_that_takes_too_long_had_too_much(process, monkeypatch):
    monkeypatch.setattr(apart, "PATIENCE_SECONDS", 0.2)
    with pytest.raises(apart.TooMuch):
        apart.take_apart(process("import time\ntime.sleep(60)\n"), b"", "x", Told)


def test_a_process_that_fell_over_had_a_broken_file(process):
    with pytest.raises(apart.Broken):
        apart.take_apart(process("raise SystemExit(1)\n"), b"", "x", Told)


def test_neither_surroundings_nor_folders_of_the_caller_reach_the_process(process, monkeypatch):
    monkeypatch.setenv("SECRET", "x")
    worker = process(
        "import os, sys\nassert 'SECRET' not in os.environ\nassert '' not in sys.path\nsys.stdout.buffer.write(b'\\x81\\xa4says\\xa0')\n"
    )
    assert apart.take_apart(worker, b"", "x", Told) == Told("")


@pytest.mark.parametrize(
    ("work", "says"),
    [
        pytest.param("raise apart.Unreadable('看不懂。')", "看不懂。", id="refused"),
        pytest.param("bytearray(2 ** 40)", "太大", id="out of memory"),
        pytest.param("return Told('x' * (apart.LARGEST_ANSWER + 1))", "太大", id="a huge answer"),
        pytest.param("return Told(data.decode() + name)", "好的", id="done"),
    ],
)
def test_the_other_side_answers_whatever_happens(process, work, says):
    source = (
        f"import sys\nsys.path += {sys.path!r}\nimport msgspec\nfrom terminal.uploads import apart\n\n"
        f"class Told(msgspec.Struct):\n    says: str\n\n\ndef work(data, name):\n    {work}\n\n\napart.serve(work, Told, '太大')\n"
    )
    assert apart.take_apart(process(source), "好".encode(), "的", Told) == Told(says)
