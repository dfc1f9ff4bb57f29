"""text/ as template filters, in the language of the page."""

from datetime import date, datetime
from typing import Any

from flask import Flask, g

from terminal import clock
from terminal.text import days, money


def _lang() -> str:
    return str(g.look.lang) if "look" in g else "zh"


def day(value: date) -> str:
    return days.say_day(value, _lang())


def full_day(value: date) -> str:
    return days.say_full_day(value, _lang())


def dated(value: date) -> str:
    """A day with its year: “2026年11月22日”, “22 Nov 2026”."""
    return f"{day(value)} {value.year}" if _lang() == "en" else f"{value.year}年{day(value)}"


def near_day(value: date) -> str:
    """A day, with its year only when it is not this year."""
    return day(value) if value.year == clock.today().year else dated(value)


def moment(value: datetime) -> str:
    """A moment in village time: “11月18日 9:30”, or “今天 9:30”."""
    here = clock.local(value)
    said = f"{here.hour}:{here.minute:02}"
    if here.date() == clock.today():
        return f"{'today' if _lang() == 'en' else '今天'} {said}"
    return f"{near_day(here.date())} {said}"


def period(key: str) -> str:
    """“2026Q3” as people say it."""
    return days.Period.read(key).label(_lang()) if key else ""


def part_of_year(value: days.Period) -> str:
    """A period inside its year: “10月”, “Oct”."""
    return value.part_label(_lang())


def thousands(value: int) -> str:
    return f"{value:,}"


FILTERS: dict[str, Any] = {
    "yuan": money.yuan,
    "signed_yuan": money.signed,
    "day": day,
    "full_day": full_day,
    "dated": dated,
    "near_day": near_day,
    "moment": moment,
    "period": period,
    "thousands": thousands,
}


def install(app: Flask) -> None:
    app.jinja_env.filters.update(FILTERS)
