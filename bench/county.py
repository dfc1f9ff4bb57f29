"""A whole county at one instant: every terminal sends its month twice, some are cut off, some are slow; then all must be there once."""

import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import msgspec

from bench import bundle, world
from bench.calling import PACE, PATIENCE, Busy, Line
from bench.many import Sender, sender
from bench.report import About
from bench.rounds import Row
from bench.servers import Running, family, free_port, processor, python, started
from terminal import clock, config, county_app
from terminal.county.actions import enrol
from terminal.errors import TerminalError
from terminal.journal.keys import public_bytes
from terminal.opening import open_terminal
from terminal.staff.actions import Wanted, add
from terminal.store.database import close_database, database
from terminal.sync import queries

CUT, SLOW = 10, 20  # one of so many is cut off in the middle, one of so many sends 1 kB in a second
TRIES = 40  # how often a terminal begins again
LOOKS = 0.5  # seconds between the looks of somebody who looks at the first page all the while
REACH_SECONDS, REACH_PAGE, REACH_MEMORY = 30, 1000, 300
NAME, PASSWORD = "孙敏", "渡口那棵老槐树又开花了"
ABOUT = About(
    title="A county at one instant",
    notes=(
        "Each terminal has a month of its own (60 disclosures, one sheet of 400 lines, 10 submissions, as in “A month as a bundle”, without attachments), chained and signed "
        "by its own key before the clock starts. All begin at the same instant, on the same cores as the server, each on one connection: challenge, heads, upload by "
        "offset, commit; then the bundle once more, all its bytes again, though the server says that they are there, and commit. "
        f"One in {CUT} is cut off in the middle of a body and goes on from the offset the server names. One in {SLOW} sends 1 kB in a "
        "second; it believes the server the second time, as the terminal's own link does, and only commits again. Whoever is told to come later comes as much later as it "
        f"was told. Meanwhile an officer who is signed in looks at the first page every {LOOKS:g} s. At the end: every head as sent, every line and every row that lines tell "
        "(register, ledger, cases) once. Processor time and memory are those of the server's processes, the one that reads bundles beside the others too; the load is the process that plays all terminals."
    ),
    packages=("waitress", "flask", "peewee", "cryptography"),
)


class Sent(msgspec.Struct):
    """What became of one terminal: commits that were answered well, times it was told to wait, lines that broke, what went wrong."""

    kept: int = 0
    waited: int = 0
    broken: int = 0
    wrong: str = ""


def send(port: int, one: Sender, number: int, begin: threading.Barrier) -> Sent:
    """Everything one terminal does; both of its bundles are the same."""
    found, line = Sent(), Line(port, one, PACE if number % SLOW == 1 else 0)
    to_cut = number % CUT == 0
    begin.wait()
    for _ in range(TRIES):
        try:
            if not line.token:
                line.sign_in()
                line.ask("GET", "heads")
            if to_cut:
                to_cut = False
                line.cut(one.bundle)
            again = bool(found.kept) and not line.is_slow
            answer = line.commit(line.upload(one.bundle, again))
            if answer.status != 200:
                found.wrong = f"{answer.status} {answer.body[:200]!r}"
                break
            found.kept += 1
            if found.kept == 2:
                break
        except Busy as busy:
            found.waited += 1
            time.sleep(busy.seconds)
        except OSError:
            found.broken += 1
            time.sleep(0.2 + secrets.randbelow(1000) / 1000)
    else:
        found.wrong = f"gave up after {TRIES} tries"
    line.close()
    return found


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
        while not self.over.wait(LOOKS):
            began = time.perf_counter()
            connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            connection.request("GET", "/county/", headers={"Cookie": self.cookie})
            answer = connection.getresponse()
            if answer.status != 200 or not answer.read():
                raise TerminalError(f"测速的县干部看首页得到 {answer.status}。")
            self.taken.append((time.perf_counter() - began) * 1000)
            connection.close()

    def p95(self) -> float:
        return sorted(self.taken)[int(len(self.taken) * 0.95)] if self.taken else 0


def highest(server: Running) -> float:
    """The most memory the process and its children have held, in MB; what they share counts for each."""
    return sum(map(_highest, family(server.pid)))


