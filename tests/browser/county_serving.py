"""A real county server in a process of its own: three villages, one heard of today, one by stick, one frozen; two people."""

import os
import subprocess
import sys
import time
from pathlib import Path

from terminal import clock, county_app
from terminal.clock import Now
from terminal.config import Server
from terminal.county import access, actions, arrivals, queries
from terminal.opening import open_terminal
from terminal.serving import serve
from terminal.staff.rules import Role
from terminal.sync.apply import Applied
from tests.browser.serving import HOUSE, PATIENCE, free_port, is_alive
from tests.conftest import SUNDAY_MORNING
from tests.county.villages import county_settings, make_world
from tests.staff.people import make


def people_the_county(folder: Path) -> None:
    """What the pages have to show: contacts, arrivals, something aside, a record."""
    logs = {name: log for log, name in queries.names().items()}
    make(Role.ADMIN)
    officer = make(Role.OFFICER)
    came = Applied(bundle="up_1", origin=logs["石桥村"], epoch=1, seq=4, word="new", lines=3, blobs=1)
    arrivals.note(came, "push", SUNDAY_MORNING, size=48_000)
    earlier = Now.of(SUNDAY_MORNING.at.replace(day=16))
    arrivals.note(Applied(bundle="up_2", origin=logs["上湾村"], epoch=1, seq=4, word="new", lines=4), "stick", earlier)
    arrivals.refused(logs["松岭村"], "push", "文件的签名不对，传坏了，没有收下。", SUNDAY_MORNING)
    actions.freeze(logs["松岭村"], by="测试", now=SUNDAY_MORNING)
    aside = folder / "quarantine" / logs["松岭村"]
    aside.mkdir(parents=True)
    (aside / "up_x.zip").write_bytes(b"0" * 4000)
    (aside / "up_x.txt").write_text("up_x（fork）与这里已有的登记矛盾：同一个号码，两条不同的登记。", "utf-8")
    access.record(officer, "letter.open", village=logs["石桥村"], about="F2026-0007", now=SUNDAY_MORNING)


class CountyServer:
    """One running county: `.url`, `.kill()`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "CountyServer":
        command = [sys.executable, "-m", "tests.browser.county_serving", str(self.folder), str(self.port)]
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
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    clock.use(lambda: SUNDAY_MORNING)
    make_world(folder)
    settings = county_settings(folder / "county")
    county_app.install()
    open_terminal(settings)
    people_the_county(settings.data)
    serve(county_app.create_county(settings, is_open=True), Server(host="127.0.0.1", port=port))


if __name__ == "__main__":
    main()
