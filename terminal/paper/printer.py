"""PDF sheets for the server: kept once made, set by one child process, never more than two people waiting."""

import contextlib
import hashlib
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO, cast

from terminal import config
from terminal.errors import Problem, Refused, TerminalError
from terminal.paper import frames
from terminal.store.files import write_whole

FONT = "Noto Sans CJK SC"
LONGEST = 4 * 1024 * 1024
KEEP_FILES = 300
KEEP_BYTES = 200 * 1024 * 1024
MAY_WAIT = 2
EPOCH = "1577836800"  # any fixed moment will do: the same sheet must give the same bytes


class Busy(TerminalError):
    """Two people already wait for the press."""


class NotPrinted(TerminalError):
    """The sheet could not be made; says why and what to do."""


class Press:
    """The child process that sets sheets: started when needed, ended when idle, replaced when it died."""

    def __init__(self, blobs: Path, wait: float, idle: float) -> None:
        self._blobs, self._wait, self._idle = blobs, wait, idle
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._rest: threading.Timer | None = None

    @property
    def pid(self) -> int | None:
        """The running child, if there is one."""
        return self._child.pid if self._child and self._child.poll() is None else None

    def typeset(self, job: frames.Job) -> frames.Sheet:
        """Set one sheet, trying once more with a new child. Raises NotPrinted."""
        with self._lock:
            self._stop_resting()
            sheet = self._ask(job) or self._ask(job)
            self._start_resting()
        if sheet is None:
            raise NotPrinted("排版的程序停了两回，这一份没排出来。请告诉村里管机器的人。")
        return sheet

    def stop(self) -> None:
        """End the child; the next sheet starts a new one."""
        with self._lock:
            self._stop_resting()
            self._end()

    def _ask(self, job: frames.Job) -> frames.Sheet | None:
        """The sheet, or None when the child died over it. Raises NotPrinted when it took too long."""
        child = self._running()
        late = threading.Event()

        def give_up() -> None:
            late.set()
            child.kill()

        watch = threading.Timer(self._wait, give_up)
        watch.start()
        try:
            frames.send(cast(BinaryIO, child.stdin), job)
            return frames.receive(cast(BinaryIO, child.stdout), frames.Sheet)
        except (EOFError, BrokenPipeError):
            self._end()
            if late.is_set():
                raise NotPrinted(
                    f"排了 {self._wait:g} 秒还没排好，先停下了。内容可能太多，请分开打印，或过一会儿再点。"
                ) from None
            return None
        finally:
            watch.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            paths = [str(config.PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
            self._child = subprocess.Popen(
                [sys.executable, "-m", "terminal.paper.press", str(self._blobs)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONPATH": os.pathsep.join(paths)},
            )
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        with contextlib.suppress(BrokenPipeError):
            cast(BinaryIO, child.stdin).close()
        cast(BinaryIO, child.stdout).close()
        child.wait()

    def _start_resting(self) -> None:
        self._rest = threading.Timer(self._idle, self._end_when_idle)
        self._rest.daemon = True
        self._rest.start()

    def _stop_resting(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None

    def _end_when_idle(self) -> None:
        if self._lock.acquire(blocking=False):
            try:
                self._end()
            finally:
                self._lock.release()


class Printer:
    """Makes each sheet once and keeps it in `folder`; blobs are looked for beside it. `wait` and `idle` are seconds."""

    def __init__(self, folder: Path, *, blobs: Path | None = None, wait: float = 60, idle: float = 120) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.press = Press(blobs or folder.parent / "blobs", wait, idle)
        weakref.finalize(self, self.press.stop)
        self._door, self._waiting = threading.Lock(), 0
        self._fonts = ""

    def pdf(self, html: str, *, title: str) -> Path:
        """The sheet as a PDF file. Raises Refused (too long), Busy or NotPrinted; then nothing is kept."""
        if len(html) > LONGEST:
            raise Refused([Problem("这一份太长，一次排不下。请按月份或按类别分开打印。", title)])
        path = self.folder / f"{self._key(html, title)}.pdf"
        if not path.exists():
            with self._waits():
                self._make(path, frames.Job(html=html, title=title))
        os.utime(path)
        return path

    @property
    def is_full(self) -> bool:
        """True while nobody more may wait."""
        return self._waiting >= MAY_WAIT

    def stop(self) -> None:
        """End the child process."""
        self.press.stop()

    def _make(self, path: Path, job: frames.Job) -> None:
        sheet = self.press.typeset(job)
        if sheet.missing:
            raise NotPrinted(
                f"这一份里有 {len(sheet.missing)} 样东西找不到或者坏了，先不打印，免得印出来缺一块。"
                f"请告诉村里管机器的人：{'、'.join(sheet.missing[:3])}"
            )
        write_whole(path, sheet.pdf)
        sweep(self.folder)

    @contextlib.contextmanager
    def _waits(self) -> Iterator[None]:
        with self._door:
            if self.is_full:
                raise Busy("正在排版别人要的那一份，请过十几秒再点。")
            self._waiting += 1
        try:
            yield
        finally:
            with self._door:
                self._waiting -= 1

    def _key(self, html: str, title: str) -> str:
        self._fonts = self._fonts or chinese_fonts()
        styles = sorted(config.assets("static", "css", "paper").glob("*.css"))
        parts = [html.encode(), title.encode(), self._fonts.encode(), *(path.read_bytes() for path in styles)]
        return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def chinese_fonts() -> str:
    """Which Chinese letters the press would use: files, sizes, and the press's own version. Raises NotPrinted."""
    try:
        listed = subprocess.run(["fc-list", "--format", "%{file}\n", FONT], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        raise NotPrinted("这台机器查不了字体，先不打印。请管机器的人装上 fontconfig。") from None
    files = sorted(set(listed.stdout.split("\n")) - {""})
    if not files:
        raise NotPrinted("这台机器没有装齐中文字，印出来会缺字，先不打印。请管机器的人装上 fonts-noto-cjk。")
    sizes = (f"{name} {Path(name).stat().st_size} {Path(name).stat().st_mtime_ns}" for name in files)
    return "\n".join([*sizes, version("weasyprint")])


def sweep(folder: Path, files: int = KEEP_FILES, size: int = KEEP_BYTES) -> None:
    """Keep the sheets used last, at most so many and so many bytes together; always the very last one."""
    kept = 0
    newest = sorted(((path.stat(), path) for path in folder.glob("*.pdf")), key=lambda pair: -pair[0].st_mtime_ns)
    for place, (facts, path) in enumerate(newest):
        kept += facts.st_size
        if place and (place >= files or kept > size):
            path.unlink(missing_ok=True)
