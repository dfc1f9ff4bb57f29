"""Whatever can happen to carried logs, many times: one county, three villages, in every order; all ends must agree."""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from bench.report import About
from bench.rounds import Row
from terminal.errors import TerminalError
from terminal.store.database import close_database

STEPS, AT_ONCE = 50, 50
MEMORY = Path("/dev/shm")
ABOUT = About(
    title="Logs on their way",
    notes=(
        "Each run is up to 50 steps of saying, exporting, importing in any order, twice, never, spoilt; old databases, copied disks, a county from a copy; "
        "then the links heal. Real files, signatures and transactions; only fsync is left out, which the crash laboratory looks at.\n"
    ),
    packages=("hypothesis", "cryptography"),
)


def run(count: int, first: int, told: Callable[[int], None] = lambda done: None) -> list[Row]:
    """Live `count` such lives; `first` says which. Raises TerminalError with the story of the first that goes wrong."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.sync.machines import toy_kinds
    from tests.sync.world import World

    folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
    begun = time.monotonic()
    with pytest.MonkeyPatch.context() as monkey:
        toy_kinds(monkey)
        monkey.setattr("terminal.store.files.os.fsync", lambda _handle: None)
        World.folder = folder / "world"
        try:
            for start in range(0, count, AT_ONCE):
                _live(World, first + start, min(AT_ONCE, count - start))
                told(min(count, start + AT_ONCE))
        finally:
            close_database()
            shutil.rmtree(folder, ignore_errors=True)
    each = (time.monotonic() - begun) / count * 1000
    of = f"of {count:,} × {STEPS} steps"
    return [
        Row("ends that do not agree", 0, of, count, "runs", 0, 0, "low"),
        Row("a run", each, "limit", 5000, "ms", each / 5000, 1, "low"),
    ]


def _live(world: type, number: int, count: int) -> None:
    wanted = settings(
        max_examples=count,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    try:
        run_state_machine_as_test(seed(number)(world), settings=wanted)
    except Exception as wrong:  # noqa: BLE001 - whatever hypothesis wraps it in, its story is the result
        raise TerminalError(f"第 {number} 组（共 {count} 次）里有一次没有对上：{wrong!r}") from wrong
