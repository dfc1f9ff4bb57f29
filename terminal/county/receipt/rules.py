"""When a receipt may be said to lead to nothing; pure."""

from datetime import date, timedelta

from terminal.errors import Problem

LONGEST = timedelta(days=3 * 366)


def why_not_day(day: date | None, today: date) -> list[Problem]:
    """The day a letter is said to have been written."""
    if day is None:
        return [Problem("请选哪天写的，记不清就选个大概的日子。")]
    if day > today:
        return [Problem("写信的日子不能在今天以后。请再选一次。")]
    if day < today - LONGEST:
        return [Problem("三年以前的不能在这里登记。请打县里的电话。")]
    return []
