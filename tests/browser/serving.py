"""A real terminal in a process of its own, on a free port, on the still Sunday of every test."""

import argparse
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from msgspec.structs import replace

from terminal import clock
from terminal.config import Screen, Server, Settings, read
from terminal.journal.append import tail
from terminal.opening import open_terminal
from terminal.seeding.demo import load
from terminal.store.database import close_database
from tests.conftest import SUNDAY_MORNING

HOUSE = Path(__file__).parents[2]
PATIENCE = 300  # seconds; other work may keep a machine busy


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_alive(url: str) -> bool:
    """Does a terminal answer there?"""
    try:
        with urlopen(f"{url}/healthz", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


class Terminal:
    """One running terminal: `.url`, `.kill()`, `.start()` again on the same port and folder."""

    def __init__(
        self,
        data: Path,
        warn: int = 3600,
        reset: int = 3700,
        port: int = 0,
        config: Path | None = None,
        kiosk: bool = False,
    ) -> None:
        self.data, self.port = data, port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.arguments = [str(data), str(self.port), str(warn), str(reset)]
        self.arguments += ["--config", str(config)] if config else []
        self.arguments += ["--kiosk"] if kiosk else []
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Terminal":
        command = [sys.executable, "-m", "tests.browser.serving", *self.arguments]
        self.process = subprocess.Popen(command, cwd=HOUSE, env=os.environ | {"TZ": "America/Lima"})
        last = time.monotonic() + PATIENCE
        while not is_alive(self.url):
            assert self.process.poll() is None, "the terminal did not start"
            assert time.monotonic() < last, "the terminal does not answer"
            time.sleep(0.1)
        return self

    def kill(self) -> None:
        """As a power cut would end it."""
        if self.process and self.process.poll() is None:
            self.process.kill()
        if self.process:
            self.process.wait()


def fill(data: Path) -> None:
    """Load the demonstration village, as another process would; the folder is at rest afterwards."""
    subprocess.run([sys.executable, "-m", "tests.browser.serving", str(data)], cwd=HOUSE, check=True)


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The console command `terminal …` in a process of its own, on the still Sunday."""
    code = (
        "from terminal import cli, clock; from tests.conftest import SUNDAY_MORNING; "
        "clock.use(lambda: SUNDAY_MORNING); cli.main()"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=HOUSE, capture_output=True, text=True, check=False
    )


def main() -> None:
    """Serve the folder; without a port only fill it."""
    from terminal.kiosk_app import create_kiosk
    from terminal.serving import serve

    asked = argparse.ArgumentParser()
    asked.add_argument("data", type=Path)
    for name in ("port", "warn", "reset"):
        asked.add_argument(name, type=int, nargs="?", default=0)
    asked.add_argument("--config", type=Path)
    asked.add_argument("--kiosk", action="store_true")
    told = asked.parse_args()
    clock.use(lambda: SUNDAY_MORNING)
    server = Server(host="127.0.0.1", port=told.port)
    screen = Screen(idle_warn=told.warn, idle_reset=told.reset, debug=True, kiosk=told.kiosk)
    said = read(told.config) if told.config else Settings()
    settings = replace(said, data=told.data, server=server, screen=screen)
    if told.port:
        serve(create_kiosk(settings), server)
    else:
        open_terminal(settings)
        if tail() is None:
            load("village")
        close_database()


if __name__ == "__main__":
    main()
