"""The database file is spoilt a thousand times: found before a wrong page is served, and everything that left comes back."""

import shutil
from collections.abc import Callable
from pathlib import Path

from bench.report import About
from bench.rounds import Row
from terminal.errors import TerminalError
from tests.crash import lab
from tests.sync import damage

ABOUT = About(
    title="Damaged databases",
    notes=(
        f"A terminal of {damage.ALL} lines, {damage.KEPT} of them in a backup, {damage.LEFT} in the outbox, the last ones in the WAL. Each time its file or its "
        f"WAL is spoilt: {', '.join(one.__name__ for one in damage.WAYS)}; then it is opened as `terminal run` does. No line may stand there that nobody wrote, at no moment; "
        "every line that left must be there at the end, no other may be gone unnoticed, no index may hide a row, and the tables be what the log says. Not found: damage that spoilt nothing anybody reads (free "
        "pages, tables told anew from the log)."
    ),
    packages=("peewee",),
)


def run(count: int, first: int, told: Callable[[int], None] = lambda done: None) -> list[Row]:
    """Spoil so many times, from this number on. Raises TerminalError naming what went wrong."""
    wrong: list[str] = []
    found = 0
    with lab.room() as folder, damage.a_terminal(Path(folder)) as before:
        for done, number in enumerate(range(first, first + count), 1):
            case = damage.spoilt(before, Path(folder) / "data", number)
            wrong += [f"{case.number}（{case.way}）：{'；'.join(case.wrong)}"] if case.wrong else []
            found += case.was_found
            if done % 20 == 0 or done == count:
                told(done)
        shutil.rmtree(Path(folder) / "data")
    if wrong:
        raise TerminalError(f"损坏 {count} 次，有 {len(wrong)} 次不对：{'；'.join(wrong[:5])}")
    return [
        Row(
            "wrong lines served, lines lost that had left, wrong tables",
            0,
            f"of {count:,}",
            count,
            "cases",
            0,
            0,
            "low",
        ),
        Row("found and brought back", found, f"of {count:,}", count, "cases", found / count),
    ]
