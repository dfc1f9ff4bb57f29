"""The county server in a process of its own, and commands in theirs, on the still Sunday of every test."""

import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from tests.browser.serving import HOUSE, PATIENCE, command, free_port
from tests.county.villages import TOWNSHIPS

COUNTY = f"""[county]
name = "青溪县"
name_en = "Qingxi County"
code = "540990"
townships = ["{TOWNSHIPS[0]}", "{TOWNSHIPS[1]}"]

[server]
host = "127.0.0.1"
"""
RUN = "from terminal import cli, clock; from tests.conftest import SUNDAY_MORNING; clock.use(lambda: SUNDAY_MORNING); cli.main()"


class RealCounty:
    """`.url`, `.start()`, `.kill()`; `.settings` is its settings file, for commands over the same folder."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.settings = data.with_name(f"{data.name}.toml")
        self.settings.write_text(COUNTY, "utf-8")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "RealCounty":
        asked = ["county", "--port", str(self.port), "--data", str(self.data), "--config", str(self.settings)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", RUN, *asked], cwd=HOUSE, env=os.environ | {"TZ": "Asia/Tokyo"}
        )
        last = time.monotonic() + PATIENCE
        while not self._answers():
            assert self.process.poll() is None, "the county did not start"
            assert time.monotonic() < last, "the county does not answer"
            time.sleep(0.1)
        return self

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/sync/v1/time?nonce={'0' * 32}", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.kill()
        if self.process:
            self.process.wait()

    def stick(self, folder: Path) -> subprocess.CompletedProcess[str]:
        """Read a stick at the county."""
        return command("stick", "import", folder, "--data", self.data, "--config", self.settings)
