"""A terminal under load that is killed with -9 again and again: whoever was given a code is in the log when it is back.

The first few servers are `terminal run`, started from nothing. The others are the same command in a child of a process
that has everything loaded: killing is what this is about, not loading.
"""

import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import msgspec

from terminal import events_register
from terminal.commands.run import run
from terminal.feedback.receipts import read_code, unlock
from terminal.journal.append import origin
from terminal.kiosk_app import create_kiosk
from terminal.opening import open_terminal
from terminal.store.database import close_database
from tests import remembered
from tests.crash import check
from tests.crash.workload import Told, settings_in

HOUSE = Path(__file__).parents[2]
PATIENCE = 60  # seconds until the first page, on a machine that does other things too
READS = ("/", "/disclosures/", "/ledger/", "/feedback/new")
CODE = re.compile(r"<b>(\d{4})</b>")
UNIT = """
[unit]
kind = "village"
name = "石桥村"
code = "54990123MA0SQ8001X"
in_service_from = 2026-01-01
township = "柳河镇"
county = "青溪县"
[server]
host = "127.0.0.1"
"""


class Killed(msgspec.Struct):
    """How often it was killed, how many codes were given and pages read, the slowest first page in seconds, the most
    processor time (seconds) a start from nothing took until then, what was wrong."""

    kills: int = 0
    codes: int = 0
    pages: int = 0
    slowest: float = 0
    work: float = 0
    wrong: list[str] = []


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Load:
    """One who reads and two who write, until the connection breaks; the codes they saw."""

    def __init__(self, port: int) -> None:
        self.port, self.codes, self.pages = port, list[str](), 0
        self.threads = [
            threading.Thread(target=self._until_killed, args=(act,)) for act in (self._write, self._write, self._read)
        ]
        for thread in self.threads:
            thread.start()

    def _until_killed(self, act: Callable[[HTTPConnection], None]) -> None:
        while True:
            # Every letter comes from another device: one device waits between two.
            device = f"127.{random.randrange(1, 255)}.{random.randrange(255)}.{random.randrange(1, 255)}"
            try:
                act(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE, source_address=(device, 0)))
            except (OSError, HTTPException):
                return

    def _read(self, connection: HTTPConnection) -> None:
        for path in READS:
            connection.request("GET", path)
            self.pages += connection.getresponse().read() != b""

    def _write(self, connection: HTTPConnection) -> None:
        form = {
            "form": os.urandom(16).hex(),
            "about": "",
            "category": "help",
            "addressee": "village",
            "text": "路灯坏了。",
        }
        connection.request(
            "POST", "/feedback/new", urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"}
        )
        answer = connection.getresponse()
        page = answer.read().decode()
        if answer.status == 303:  # the slip is a page of its own
            connection.request("GET", answer.headers["Location"])
            page = connection.getresponse().read().decode()
        if len(fours := CODE.findall(page)) == 4:
            self.codes.append(" ".join(fours))

    def wait_for_a_code(self) -> None:
        until = time.monotonic() + PATIENCE
        while not self.codes and time.monotonic() < until:
            time.sleep(0.005)

    def over(self) -> None:
        for thread in self.threads:
            thread.join()


def _make_ready(folder: Path) -> None:
    """What the first kiosk of a process puts together and keeps: once, and not in each child."""
    app = create_kiosk(settings_in(folder))
    for path in READS:
        app.test_client().get(path)
    app.extensions["printer"].stop()
    close_database()


def _from_nothing(arguments: list[str]) -> int:
    command = [sys.executable, "-m", "terminal", "run", *arguments]
    around = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}  # as bin/terminal has it
    return subprocess.Popen(command, cwd=HOUSE, env=around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).pid


def _loaded(arguments: list[str]) -> int:
    if child := os.fork():
        return child
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 1), os.dup2(nowhere, 2)
        run.main(arguments, standalone_mode=False)
    finally:
        os._exit(1)


def _first_page(port: int) -> float:
    """Seconds until it came. Raises TimeoutError."""
    began = time.monotonic()
    while time.monotonic() < began + PATIENCE:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            connection.request("GET", "/")
            if connection.getresponse().status == 200:
                return time.monotonic() - began
        except (OSError, HTTPException):
            time.sleep(0.02)
    raise TimeoutError(f"no page within {PATIENCE} s")


def _work(server: int) -> float:
    """Seconds of processor this process has had."""
    said = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
    return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


def kill_again_and_again(
    folder: Path, kills: int, from_nothing: int, told: Callable[[int], None] = lambda done: None
) -> Killed:
    """Start, load, kill; then ask the log for every code that was given."""
    found, codes, data, settings = Killed(), list[str](), folder / "data", folder / "settings.toml"
    settings.write_text(UNIT, "utf-8")
    remembered.install()
    _make_ready(folder / "elsewhere")
    for number in range(kills):
        port = free_port()
        arguments = ["--empty", "--port", str(port), "--data", str(data), "--config", str(settings)]
        server = (_from_nothing if number < from_nothing else _loaded)(arguments)
        try:
            found.slowest = max(found.slowest, _first_page(port))
            found.work = max(found.work, _work(server) if 0 < number < from_nothing else 0)  # the first one compiles
            load = Load(port)
            if number % 2:
                load.wait_for_a_code()
            time.sleep(random.uniform(0.005, 0.4))
        finally:
            os.kill(server, signal.SIGKILL)
            os.waitpid(server, 0)
        load.over()
        codes += load.codes
        found.pages += load.pages
        found.kills += 1
        told(found.kills)
    found.codes = len(codes)
    found.wrong = _lost(data, codes)
    return found


def _lost(data: Path, codes: list[str]) -> list[str]:
    events_register.install()
    open_terminal(settings_in(data))
    try:
        told = [Told(lookup=unlock(read_code(code), origin()).lookup) for code in codes]
    finally:
        close_database()
    wrong = [*check.light(data, "wal", told), *check.whole(data, "wal", told)]
    return [f"{one.sort}: {one.says}" for one in wrong]


def main(folder: str, kills: str, from_nothing: str) -> None:
    found = kill_again_and_again(Path(folder), int(kills), int(from_nothing))
    sys.stdout.write(msgspec.json.encode(found).decode())


if __name__ == "__main__":
    main(*sys.argv[1:])
