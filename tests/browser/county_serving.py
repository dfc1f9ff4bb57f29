"""A real county server in a process of its own, with what `county_world` puts there."""

import os
import subprocess
import sys
import time
from pathlib import Path

from terminal import clock, county_app
from terminal.config import Server
from terminal.serving import serve
from tests.browser import county_world
from tests.browser.serving import HOUSE, PATIENCE, free_port, is_alive
from tests.conftest import SUNDAY_MORNING


class CountyServer:
    """One running county: `.url`, `.kill()`; its first village is the `demonstration`, when there is one."""

    def __init__(self, folder: Path, demonstration: Path | None = None) -> None:
        self.folder, self.port, self.first = folder, free_port(), demonstration
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "CountyServer":
        command = [sys.executable, "-m", "tests.browser.county_serving", str(self.folder), str(self.port)]
        command += [str(self.first)] if self.first else []
        self.process = subprocess.Popen(command, cwd=HOUSE, env=os.environ)
        last = time.monotonic() + PATIENCE
        while not is_alive(self.url):
            assert self.process.poll() is None, "the county did not start"
            assert time.monotonic() < last, "the county does not answer"
            time.sleep(0.1)
        return self

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()


def main() -> None:
    folder, port, *first = sys.argv[1:]
    clock.use(lambda: SUNDAY_MORNING)
    settings = county_world.build(Path(folder), Path(first[0]) if first else None)
    serve(county_app.create_county(settings, is_open=True), Server(host="127.0.0.1", port=int(port)))


if __name__ == "__main__":
    main()
