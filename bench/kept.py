"""Whole submissions in a process that is killed at random moments: is every code that was shown found again?"""

import random
import subprocess
import sys
import threading
import time
from pathlib import Path

from bench import world
from terminal import clock
from terminal.feedback import intake
from terminal.feedback.models import FeedbackCase
from terminal.feedback.receipts import unlock
from terminal.feedback.shapes import Submission
from terminal.journal.append import origin
from terminal.opening import open_terminal
from terminal.store.database import close_database

WRITERS = 4


def shown_and_found(folder: Path, wanted: int) -> tuple[int, int]:
    """How many different codes were shown until at least so many were, and how many of them are kept exactly once."""
    settings, chance, shown = world.settings_in(folder), random.Random(), set()
    while len(shown) < wanted:
        shown |= _until_killed(folder, chance.uniform(0.1, 4))
    open_terminal(settings)
    try:
        kept = [row.lookup for row in FeedbackCase.select(FeedbackCase.lookup)]
        return len(shown), sum(kept.count(unlock(code, origin()).lookup) == 1 for code in shown)
    finally:
        close_database()


def _until_killed(folder: Path, wait: float) -> set[str]:
    command = [sys.executable, "-m", "bench.kept", str(folder)]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    first = process.stdout.readline()
    time.sleep(wait)
    process.kill()
    rest, _ = process.communicate()
    # A line that was not written to its end was not shown.
    return {line.strip() for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")}


def _write(show: threading.Lock) -> None:
    while True:
        code = intake.submit(Submission(category="help", addressee="village", text="路灯坏了。"), clock.now())
        with show:
            sys.stdout.write(f"{code}\n")
            sys.stdout.flush()


def main(folder: str) -> None:
    open_terminal(world.settings_in(Path(folder)))
    show = threading.Lock()
    for _ in range(WRITERS):
        threading.Thread(target=_write, args=(show,)).start()


if __name__ == "__main__":
    main(*sys.argv[1:])
