"""A whole county at one instant: every terminal sends its month twice, some are cut off, some are slow; then all must be there once."""

import hashlib
import json
import secrets
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from typing import Any

import msgspec

from bench import bundle, world
from bench.many import Sender, sender
from bench.report import About
from bench.rounds import Row
from bench.servers import Running, free_port, python, started
from terminal import clock, config, county_app
from terminal.bundle import sshsig
from terminal.county.actions import enrol
from terminal.errors import TerminalError
from terminal.journal.keys import public_bytes
from terminal.journal.models import LogLine
from terminal.opening import open_terminal
from terminal.staff.actions import Wanted, add
from terminal.store.database import close_database
from terminal.sync import queries

CUT, SLOW = 10, 20  # one of so many is cut off in the middle, one of so many sends 1 kB in a second
PACE, PIECE = 1024, 64 * 1024  # bytes in a second of a slow one; bytes of a piece of the others
PATIENCE, TRIES = 120, 40  # seconds for one answer; how often a terminal begins again
REACH_SECONDS, REACH_PAGE, REACH_MEMORY = 30, 1000, 300
NAME, PASSWORD = "孙敏", "渡口那棵老槐树又开花了"
ABOUT = About(
    title="A county at one instant",
    notes=(
        "Each terminal has a month of its own (60 disclosures, one sheet of 400 lines, 10 submissions, as in “A month as a bundle”, without attachments), chained and signed "
        "by its own key. All begin at the same instant, on the same cores as the server: challenge, heads, upload by offset, commit; then the whole "
        f"bundle once more. One in {CUT} is cut off in the middle of a body and goes on from the offset the server names, one in {SLOW} sends 1 kB in a "
        "second. Meanwhile an officer who is signed in asks for the first page again and again. At the end: every head as sent, every line once."
    ),
    packages=("waitress", "flask", "peewee", "cryptography"),
)


class Sent(msgspec.Struct):
    """What became of one terminal: commits that were answered well, times it was told to wait, what went wrong."""

    kept: int = 0
    waited: int = 0
    wrong: str = ""


class Line(msgspec.Struct):
    """One terminal's way to the server: a connection for each request, as a bad link has it."""

    port: int
    one: Sender
    slow: bool
    token: str = ""

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            if self.token:
                headers["Authorization"] = f"Bearer {self.token}"
            connection.request(method, f"/sync/v1/{path}", self._paced(body) if self.slow and body else body, headers)
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()

    @staticmethod
    def _paced(body: bytes) -> Any:
        for start in range(0, len(body), PACE):
            yield body[start : start + PACE]
            time.sleep(1)

    def sign_in(self) -> None:
        _, said = self._json("POST", "session", {"origin": self.one.origin})
        signature = sshsig.sign(said["nonce"].encode(), self.one.key, "sync-session@v1").decode()
        _, said = self._json(
            "POST", "session", {"origin": self.one.origin, "nonce": said["nonce"], "signature": signature}
        )
        self.token = said["token"]

    def _json(self, method: str, path: str, said: dict[str, str]) -> tuple[int, dict[str, Any]]:
        answer, body = self.ask(method, path, json.dumps(said).encode(), **{"Content-Type": "application/json"})
        if answer.status == 429:
            raise Busy(answer.getheader("Retry-After", "1"))
        return answer.status, json.loads(body)

    def offset(self, name: str) -> int:
        answer, _ = self.ask("HEAD", f"up/{name}")
        if answer.status == 429:
            raise Busy(answer.getheader("Retry-After", "1"))
        return int(answer.getheader("Upload-Offset", "0"))

    def patch(self, name: str, at: int, piece: bytes) -> int:
        headers = {"Upload-Offset": str(at), "Content-Type": "application/offset+octet-stream"}
        headers["Content-Length"] = str(len(piece))
        headers["Upload-Length"] = str(len(self.one.bundle))
        return self.ask("PATCH", f"up/{name}", piece, **headers)[0].status

    def cut(self, name: str, piece: bytes) -> None:
        """Half of a body, then the line is dead."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as link:
            head = f"PATCH /sync/v1/up/{name} HTTP/1.1\r\nHost: county\r\nAuthorization: Bearer {self.token}\r\nUpload-Offset: 0\r\n"
            head += f"Content-Type: application/offset+octet-stream\r\nContent-Length: {len(piece)}\r\n\r\n"
            link.sendall(head.encode() + piece[: len(piece) // 2])


class Busy(Exception):
    """The server said: later."""


def send(port: int, one: Sender, number: int, begin: threading.Barrier) -> Sent:
    """Everything one terminal does; both of its bundles are the same."""
    found, line = Sent(), Line(port, one, slow=number % SLOW == 1)
    begin.wait()
    name = hashlib.sha256(one.bundle).hexdigest()
    to_cut = number % CUT == 0
    for _ in range(TRIES):
        try:
            if not line.token:
                line.sign_in()
                line.ask("GET", "heads")
            if to_cut:
                to_cut = False
                line.cut(name, one.bundle)
            _upload(line, name)
            answer, said = line.ask("POST", f"commit/{name}", b"{}", **{"Content-Type": "application/json"})
            if answer.status == 200:
                found.kept += 1
                if found.kept == 2:
                    return found
                continue
            if answer.status != 429:
                found.wrong = f"{answer.status} {said[:200]!r}"
                return found
            raise Busy
        except Busy:
            found.waited += 1
            time.sleep(1 + secrets.randbelow(1000) / 500)
        except (OSError, HTTPException):
            time.sleep(0.2 + secrets.randbelow(1000) / 1000)
    found.wrong = found.wrong or f"gave up after {TRIES} tries"
    return found


def _upload(line: Line, name: str) -> None:
    data = line.one.bundle
    while (at := line.offset(name)) < len(data):
        piece = data[at : at + (len(data) if line.slow else PIECE)]
        if line.patch(name, at, piece) == 429:
            raise Busy


def month(folder: Path) -> bytes:
    """The bundle of one village's month, from its first line on."""
    settings = world.settings_in(folder / "month")
    open_terminal(settings)
    try:
        bundle.month(settings)
        return bundle.exported(settings, 0)
    finally:
        close_database()


