"""Letters to an office above, sent through a browser by the hundred; then every file is searched for what stood in them."""

import json
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import msgspec
from playwright.sync_api import BrowserContext, sync_playwright

from bench import letters, needles, paint, servers, world
from bench.letters import Said
from bench.needles import Needles
from bench.report import About
from bench.rounds import Row
from terminal.feedback.sealed import queries, sealing
from terminal.feedback.sealed.container import Letter
from terminal.journal import blobs
from terminal.opening import open_terminal
from terminal.store.database import close_database

TEMPORARY = (Path("/dev/shm"), Path("/tmp"), Path("/var/tmp"))
SETTLED = 4  # seconds until a browser has written what it writes
SLICED = 10  # letters of each half whose photographs and voices are looked for
LOOKED_UP = 2  # letters of each half whose code is typed in again
MOST_TOLD = 20
OFFICE = "青溪县纪委监委信访室"
FAKE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
ABOUT = About(
    title="Sealed letters searched for",
    packages=("pyrage", "playwright"),
    programs=(("chromium", "--version"),),
    notes=(
        "Reports to the discipline office, each handed in through Chromium with words, name, telephone, photograph and voice: "
        "one half at the panel (its camera, its microphone), one half as from a phone (a photograph of more than 500 kB whose "
        "name and EXIF carry the words, a voice that carries them too). The process is `terminal run` with the wait between "
        "two letters and the limit of thirty a day with photographs taken away, and is ended with kill −9 after each half, so "
        "that the WAL stays. Searched: every file below the data folder (database, WAL, blobs, templates, PDFs), all the "
        "process printed, every file it held open and every new file in /dev/shm, /tmp and /var/tmp while it ran, the files of "
        "the browser (a private window, as `--incognito` opens one) among them, a copy of the folder and two backups of the "
        "database (SQLite's own and VACUUM INTO). Looked for: words, name, telephone and file names in UTF-8, UTF-16 (both ways), GB18030, each also in base64 "
        "(wherever it begins) and hex, as JSON and in addresses; pieces of photographs and voices, as sent and as sealed; the "
        "receipt codes. Control: the same search for one letter written to the village, which must be found."
    ),
)

Told = Callable[[int], None]


class Run(msgspec.Struct):
    """One run: where it lies, what is said in it, and what came of it."""

    folder: Path
    said: Said
    control: Said
    recipient: str
    identity: str
    codes: list[str] = msgspec.field(default_factory=list)
    slices: list[bytes] = msgspec.field(default_factory=list)
    held: list[str] = msgspec.field(default_factory=list)
    letters: list[Letter] = msgspec.field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def needles(self, more: Iterable[bytes] = ()) -> Needles:
        shapes = self.said.needles()
        for place, piece in enumerate([*self.slices, *more]):
            every = needles.of_bytes(piece) if place % SLICED == 0 else [piece]
            shapes |= dict.fromkeys(every, "photograph or voice")
        return Needles(shapes, frozenset(code.encode() for code in self.codes))


# ---- the terminal and the browser ----


def _settings(run: Run, kiosk: bool) -> Path:
    path = servers.settings_file(run.folder, world.settings_in(run.data))
    office = f'{{ addressee = "discipline", name = "{OFFICE}", keys = ["{run.recipient}"] }}'
    more = f"[feedback]\ncamera = true\nmicrophone = true\noffice = [{office}]\n[screen]\nkiosk = {json.dumps(kiosk)}\n"
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    return path


@contextmanager
def _running(run: Run, kiosk: bool) -> Iterator[servers.Running]:
    """The terminal; ended as a power cut would, what it held open searched just before."""
    port = servers.free_port()
    asked = ("run", "--empty", "--port", port, "--config", _settings(run, kiosk), "--data", run.data)
    with (run.folder / "output").open("ab") as output:
        child = subprocess.Popen(
            servers.python("-m", "bench.box", *asked), cwd=servers.HERE.parent, stdout=output, stderr=output
        )
        try:
            while True:
                try:
                    servers.get(port, "/healthz")
                    break
                except OSError:
                    assert child.poll() is None, (run.folder / "output").read_text("utf-8")
                    time.sleep(0.05)
            yield servers.Running("terminal", port, child.pid, 0)
        finally:
            child.kill()
            child.wait()


