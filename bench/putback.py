"""A county's database put back seven days, while its terminals go on calling: what they said since comes again by itself."""

import os
import secrets
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from bench import county
from bench.calling import Busy, Line
from bench.many import Sender, divided, sender
from bench.report import About
from bench.rounds import Row
from bench.servers import free_port, started
from terminal import config
from terminal.errors import TerminalError

WEEK = 48  # lines of the month that were there seven days ago
ROUND = 0.5  # seconds until a terminal calls again, and up to twice that
PATIENCE, REACH_SECONDS = 300, 60
ABOUT = About(
    title="A county's database put back seven days",
    notes=(
        f"Terminals as in “A county at one instant”, each calling every half to one second, as a round of `terminal sync` does: ask for the heads, send from there on. The first {WEEK} lines of the month are "
        "in when the county's whole data folder is copied; then the rest comes in and is receipted. The county is killed (−9), the copy takes the place of its "
        "folder, and it is started again; nobody tells the terminals. Lost: a receipted line, or a row it tells, that is not there once when all heads are as before. "
        "Seconds count from the moment the county answers again."
    ),
    packages=("waitress", "flask", "peewee", "cryptography"),
)


class Caller(threading.Thread):
    """One terminal that goes on calling until it is told to stop; `most` is how much of its log it has said so far."""

    def __init__(self, port: int, one: Sender, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.one, self.parts, self.most, self.held = one, divided(one, WEEK), WEEK, 0
        self.wrong, self.unreached = "", 0
        self._line, self._stop_all = Line(port, one), stop

    def run(self) -> None:
        while not self._stop_all.is_set():
            try:
                self._round()
            except Busy as busy:
                self._stop_all.wait(busy.seconds)
            except OSError:
                self.unreached += 1
                self._line.token = ""
            self._stop_all.wait(ROUND + secrets.randbelow(1000) / 1000 * ROUND)
        self._line.close()

    def _round(self) -> None:
        """What a round does: prove who one is, ask how far the county is, send what comes after that."""
        if not self._line.token:
            self._line.sign_in()
        answer = self._line.ask("GET", "heads")
        if answer.status != 200:
            self._line.token = ""
            return
        self.held = int(msgspec.json.decode(answer.body)["seq"])
        if self.held < self.most:
            first, rest = self.parts
            sent = self._line.commit(self._line.upload(rest if self.held >= WEEK else first))
            if sent.status == 401:  # the county was begun anew in between
                self._line.token = ""
            elif sent.status != 200:
                self.wrong = f"{self.one.origin}：{sent.status} {sent.body[:200]!r}"


def run(count: int, first: int, told: Callable[[int], None] = lambda done: None) -> list[Row]:
    """Let `count` terminals live through it. Raises TerminalError naming what was lost."""
    folder = Path(tempfile.mkdtemp(prefix="putback"))
    stop = threading.Event()
    try:
        month = county.month(folder)
        senders = [sender(month, number) for number in range(first, first + count)]
        settings, port = county.settle(folder, senders), free_port()
        threading.stack_size(256 * 1024)
        callers = [Caller(port, one, stop) for one in senders]
        told(count // 4)
        seconds = _lived_through(folder, settings, port, callers)
        told(count)
        stop.set()
        if lost := [*(one.wrong for one in callers if one.wrong), *county.not_whole(settings, senders)]:
            raise TerminalError(f"{len(lost)} 台没有补全：{'；'.join(lost[:5])}")
        unreached = sum(one.unreached for one in callers)
        return [
            Row(
                "receipted lines and rows lost",
                0,
                f"of {count * (senders[0].lines):,}",
                count,
                "terminals",
                0,
                0,
                "low",
            ),
            Row("until all is there again", seconds, "limit", REACH_SECONDS, "s", seconds / REACH_SECONDS, 1, "low"),
            Row("things a person had to do at a terminal", 0, "terminals", count, "times", 0, 0, "low"),
            Row("calls that reached nobody meanwhile", unreached, "terminals", count, "times", unreached / count),
        ]
    finally:
        stop.set()
        shutil.rmtree(folder, ignore_errors=True)


def _lived_through(folder: Path, settings: config.Settings, port: int, callers: list[Caller]) -> float:
    """Seconds from the county's first answer after it was put back until everything is there again."""
    command, copy = county.command(folder, settings, port), folder / "seven days ago"
    with started("县平台", command, port, "/county/login"):
        for one in callers:
            one.start()
        _await(callers, WEEK)
    shutil.copytree(settings.data, copy)
    for one in callers:
        one.most = one.one.lines
    with started("县平台", command, port, "/county/login") as server:
        _await(callers, callers[0].one.lines)
        os.kill(server.pid, signal.SIGKILL)
    shutil.rmtree(settings.data)
    copy.rename(settings.data)
    with started("县平台", command, port, "/county/login"):
        began = time.perf_counter()
        _await(callers, callers[0].one.lines)
        return time.perf_counter() - began


def _await(callers: list[Caller], lines: int) -> None:
    """Until every terminal has heard that so many of its lines are there. Raises TerminalError."""
    for one in callers:
        one.held = 0
    until = time.perf_counter() + PATIENCE
    while any(one.held < lines for one in callers):
        if time.perf_counter() > until or any(one.wrong for one in callers):
            late = [one for one in callers if one.held < lines]
            raise TerminalError(f"{len(late)} 台没有等到：{[one.wrong or one.held for one in late[:5]]}")
        time.sleep(0.05)
