"""A stranger's file is taken apart in a process of its own, with little memory and little time: it can only hurt itself."""

import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import TypeVar

import msgspec

from terminal import config
from terminal.errors import TerminalError

MEMORY_BYTES = 512 * 2**20
SECONDS = 20
PATIENCE_SECONDS = 60
LARGEST_ANSWER = 48 * 2**20

Answer = TypeVar("Answer", bound=msgspec.Struct)


class Unreadable(TerminalError):
    """The file is not what it should be; the text is a whole sentence for the sender."""


class TooMuch(TerminalError):
    """The process ran out of memory or time over the file."""


class Broken(TerminalError):
    """The process fell over the file: it is damaged, or made to do harm."""


def take_apart(module: str, data: bytes, argument: str, answer: type[Answer]) -> Answer:
    """What `python -m module argument` says about these bytes. Raises TooMuch, Broken."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", module, argument],
            input=data,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            env={"PYTHONPATH": str(config.PACKAGE.parent), "PYTHONUTF8": "1"},
        )
    except subprocess.TimeoutExpired:
        raise TooMuch("太久了。") from None
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGSEGV):
        raise TooMuch("太大了。")
    if done.returncode:
        raise Broken("坏了。")
    return msgspec.msgpack.decode(done.stdout, type=answer)


def serve(work: Callable[[bytes, str], Answer], told: Callable[[str], Answer], too_big: str) -> None:
    """The other side: bytes on standard input, an answer on standard output; a crash means a broken file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        said = msgspec.msgpack.encode(work(sys.stdin.buffer.read(), sys.argv[1]))
    except Unreadable as refused:
        said = msgspec.msgpack.encode(told(str(refused)))
    except MemoryError:
        said = msgspec.msgpack.encode(told(too_big))
    if len(said) > LARGEST_ANSWER:
        said = msgspec.msgpack.encode(told(too_big))
    sys.stdout.buffer.write(said)
