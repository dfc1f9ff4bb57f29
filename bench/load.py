"""Knocking on a server with eight connections at once, and counting the answers: wrk, or Python where it is missing."""

import http.client
import re
import shutil
import subprocess
import threading
import time
from urllib.parse import urlsplit

from terminal.errors import TerminalError

CONNECTIONS = 8


def knocker() -> str:
    """Which program knocks."""
    return "wrk" if shutil.which("wrk") else "Python"


def rate(url: str, seconds: int) -> float:
    """Whole pages per second. Raises TerminalError when any answer is not a page."""
    return _wrk(url, seconds) if knocker() == "wrk" else _python(url, seconds)


def _wrk(url: str, seconds: int) -> float:
    said = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", url],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = re.search(r"Requests/sec:\s*([\d.]+)", said)
    if not found or not float(found[1]) or "Non-2xx" in said or "Socket errors" in said:
        raise TerminalError(f"{url} 没有好好回答：{said.strip()}")
    return float(found[1])


def _python(url: str, seconds: int) -> float:
    """One thread for each connection; the interpreter's lock keeps this slower than wrk, alike for all servers."""
    counts, wrong = [0] * CONNECTIONS, []
    until = time.perf_counter() + seconds
    split = urlsplit(url)

    def knock(place: int) -> None:
        connection = http.client.HTTPConnection(split.hostname or "", split.port, timeout=30)
        while time.perf_counter() < until and not wrong:
            connection.request("GET", f"{split.path}?{split.query}")
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                wrong.append(answer.status)
            counts[place] += 1
        connection.close()

    threads = [threading.Thread(target=knock, args=(place,)) for place in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise TerminalError(f"{url} 回答 {wrong[0]}，不是 200。")
    return sum(counts) / seconds