def settle(folder: Path, senders: list[Sender]) -> config.Settings:
    """A county that takes all of them, and an officer who may look."""
    county_app.install()
    settings = config.Settings(
        data=folder / "county", county=config.County("青溪县", "Qingxi County", "540990", ("柳河镇",))
    )
    open_terminal(settings)
    try:
        for number, one in enumerate(senders):
            enrol(
                public_bytes(one.key), f"5409901{number:05}", f"第{number + 1}村", "柳河镇", by="测速", now=clock.now()
            )
        add(Wanted(name=NAME, roles=("officer",), password=PASSWORD), by="测速", now=clock.now())
    finally:
        close_database()
    path = folder / "county_config.toml"
    path.write_text(
        '[county]\nname = "青溪县"\ntownships = ["柳河镇"]\n[server]\nhost = "127.0.0.1"\nthreads = 8\n',
        encoding="utf-8",
    )
    return settings


class Officer(threading.Thread):
    """Somebody who is signed in and looks at the first page all the while; milliseconds of each."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.port, self.taken, self.over = port, list[float](), threading.Event()
        self.cookie = self._sign_in()

    def _sign_in(self) -> str:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        form = f"name={NAME}&password={PASSWORD}&next=".encode()
        connection.request("POST", "/county/login", form, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        cookie = answer.getheader("Set-Cookie", "").split(";")[0]
        if not cookie:
            raise TerminalError(f"测速的县干部没有登录成（{answer.status}）。")
        return cookie

    def run(self) -> None:
        while not self.over.is_set():
            began = time.perf_counter()
            connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            connection.request("GET", "/county/", headers={"Cookie": self.cookie})
            if connection.getresponse().read() and not self.over.is_set():
                self.taken.append((time.perf_counter() - began) * 1000)
            connection.close()
            time.sleep(0.05)

    def p95(self) -> float:
        return sorted(self.taken)[int(len(self.taken) * 0.95)] if self.taken else 0


def highest(server: Running) -> float:
    """The most memory the process has held, in MB."""
    status = Path(f"/proc/{server.pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


def run(count: int, first: int, told: Callable[[int], None] = lambda done: None) -> list[Row]:
    """Let `count` terminals send at once; `first` is the number of the first. Raises TerminalError naming what went wrong."""
    folder = Path(tempfile.mkdtemp(prefix="county"))
    try:
        said = month(folder)
        senders = [sender(said, number) for number in range(first, first + count)]
        told(count // 4)
        settings = settle(folder, senders)
        port = free_port()
        command = python("-m", "terminal", "county", "--port", port, "--config", folder / "county_config.toml")
        with started("县平台", [*command, "--data", str(settings.data)], port, "/county/login") as server:
            seconds, officer, found = _all_at_once(port, senders)
            memory = highest(server)
        told(count)
        _same(settings, senders, found)
        return rows(count, seconds, officer, memory, sum(one.waited for one in found))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _all_at_once(port: int, senders: list[Sender]) -> tuple[float, Officer, list[Sent]]:
    officer, begin = Officer(port), threading.Barrier(len(senders) + 1)
    threading.stack_size(256 * 1024)
    with ThreadPoolExecutor(len(senders)) as pool:
        waiting = [pool.submit(send, port, one, number, begin) for number, one in enumerate(senders)]
        officer.start()
        begin.wait()
        began = time.perf_counter()
        found = [one.result() for one in waiting]
        seconds = time.perf_counter() - began
    officer.over.set()
    return seconds, officer, found


def _same(settings: config.Settings, senders: list[Sender], found: list[Sent]) -> None:
    """Raises TerminalError unless every head is what was sent, and every line there once."""
    wrong = [f"{one.origin}：{sent.wrong}" for one, sent in zip(senders, found, strict=True) if sent.wrong]
    open_terminal(settings)
    try:
        heads = {one.origin: one.seq for one in queries.heads()}
        for one in senders:
            lines = LogLine.select().where(LogLine.origin == one.origin).count()
            if heads.get(one.origin) != one.lines or lines != one.lines:
                wrong.append(f"{one.origin}：到 {heads.get(one.origin)}，{lines} 条，应有 {one.lines}")
    finally:
        close_database()
    if wrong:
        raise TerminalError(f"{len(wrong)} 台没有收全：{'；'.join(wrong[:5])}")


def rows(count: int, seconds: float, officer: Officer, memory: float, waited: int) -> list[Row]:
    page = officer.p95()
    return [
        Row("heads not as sent, lines not once", 0, f"of {count:,}", count, "terminals", 0, 0, "low"),
        Row("until all are in", seconds, "limit", REACH_SECONDS, "s", seconds / REACH_SECONDS, 1, "low"),
        Row("the officer's page meanwhile, p95", page, "limit", REACH_PAGE, "ms", page / REACH_PAGE, 1, "low"),
        Row("highest memory of the server", memory, "limit", REACH_MEMORY, "MB", memory / REACH_MEMORY, 1, "low"),
        Row("told to come later", waited, "commits", count * 2, "times", waited / (count * 2)),
        Row("pages the officer saw", len(officer.taken), "seconds", seconds, "", 0),
    ]
