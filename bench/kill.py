"""`kill -9` under load, a thousand times: whoever was given a code is in the log afterwards."""

from collections.abc import Callable
from pathlib import Path

from bench.report import About
from bench.rounds import Row
from terminal.errors import TerminalError
from tests.crash import killing, lab

SLOWEST = 5  # seconds until the first page
ABOUT = About(
    title="Killed under load",
    notes=(
        "A terminal on loopback, two who write and one who reads at once, killed with -9 at a random moment and started again; at the end every code that "
        "anybody was shown is asked for. The first three are started from nothing, the others forked from a process that has everything loaded."
    ),
    packages=("waitress", "flask"),
)


def run(count: int, first: int, told: Callable[[int], None] = lambda done: None) -> list[Row]:
    """Kill so many times. Raises TerminalError naming what was lost."""
    with lab.room() as folder:
        found = killing.kill_again_and_again(Path(folder), count, 3, told)
    if found.wrong:
        raise TerminalError(f"杀掉 {found.kills} 次以后有不对的：{'；'.join(found.wrong[:5])}")
    return [
        Row("codes given and lost", 0, f"of {found.codes:,}", found.codes, "codes", 0, 0, "low"),
        Row("slowest first page", found.slowest, "limit", SLOWEST, "s", found.slowest / SLOWEST, 1, "low"),
        Row(
            "processor until the first page, from nothing",
            found.work,
            "limit",
            SLOWEST,
            "s",
            found.work / SLOWEST,
            1,
            "low",
        ),
        Row("kills", found.kills, "pages read meanwhile", found.pages, "", 0),
    ]
