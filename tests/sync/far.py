"""A county, or a terminal, in a process of its own: the real application behind the real server, on loopback."""

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
from terminal import clock

begun = clock.now()
if sys.argv[2].startswith("@"):
    told = Path(sys.argv[2][1:])
    clock.use(lambda: clock.Now.of(datetime.fromisoformat(told.read_text())))
else:
    said = datetime.fromisoformat(sys.argv[2])
    clock.use(lambda: clock.Now.of(said + timedelta(milliseconds=clock._system().mono - begun.mono)))
folder = Path(sys.argv[1])
if sys.argv[4] == "county":
    from terminal import county_app
    from tests.county.villages import county_settings
    app = county_app.create_county(county_settings(folder))
else:
    from terminal.kiosk_app import create_kiosk
    from tests.county.villages import village_settings
    app = create_kiosk(village_settings(folder, int(sys.argv[4])))
server = create_server(app, host="127.0.0.1", port=int(sys.argv[3]), threads=4, max_request_body_size=32 * 2**20)
print(server.effective_port, flush=True)
server.run()
"""


@contextmanager
def county_at(folder: Path, now: datetime | Path = SUNDAY_MORNING.at, port: int = 0) -> Iterator[str]:
    """Address of a county server over this folder; its clock begins at `now`, or is what stands in this file."""
    with _served(folder, now, port, "county") as address:
        yield address


@contextmanager
def kiosk_at(folder: Path, place: int = 0, now: datetime = SUNDAY_MORNING.at) -> Iterator[str]:
    """The same for a terminal of the county's world."""
    with _served(folder, now, 0, str(place)) as address:
        yield address


@contextmanager
def _served(folder: Path, now: datetime | Path, port: int, what: str) -> Iterator[str]:
    process = child(SERVE, folder, f"@{now}" if isinstance(now, Path) else now.isoformat(), port, what)
    said = process.stdout.readline() if process.stdout else ""
    assert said.strip().isdigit(), process.communicate()[1]
    try:
        yield f"http://127.0.0.1:{said.strip()}"
    finally:
        end(process)


def end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.communicate(timeout=20)
