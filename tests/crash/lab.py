"""The laboratory: a village works, the power goes in thousands of moments, and what is left is opened and asked.

`python -m tests.crash.lab JOURNAL COUNT EVERY DURABILITY` reads a journal and prints what it found as JSON. Every state is
asked for its log, its chain, its attachments and everything that was told; every EVERY-th is opened as `terminal run`
does, its tables are told anew and compared, and a line is added. That takes forty times as long, so not all are.
"""

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec

from terminal import clock, events_register
from tests.crash import check, replay, shim
from tests.world import SUNDAY, at

HOUSE = Path(__file__).parents[2]
MEMORY = Path("/dev/shm")
ROUNDS = 5


class Found(msgspec.Struct):
    """How many states were looked at, how many of them opened whole, and what was wrong: states by sort, some in words."""

    states: int = 0
    opened: int = 0
    fsyncs: int = 0
    told: int = 0
    wrong: dict[str, int] = {}
    says: list[str] = []


def room() -> tempfile.TemporaryDirectory:
    """A folder that lies in memory where there is such a place."""
    return tempfile.TemporaryDirectory(prefix="crash-", dir=MEMORY if MEMORY.is_dir() else None)


def work(folder: Path, mutation: str = "none", durability: str = "wal", rounds: int = ROUNDS) -> Path:
    """Let a village work in a process of its own below `folder`; the journal of what it did."""
    data, journal = folder / "data", folder / "journal"
    data.mkdir()
    command = [sys.executable, "-m", "tests.crash.workload", str(data), str(rounds), mutation, durability]
    done = subprocess.run(
        command, cwd=HOUSE, env=shim.watched(data, journal), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return journal


def look(
    journal: Path,
    count: int,
    every: int = 50,
    durability: str = "wal",
    told: Callable[[int], None] | None = None,
    seed: int = 0,
) -> Found:
    """Cut the power so many times, in this process."""
    events_register.install()
    clock.use(lambda: at(SUNDAY))
    operations = replay.read(journal)
    found, sorts = Found(), Counter[str]()
    found.fsyncs = sum(one.what == "F" for one in operations)
    found.told = sum(one.what == "A" for one in operations)
    with room() as folder:
        ground = replay.Ground(Path(folder))
        for state in replay.states(operations, count, seed):
            ground.become(state.left)
            was_told = check.told_together(state.told)
            wrong = list(check.light(ground.folder, durability, was_told))
            if state.number % every == 0:
                ground.become(state.left)
                wrong += check.whole(ground.folder, durability, was_told)
                found.opened += 1
            sorts.update({one.sort for one in wrong})
            found.says += [f"state {state.number} after {state.after}: {one.sort}: {one.says}" for one in wrong[:2]]
            found.states += 1
            if told and found.states % 100 == 0:
                told(found.states)
    clock.use(None)
    found.wrong, found.says = dict(sorts), found.says[:20]
    return found


def look_aside(journal: Path, count: int, every: int = 50, durability: str = "wal") -> Found:
    """The same in a process of its own: it opens one database after the other."""
    command = [sys.executable, "-m", "tests.crash.lab", str(journal), str(count), str(every), durability]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return msgspec.json.decode(done.stdout, type=Found)


def main(journal: str, count: str, every: str, durability: str) -> None:
    sys.stdout.write(msgspec.json.encode(look(Path(journal), int(count), int(every), durability)).decode())


if __name__ == "__main__":
    main(*sys.argv[1:])
