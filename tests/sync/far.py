"""A county in a process of its own, as a terminal meets it: the real application behind the real server, on loopback."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tests.conftest import SUNDAY_MORNING
from tests.world import child

SERVE = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from waitress.server import create_server
from terminal import clock, county_app
from tests.county.villages import county_settings

begun = clock.now()
said = datetime.fromisoformat(sys.argv[2])
clock.use(lambda: clock.Now.of(said + timedelta(milliseconds=clock._system().mono - begun.mono)))
app = county_app.create_county(county_settings(Path(sys.argv[1])))
server = create_server(app, host="127.0.0.1", port=int(sys.argv[3]), threads=4, max_request_body_size=32 * 2**20)
print(server.effective_port, flush=True)
server.run()
"""


@contextmanager
def county_at(folder: Path, now: datetime = SUNDAY_MORNING.at, port: int = 0) -> Iterator[str]:
    """Address of a county server over this folder; its clock begins at `now`."""
    process = child(SERVE, folder, now.isoformat(), port)
    said = process.stdout.readline() if process.stdout else ""
    assert said.strip().isdigit(), process.communicate()[1]
    try:
        yield f"http://127.0.0.1:{said.strip()}"
    finally:
        end(process)


def end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.communicate(timeout=20)