def _highest(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
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
        with started("县平台", command(folder, settings, port), port, "/county/login") as server:
            crowd = _all_at_once(port, senders, server)
        told(count)
        _same(settings, senders, crowd.found)
        return rows(count, crowd)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def command(folder: Path, settings: config.Settings, port: int) -> list[str]:
    """The county as people start it."""
    said = python("-m", "terminal", "county", "--port", port, "--config", folder / "county_config.toml")
    return [*said, "--data", str(settings.data)]


class Crowd(msgspec.Struct):
    """What became of all; seconds until the last was in, of them processor time of the county and of the load; MB."""

    found: list[Sent]
    seconds: float
    county: float
    load: float
    memory: float
    officer: Officer


def _all_at_once(port: int, senders: list[Sender], server: Running) -> Crowd:
    officer, begin = Officer(port), threading.Barrier(len(senders) + 1)
    threading.stack_size(256 * 1024)
    with ThreadPoolExecutor(len(senders)) as pool:
        waiting = [pool.submit(send, port, one, number, begin) for number, one in enumerate(senders)]
        officer.start()
        begin.wait()
        began, county, load = time.perf_counter(), processor(server.pid), time.process_time()
        found = [one.result() for one in waiting]
        seconds = time.perf_counter() - began
    officer.over.set()
    county, load = processor(server.pid) - county, time.process_time() - load
    officer.join()
    return Crowd(found, seconds, county, load, highest(server), officer)


ONCE = {"entry": bundle.DISCLOSURES + 1, "line": bundle.LINES, "feedback_case": bundle.CASES}


def _same(settings: config.Settings, senders: list[Sender], found: list[Sent]) -> None:
    """Raises TerminalError unless every head is what was sent, and every line and every row told by it there once."""
    wrong = [f"{one.origin}：{sent.wrong}" for one, sent in zip(senders, found, strict=True) if sent.wrong]
    wrong += not_whole(settings, senders)
    if wrong:
        raise TerminalError(f"{len(wrong)} 台没有收全：{'；'.join(wrong[:5])}")


def not_whole(settings: config.Settings, senders: list[Sender]) -> list[str]:
    """Which logs are not there as they were sent, each line and each row once."""
    open_terminal(settings)
    try:
        heads = {one.origin: one.seq for one in queries.heads()}
        counts = {
            table: dict(database.execute_sql(f"SELECT origin, COUNT(*) FROM {table} GROUP BY origin").fetchall())
            for table in ("log_line", *ONCE)
        }
    finally:
        close_database()
    wrong = []
    for one in senders:
        here = {table: counts[table].get(one.origin, 0) for table in counts}
        if heads.get(one.origin) != one.lines or here != {"log_line": one.lines, **ONCE}:
            wrong.append(f"{one.origin}：到 {heads.get(one.origin)}，{here}，应到 {one.lines}")
    return wrong


def rows(count: int, crowd: Crowd) -> list[Row]:
    page, seconds, memory = crowd.officer.p95(), crowd.seconds, crowd.memory
    waited, broken = sum(one.waited for one in crowd.found), sum(one.broken for one in crowd.found)
    return [
        Row("heads not as sent, lines and rows not once", 0, f"of {count:,}", count, "terminals", 0, 0, "low"),
        Row("until all are in", seconds, "limit", REACH_SECONDS, "s", seconds / REACH_SECONDS, 1, "low"),
        Row("the officer's page meanwhile, p95", page, "limit", REACH_PAGE, "ms", page / REACH_PAGE, 1, "low"),
        Row("highest memory of the server", memory, "limit", REACH_MEMORY, "MB", memory / REACH_MEMORY, 1, "low"),
        Row("processor, the county", crowd.county, "seconds", seconds, "s", crowd.county / seconds),
        Row("processor, the load", crowd.load, "seconds", seconds, "s", crowd.load / seconds),
        Row("told to come later", waited, "commits", count * 2, "times", waited / (count * 2)),
        Row("lines that broke otherwise", broken, "commits", count * 2, "times", broken / (count * 2)),
        Row(
            "pages the officer saw",
            len(crowd.officer.taken),
            "seconds",
            seconds,
            "",
            len(crowd.officer.taken) / seconds,
        ),
    ]
