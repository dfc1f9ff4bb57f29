"""Bundles read and checked in a process of their own, on another core, while this one enters what was read before."""

import contextlib
import fcntl
import os
import select
import signal
import subprocess
import sys
import threading
import weakref
from collections import deque
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from terminal import config
from terminal.bundle.faults import BundleRefused
from terminal.bundle.read import read
from terminal.journal.parts import Part, prepared
from terminal.paper import frames
from terminal.sync.apply import Read

AT_ONCE = 16  # files that lie before the other process; whoever comes then reads for himself
LARGEST = 4 * 2**20  # bytes of a file, and
BODIES = 2**20  # of the bodies in it, of which more than the lines themselves is worked out
PIPE = 2**20  # bytes
PATIENCE = 30  # seconds, then we read it ourselves
IDLE = 300  # seconds without work, then the other process goes


class Ask(msgspec.Struct, frozen=True):
    """A file that lies whole, and who reads it."""

    path: str
    to: str


class Answer(msgspec.Struct, frozen=True):
    """What is in it; nothing where it is not plainly right: then whoever asked looks himself, and says what is wrong."""

    read: Read | None = None


def look(path: Path, to: str) -> Read | None:
    """The bundle in this file and what it tells the tables; None where it is not plainly right."""
    try:
        bundle = read(path, to=to)
    except BundleRefused:
        return None
    raw = bundle.envelope.bodies_raw
    parts: tuple[Part, ...] = ()
    if raw is not None and raw.size <= BODIES:
        parts = tuple(prepared(list(zip(bundle.headers, bundle.bodies, strict=True))))
    return Read(bundle, parts)


class _Turn:
    """Somebody who waits for an answer."""

    def __init__(self) -> None:
        self.answer = Answer()
        self.over = threading.Event()


class _Child:
    """The other process as long as it lives; answers come in the order of the questions."""

    def __init__(self, module: str) -> None:
        paths = [str(config.PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        with contextlib.suppress(OSError):  # so much is written at once, and need not wait until we come to read it
            fcntl.fcntl(cast(BinaryIO, self.process.stdout), fcntl.F_SETPIPE_SZ, PIPE)
        self.waiting: deque[_Turn] = deque()
        self.is_over = False
        self._guard = threading.Lock()
        threading.Thread(target=self._listen, daemon=True).start()

    def ask(self, said: Ask) -> _Turn | None:
        """A place in the row; None when it is long, and when the process is gone."""
        with self._guard:
            if self.is_over or len(self.waiting) >= AT_ONCE:
                return None
            try:
                frames.send(cast(BinaryIO, self.process.stdin), said)
            except OSError:
                return None
            self.waiting.append(turn := _Turn())
            return turn

    def end(self) -> None:
        self.process.kill()

    def _listen(self) -> None:
        """Until it dies, of whatever; nobody waits any longer then."""
        with contextlib.suppress(EOFError, OSError, msgspec.DecodeError):
            while True:
                answer = frames.receive(cast(BinaryIO, self.process.stdout), Answer)
                with self._guard:
                    turn = self.waiting.popleft()
                turn.answer = answer
                turn.over.set()
        self.process.kill()
        self.process.wait()
        with self._guard:
            self.is_over = True
            for turn in self.waiting:
                turn.over.set()
            for pipe in (self.process.stdin, self.process.stdout):
                with contextlib.suppress(OSError):
                    cast(BinaryIO, pipe).close()


class Beside:
    """The other process, `python -m module`: begun when a file comes while `least` are being read here, anew when it died.

    Nothing depends on it: a file it does not answer for is read here, and none is called taken before it is entered.
    """

    def __init__(self, module: str, least: int = 1) -> None:
        self._module, self._least = module, least
        self._guard = threading.Lock()
        self._here = 0  # files that are being read in this process
        self._child: _Child | None = None

    @property
    def pid(self) -> int | None:
        """The other process, if there is one."""
        child = self._child
        return child.process.pid if child and not child.is_over else None

    def read(self, path: Path, to: str) -> Read | None:
        """What `look` says, from wherever there is time. Raises OSError where there is no file."""
        turn = self._asked(Ask(str(path), to)) if path.stat().st_size <= LARGEST else None
        if turn is None:
            return self._look(path, to)
        if not turn.over.wait(PATIENCE):
            self.stop()
        return turn.answer.read

    def _asked(self, said: Ask) -> _Turn | None:
        with self._guard:
            if self._child is None or self._child.is_over:
                if self._here < self._least:
                    return None
                self._child = _Child(self._module)
                weakref.finalize(self, self._child.end)
            return self._child.ask(said)

    def _look(self, path: Path, to: str) -> Read | None:
        with self._guard:
            self._here += 1
        try:
            return look(path, to)
        finally:
            with self._guard:
                self._here -= 1

    def stop(self) -> None:
        """End the other process; whoever waits for it reads for himself."""
        if self._child:
            self._child.end()


def serve() -> None:
    """The other side: questions on standard input, answers on standard output, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Not buffered: a question that is read ahead would not be waited for.
    with open(0, "rb", buffering=0, closefd=False) as asked, contextlib.suppress(EOFError, BrokenPipeError):
        while select.select([asked], [], [], IDLE)[0]:
            said = frames.receive(cast(BinaryIO, asked), Ask)
            frames.send(sys.stdout.buffer, Answer(look(Path(said.path), said.to)))
