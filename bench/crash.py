"""The power goes a hundred thousand times: nothing that was told may be lost, nothing may be damaged."""

from collections.abc import Callable
from pathlib import Path

from bench.report import About
from bench.rounds import Row
from terminal.errors import TerminalError
from terminal.store.database import DURABILITY
from tests.crash import lab

EVERY = 50
ABOUT = About(
    title="Power cuts",
    notes=(
        "A village publishes, imports months, takes in letters (its own and sealed) and answers to a questionnaire while a preloaded library writes "
        "down every change below its folder; the power then goes after any of these changes, with any 512-byte sectors and any last names "
        f"lost that no fsync covered. Every state is asked for log, chain, attachments and what was told; every {EVERY}th is opened whole and "
        "its tables are told anew. Half of them with the WAL, half with a rollback journal."
    ),
    packages=("peewee",),
)


def run(count: int, first: int, told: Callable[[int], None] = lambda done: None) -> list[Row]:
    """Cut so many times; `first` is the seed of the chance. Raises TerminalError naming what went wrong."""
    states = opened = 0
    for place, durability in enumerate(DURABILITY):
        part = count // 2 + (count % 2 if place else 0)
        with lab.room() as folder:
            journal = lab.work(Path(folder), durability=durability, rounds=12)
            found = lab.look(journal, part, EVERY, durability, lambda done, before=states: told(before + done), first)
        if found.wrong:
            raise TerminalError(
                f"断电以后有 {sum(found.wrong.values())} 处不对（{durability}）：{'；'.join(found.says[:5])}"
            )
        states, opened = states + found.states, opened + found.opened
    return [
        Row("told and lost, damaged, broken chains", 0, f"of {states:,}", states, "states", 0, 0, "low"),
        Row("opened whole", opened, f"of {states:,}", states, "states", opened / states if states else 0),
    ]
