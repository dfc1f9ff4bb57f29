"""A small named world: Shiqiao village, a still clock, and people who publish."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from terminal import clock, events_register
from terminal.config import Settings
from terminal.disclosures.actions import Draft, publish
from terminal.journal.header import Header
from terminal.journal.models import LogLine
from terminal.journal.replay import state_hash
from terminal.opening import open_terminal
from terminal.store.database import close_database

SUNDAY = date(2026, 11, 22)
CADRE = "王秀英"


def at(day: date, hour: int = 1) -> clock.Now:
    """A moment of that day; `hour` is UTC, eight less than in the village."""
    return clock.Now.of(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


@contextmanager
def opened(settings: Settings) -> Iterator[Settings]:
    """The terminal of these settings, opened and closed again."""
    open_terminal(settings)
    try:
        yield settings
    finally:
        close_database()


def draft(**changes: Any) -> Draft:
    """A subsidy list for the third quarter, unless something else is said."""
    usual = {
        "item": "V-A05",
        "title": "2026年第三季度误工补贴公布",
        "text": "| 姓名 | 金额 |\n|---|---|\n| 李某 | 300.00 |\n| 张某 | 200.00 |\n",
        "published_on": date(2026, 10, 9),
    }
    return Draft(**usual | changes)


def make_disclosure(**changes: Any) -> Header:
    """Publish it on its own day."""
    wanted = draft(**changes)
    return publish(wanted, by=CADRE, now=at(wanted.published_on))


def log_length() -> int:
    """How many lines all logs of this database have."""
    return int(LogLine.select().count())


def state() -> tuple[int, str]:
    """Everything a refusal must leave alone: the length of the log and the hash of the tables."""
    return log_length(), state_hash(events_register.TABLES)


def child(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Another Python process in the same house; `code` finds the arguments in sys.argv[1:]."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=Path(__file__).parents[1], stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def ran(code: str, *arguments: object) -> str:
    """What another Python process printed; it must have ended well."""
    process = child(code, *arguments)
    said, complained = process.communicate()
    assert process.returncode == 0, complained
    return said