@contextmanager
def _browser(url: str) -> Iterator[BrowserContext]:
    """A private window (--incognito), with a camera that shows a clock and a microphone that beeps."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=paint.chromium(), args=[*paint.FLAGS, *FAKE])
        opened = browser.new_context(
            base_url=url, viewport={"width": 1080, "height": 1920}, has_touch=True, locale="zh-CN"
        )
        opened.set_default_timeout(60_000)
        try:
            yield opened
        finally:
            browser.close()


def _half(run: Run, numbers: Sequence[int], kiosk: bool, told: Told) -> None:
    """These letters; at the panel with its camera, or with files as from a phone. One more to the village."""
    began = time.time()
    with _running(run, kiosk) as server, _browser(server.url("/")) as browser:
        page = browser.new_page()
        for place, number in enumerate(numbers):
            letters.write(page, run.said, number, "report", "discipline")
            if kiosk:
                letters.take_picture_and_speak(page)
            else:
                letters.send_along(page, run.said)
            if place < SLICED:
                run.slices += letters.pieces(page)
            run.codes.append(letters.hand_in(page))
            if place < LOOKED_UP:
                letters.look_up(page, run.codes[-1])
            told(1)
        letters.write(page, run.control, 0, "help", "village")
        letters.hand_in(page)
        time.sleep(SETTLED)
        _search_what_is_open(run, server.pid, began)


def _search_what_is_open(run: Run, process: int, began: float) -> None:
    """While the process and the browser are still there: what they hold open, and what lies in temporary files."""
    wanted = run.needles()
    run.held += _searched([*needles.open_files(process)], wanted)
    lying = needles.newer(TEMPORARY, began, run.folder)
    run.held += _searched(lying, Needles(run.said.needles(), wanted.codes))


# ---- the search ----


def _searched(paths: Iterable[Path], wanted: Needles) -> list[str]:
    found: list[str] = []
    for path in paths:
        try:
            found += needles.hits(path, wanted)
        except FileNotFoundError:  # a temporary file of somebody else, gone meanwhile
            continue
    return found


def _back_up(data: Path, folder: Path) -> Path:
    """A copy of the folder, and the database saved in SQLite's own two ways."""
    shutil.copytree(data, folder / "copy")
    with closing(sqlite3.connect(data / "terminal.db")) as there, closing(sqlite3.connect(folder / "saved.db")) as here:
        there.backup(here)
        there.execute("VACUUM INTO ?", (str(folder / "vacuumed.db"),))
    return folder


def _is_whole(letter: Letter, said: Said) -> bool:
    kinds = sorted(one.media_type.partition("/")[0] for one in letter.submission.attached)
    there = (letter.submission.name, letter.submission.phone) == (said.name, said.phone)
    return there and said.words in letter.submission.text and kinds == ["audio", "image"]


def _swap() -> Row:
    said = dict(line.split(":") for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines())
    total, free, memory = (int(said[name].split()[0]) / 1024 for name in ("SwapTotal", "SwapFree", "MemTotal"))
    return Row("swap in use on this machine", total - free, "memory", memory, "MB", (total - free) / memory)


def _none(what: str, found: Sequence[str], count: int) -> Row:
    for one in found[:MOST_TOLD]:
        click.echo(one, err=True)
    return Row(f"hits, {what}", len(found), "letters", count, "hits", len(found) / count, 0, "low")


def _there(what: str, found: int, against: str, of: int) -> Row:
    return Row(what, found, against, of, "letters", found / of, 1, "high")


def run(count: int, first: int, told: Told) -> list[Row]:
    """Send so many letters, half of them at the panel, numbered from `first`; then search."""
    with TemporaryDirectory(prefix="canary-") as folder:
        identity, recipient = sealing.new_identity()
        this = Run(Path(folder), Said.by_chance(), Said.by_chance(), recipient, identity)
        this.data.mkdir()
        numbers = range(first, first + count)
        _half(this, numbers[: count // 2], True, told)
        _half(this, numbers[count // 2 :], False, told)
        # Before anything else opens the folder: the WAL is as the killed process left it.
        rows = [*_as_it_lies(this, count)]
        return [*_opened(this, count), *rows, *_unsealed(this, count), _swap()]


def _as_it_lies(this: Run, count: int) -> Iterator[Row]:
    wanted = this.needles()
    yield _none("below the data folder", _searched(needles.files(this.data), wanted), count)
    yield _none("open and temporary files, the browser's too", this.held, count)
    yield _none("output of the process", _searched([this.folder / "output"], wanted), count)
    control = _searched(needles.files(this.data), Needles(this.control.needles()))
    yield _there("control, a letter to the village found", bool(control), "letter", 1)


def _opened(this: Run, count: int) -> Iterator[Row]:
    """Every letter that lies there, opened with the key of its office."""
    open_terminal(world.settings_in(this.data))
    try:
        sealed = [blobs.path(one.sha256).read_bytes() for one in queries.letters()]
    finally:
        close_database()
    this.letters = [sealing.unseal(data, [this.identity]) for data in sealed]
    whole = sum(_is_whole(letter, this.said) for letter in this.letters)
    yield _there("sealed, with words, photograph and voice", whole, "codes shown", len(set(this.codes)))


def _unsealed(this: Run, count: int) -> Iterator[Row]:
    """Now that the seals are off: the photographs as they lie in the letters, in the folder and in copies of it."""
    some = this.letters[:SLICED] + this.letters[-SLICED:]
    files = [one.data for letter in some for one in letter.submission.attached]
    wanted = this.needles(letters.piece(data) for data in files)
    backup = this.folder / "backup"
    backup.mkdir()
    paths = [*needles.files(this.data), *needles.files(_back_up(this.data, backup))]
    yield _none("a copy and two backups", _searched(paths, wanted), count)
