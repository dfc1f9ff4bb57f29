"""The preloaded library: made with gcc when its source is new, and spoken to from inside the process it watches."""

import ctypes
import hashlib
import os
import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
ROOM, SYNC, READ_ONLY = 1, 2, 4  # what may fail: whatever takes room on the disk, fsync; the disk is read-only


def library() -> Path:
    """The compiled library, kept for this user under the hash of its source."""
    mark = hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "village-terminal"
    made = cache / f"crash-{mark}.so"
    if not made.exists():
        cache.mkdir(parents=True, exist_ok=True)
        part = made.with_suffix(f".{os.getpid()}")
        subprocess.run(
            ["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", part, SOURCE, "-ldl", "-lpthread"],
            check=True,
        )
        part.replace(made)
    return made


def watched(root: Path, journal: Path | None = None) -> dict[str, str]:
    """The environment of a process whose every change below `root` is written into `journal`."""
    said = {"LD_PRELOAD": str(library()), "CRASH_ROOT": str(root.resolve())}
    return os.environ | said | ({"CRASH_JOURNAL": str(journal)} if journal else {})


def acknowledge(data: bytes) -> None:
    """Somebody has been told this; from here on it must be true after any power cut."""
    ctypes.CDLL(None).crash_ack(data, ctypes.c_size_t(len(data)))


def fail(what: int, number: int, error: int, for_good: bool) -> None:
    """From now on the `number`-th of these things fails with this error, once or from there on for good; 0 for none."""
    ctypes.CDLL(None).crash_fail(what, ctypes.c_long(number), error, int(for_good))


def heal() -> None:
    fail(0, 0, 0, False)


def counted() -> int:
    """How many things that might have failed have happened since `fail`."""
    ask = ctypes.CDLL(None).crash_count
    ask.restype = ctypes.c_long
    return int(ask())
