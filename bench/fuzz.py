"""Bundles spoiled in a million ways: none may be taken, none may bring the reader down, none may cost memory."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from bench.mutations import WAYS, spoiled
from bench.report import About
from bench.rounds import Row
from terminal.bundle.faults import BundleRefused
from terminal.bundle.read import read
from terminal.errors import TerminalError

GOLDEN = Path(__file__).parents[1] / "tests" / "bundle" / "golden"
AT_ONCE = 20_000  # in one process, so that one that dies costs no more
MEMORY, LONGEST = 200, 2_000  # MB, ms
ABOUT = About(
    title="Spoiled bundles",
    notes=(
        f"From the golden bundles, by {len(WAYS)} ways in turn: {', '.join(one.__name__ for one in WAYS)}. “Honest” ones change only the sender's own word, are "
        "signed by the sender and must be taken; all others must be refused, also those the sender's own key signs. Memory: the highest "
        "resident set of a process that spoils and reads; a process that dies counts as a crash, and its number is printed."
    ),
    packages=("cryptography", "msgspec"),
)


class Found(msgspec.Struct):
    """What became of the bundles from `start` on: how many were read, which were taken or refused wrongly, which crashed."""

    start: int
    read: int = 0
    accepted: list[int] = []
    refused: list[int] = []
    crashed: list[int] = []
    memory: float = 0  # MB
    longest: float = 0  # ms


def corpus() -> list[bytes]:
    """The golden bundles. Raises TerminalError where there are none."""
    found = [path.read_bytes() for path in sorted(GOLDEN.glob("*.zip"))]
    if not found:
        raise TerminalError("这里没有 tests/bundle/golden/ 里的样本：要在源代码里做。")
    return found


def taken(data: bytes) -> bool:
    try:
        read(data)
    except BundleRefused:
        return False
    return True


def try_some(start: int, count: int) -> Found:
    """Read the bundles of these numbers, in this process."""
    found, bundles = Found(start), corpus()
    for number in range(start, start + count):
        one = spoiled(number, bundles)
        began = time.perf_counter()
        was_taken = taken(one.data)
        found.longest = max(found.longest, (time.perf_counter() - began) * 1000)
        if was_taken != one.honest:
            (found.accepted if was_taken else found.refused).append(number)
        found.read += 1
    found.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def _in_another_process(start: int, count: int) -> Found:
    """The same in a process of its own; where it dies, as far as it came and the number that killed it."""
    child = "import sys; from bench import fuzz; fuzz.main(int(sys.argv[1]), int(sys.argv[2]))"
    command = [sys.executable, "-c", child, str(start), str(count)]
    done = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return msgspec.json.decode(done.stdout, type=Found)
    if count == 1:
        return Found(start, 1, crashed=[start])
    half = count // 2
    return together([_in_another_process(start, half), _in_another_process(start + half, count - half)])


def main(start: int, count: int) -> None:
    """What the other process does: results as JSON."""
    sys.stdout.write(msgspec.json.encode(try_some(start, count)).decode())


def together(found: list[Found]) -> Found:
    """All results as one."""
    return Found(
        start=found[0].start,
        read=sum(one.read for one in found),
        accepted=[number for one in found for number in one.accepted],
        refused=[number for one in found for number in one.refused],
        crashed=[number for one in found for number in one.crashed],
        memory=max(one.memory for one in found),
        longest=max(one.longest for one in found),
    )


def run(count: int, first: int, told: Callable[[int], None] = lambda done: None) -> list[Row]:
    """Spoil and read `count` bundles from number `first` on. Raises TerminalError naming those that went wrong."""
    found: list[Found] = []
    for start in range(first, first + count, AT_ONCE):
        found.append(_in_another_process(start, min(AT_ONCE, first + count - start)))
        told(start - first + found[-1].read)
    total = together(found)
    if wrong := {
        name: getattr(total, name)[:20] for name in ("accepted", "refused", "crashed") if getattr(total, name)
    }:
        raise TerminalError(f"有数据包没有按规定处理，编号：{json.dumps(wrong)}。")
    return rows(total)


def rows(total: Found) -> list[Row]:
    """The table; none is what was to be reached for the first three."""
    read_all = f"of {total.read:,}"
    return [
        Row("wrong ones taken", len(total.accepted), read_all, total.read, "bundles", len(total.accepted), 0, "low"),
        Row("honest ones refused", len(total.refused), read_all, total.read, "bundles", len(total.refused), 0, "low"),
        Row("crashes", len(total.crashed), read_all, total.read, "bundles", len(total.crashed), 0, "low"),
        Row("highest memory", total.memory, "limit", MEMORY, "MB", total.memory / MEMORY, 1, "low"),
        Row("longest", total.longest, "limit", LONGEST, "ms", total.longest / LONGEST, 1, "low"),
    ]
