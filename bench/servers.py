"""Servers in processes of their own, on loopback, on ports nobody uses; how much memory such a process takes."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import msgspec

from terminal import config
from terminal.errors import TerminalError

HERE = Path(__file__).parent
PATIENCE = 60.0  # seconds until a first page


class Running(msgspec.Struct, frozen=True):
    """A server that answers; `seconds` is how long its first page took from the start of its process."""

    name: str
    port: int
    pid: int
    seconds: float

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(port: int, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
    """One page: status, headers, body. Raises OSError while nobody listens."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    finally:
        connection.close()


def python(*arguments: object) -> list[str]:
    """A command line of this very Python."""
    return [sys.executable, *map(str, arguments)]


def terminal(data: Path, settings: Path, port: int) -> list[str]:
    """The terminal as people start it."""
    return python("-m", "terminal", "run", "--empty", "--port", port, "--config", settings, "--data", data)


def settings_file(folder: Path, settings: config.Settings) -> Path:
    """A settings file that says the same as these settings, on loopback."""
    server = msgspec.structs.replace(settings.server, host="127.0.0.1")
    tables = {"unit": settings.unit, "server": server, "log": settings.log, "paper": settings.paper}
    path = folder / "settings.toml"
    path.write_text(
        "".join(_toml(name, msgspec.to_builtins(table)) for name, table in tables.items()), encoding="utf-8"
    )
    return path


def _toml(name: str, table: dict[str, str | int]) -> str:
    lines = (f"{key} = {value if key == 'in_service_from' else json.dumps(value)}\n" for key, value in table.items())
    return f"[{name}]\n{''.join(lines)}"


@contextmanager
def started(name: str, command: list[str], port: int, path: str = "/") -> Iterator[Running]:
    """Start a server, wait for its first whole page at `path`, and end it afterwards. Raises TerminalError."""
    began = time.perf_counter()
    with TemporaryFile() as said:  # a pipe nobody empties would stop the server when it is full
        child = subprocess.Popen(
            command, cwd=HERE.parent, stdout=subprocess.DEVNULL, stderr=said, start_new_session=True
        )
        try:
            _await_first_page(name, child, port, path, began, said)
            yield Running(name, port, child.pid, time.perf_counter() - began)
        finally:
            _end(child)


def _await_first_page(
    name: str, child: subprocess.Popen[bytes], port: int, path: str, began: float, said: IO[bytes]
) -> None:
    while time.perf_counter() - began < PATIENCE:
        try:
            status, _, _ = get(port, path)
        except (OSError, http.client.HTTPException):
            if child.poll() is not None:
                said.seek(0)
                last = said.read().decode(errors="replace").strip()[-400:]
                raise TerminalError(f"{name} 没有开起来：{last}") from None
            time.sleep(0.002)
            continue
        if status != 200:
            raise TerminalError(f"{name} 的 {path} 回答 {status}，不是 200。")
        return
    raise TerminalError(f"{name} 等了 {PATIENCE:.0f} 秒还没有开起来。")


def _end(child: subprocess.Popen[bytes]) -> None:
    child.send_signal(signal.SIGINT)
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


@contextmanager
def together(*servers: tuple[str, list[str], int, str]) -> Iterator[dict[str, Running]]:
    """Several servers at once, by name."""
    with ExitStack() as stack:
        yield {one[0]: stack.enter_context(started(*one)) for one in servers}


def family(pid: int) -> list[int]:
    """A process and those it began that are still there, whichever thread began them."""
    listed = (path.read_text(encoding="ascii").split() for path in Path(f"/proc/{pid}/task").glob("*/children"))
    return [pid, *(one for several in list(listed) for child in several for one in family(int(child)))]


def processor(pid: int) -> float:
    """Seconds of processor a process and its children have used until now."""
    return sum(map(_processor, family(pid)))


def _processor(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> float:
    """Proportional share of memory (PSS) in MB of a process and all its children."""
    listed = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    own = next(int(line.split()[1]) for line in listed if line.startswith("Pss:")) / 1024
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return own + sum(memory(int(child)) for child in children if Path(f"/proc/{child}").exists())
