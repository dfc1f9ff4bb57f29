"""The catalogues and working-day calendars shipped with the terminal, read once and checked; and those a county sent down."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from terminal import config
from terminal.catalogue.models import SentCalendar, SentCatalogue
from terminal.catalogue.reading import calendar_of, carried_on, catalogue_of, year_of
from terminal.catalogue.reading import from_toml as from_toml
from terminal.catalogue.shapes import Catalogue
from terminal.errors import NotFound, Problem, Refused
from terminal.store.database import database, is_writing, read_at
from terminal.text.workdays import Calendar

_there: set[tuple[str, str]] = set()  # (database, table)
_known: dict[Any, Any] = {}  # as long as nobody commits, what was sent is what it was


def catalogue(kind: str) -> Catalogue:
    """The catalogue of this kind of unit, as the county sent it last or as shipped; what was retired stands behind.

    A shipped one that holds from a later day than the county's goes before it. Raises NotFound, or Refused with every
    problem of the file.
    """
    shipped = shipped_catalogue(kind)
    return _while_nobody_commits(("catalogue", kind), lambda: _newest(shipped, kind))


def calendar() -> Calendar:
    """The working days of all years whose notice is shipped or was sent down. Raises Refused with every problem."""
    return _while_nobody_commits(("calendar",), lambda: calendar_of(*_years()))


def _while_nobody_commits(what: tuple[str, ...], find: Callable[[], Any]) -> Any:
    """The answer remembered for this state of this database; before it is open, and while it is written, found anew."""
    if database.is_closed() or is_writing():
        return find()
    state = (database.database, read_at())
    if _known.get("state") != state:
        _known.clear()
        _known["state"] = state
    if what not in _known:
        _known[what] = find()
    return _known[what]


def _newest(shipped: Catalogue, kind: str) -> Catalogue:
    sent = [catalogue_of(text, kind) for text in _sent_catalogues(kind)]
    if not sent:
        return shipped
    newest = shipped if shipped.effective_from > sent[0].effective_from else sent[0]
    return carried_on(newest, *(one for one in (*sent, shipped) if one is not newest))


def _sent_catalogues(kind: str) -> tuple[str, ...]:
    """Newest first."""
    if not _is_there(SentCatalogue):
        return ()
    rows = SentCatalogue.select(SentCatalogue.text).where(SentCatalogue.unit_kind == kind)
    return tuple(text for (text,) in rows.order_by(SentCatalogue.number.desc(), SentCatalogue.origin).tuples())


def _years() -> Iterator[str]:
    """One text for each year: the one that was sent, else the shipped one."""
    rows = SentCalendar.select(SentCalendar.year, SentCalendar.text) if _is_there(SentCalendar) else ()
    sent = dict(rows.order_by(SentCalendar.number, SentCalendar.origin).tuples()) if rows else {}
    found = {year_of(text): text for text in shipped_calendars()} | sent
    return (found[year] for year in sorted(found))


def _is_there(table: type[SentCatalogue | SentCalendar]) -> bool:
    """Rules are also asked where no database is open, or one that keeps no such tables."""
    place = (database.database, table._meta.table_name)
    if not database.is_closed() and place not in _there and database.table_exists(place[1]):
        _there.add(place)
    return not database.is_closed() and place in _there


def last_number(kind: str = "", year: int = 0) -> int:
    """Number of the newest catalogue of a kind, or calendar of a year, that was sent; 0 for none."""
    table = SentCatalogue if kind else SentCalendar
    where = (SentCatalogue.unit_kind == kind) if kind else (SentCalendar.year == year)
    row = table.select(table.number).where(where).order_by(table.number.desc()).first()
    return int(row.number) if row else 0


class Sent(msgspec.Struct, frozen=True):
    """A catalogue of a kind of unit, or the calendar of a year (`kind` empty), that a county sent last."""

    kind: str
    year: int
    number: int
    gist: str
    said_on: date


def sent() -> tuple[Sent, ...]:
    """The newest catalogue of every kind and the newest calendar of every year that were sent; newest first."""
    shelves = SentCatalogue.select().order_by(SentCatalogue.number)
    found = {row.unit_kind: Sent(row.unit_kind, 0, row.number, row.gist, row.said_on) for row in shelves}
    years = {row.year: Sent("", row.year, row.number, row.gist, row.said_on) for row in SentCalendar.select()}
    return tuple(sorted((*found.values(), *years.values()), key=lambda one: one.said_on, reverse=True))


def calendar_mark() -> str:
    """Which calendars count now; another word whenever one was sent."""
    rows = SentCalendar.select(SentCalendar.year, SentCalendar.number).order_by(SentCalendar.year)
    return " ".join(f"{year}/{number}" for year, number in rows.tuples())


@cache
def shipped_catalogue(kind: str) -> Catalogue:
    """The catalogue that came with the program. Raises NotFound, Refused."""
    path = config.assets("seed", "catalogue", f"{kind}.toml")
    if not re.fullmatch("[a-z]+", kind) or not path.is_file():
        raise NotFound(f"没有“{kind}”这一种单位的公开目录。")
    return catalogue_of(_text(path), kind, path.name)


@cache
def shipped_calendars() -> tuple[str, ...]:
    """The calendars that came with the program, as text."""
    return tuple(map(_text, sorted(config.assets("seed", "calendar").glob("*.toml"))))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as wrong:
        raise Refused([Problem(f"文件读不懂，请检查写法（{wrong}）。", path.name)]) from None
