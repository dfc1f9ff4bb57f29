"""Backups of this terminal: made whole, looked at, thinned; when the last good one was."""

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from terminal import clock
from terminal.errors import Problem, Refused, refuse_if
from terminal.journal import tail
from terminal.store import backup
from terminal.store.backup import Backup
from terminal.store.checks import looking, page_faults
from terminal.sync import backed

WORRY_AFTER = timedelta(days=3)


def look(path: Path) -> Iterator[tuple[str, int, int, str]]:
    """Where each log ends in a database file in which every page and every line is right. Raises Refused."""
    try:
        with looking(path) as connection:
            refuse_if(page_faults(connection))
            tail.refuse_if_broken(connection)
            found = tail.ends(connection)
    except sqlite3.Error as wrong:
        raise Refused([Problem(f"{path.name} 打不开，坏了：{wrong}。")]) from None
    return iter([(one.origin, one.epoch, one.seq, one.hash) for one in found])


def make(data: Path, place: Path, now: clock.Now, *, alone: bool = False) -> Backup:
    """Copy everything into `place`, say so to whoever sent logs, then let old copies go; `alone`: all older ones. Raises Refused."""
    done = backup.make(backup.Source(data, look), place, now.at, now.today)
    backed.mark(data, done)
    backup.thin(place, *((1, 0) if alone else (backup.DAILY, backup.WEEKLY)))
    return done


def newest_good(place: Path) -> Backup | None:
    """The newest backup that is still whole."""
    for one in backup.listed(place):
        try:
            backup.refuse_if_damaged(one, look)
        except Refused:
            continue
        return one
    return None


def last_day(place: Path) -> date | None:
    """Day of the newest backup."""
    found = backup.listed(place)
    return found[0].about.day if found else None


def is_due(place: Path, hour: int, now: clock.Now) -> bool:
    """It is after the hour, and today's is not there."""
    return clock.local(now.at).hour >= hour and last_day(place) != now.today
