"""The files in which the accounts of a year can be carried away, and where they come from."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from flask import current_app, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from terminal.errors import NotFound
from terminal.journal.append import tail
from terminal.ledger.carrying import queries, tables
from terminal.ledger.carrying.package import package
from terminal.paper.qr import qr
from terminal.village.queries import here
from terminal.web.addresses import for_everybody
from terminal.web.tables import Column, as_csv, as_json


class File(msgspec.Struct, frozen=True):
    """One thing to carry away, in two to four shapes (addresses; empty where there is no such shape)."""

    name: str
    csv: str
    json: str
    xlsx: str = ""
    zip: str = ""


def files(years: Iterable[int]) -> list[File]:
    """The lines of each of these years."""
    return [of_year(year) for year in years]


def of_year(year: int) -> File:
    """Every line of a year."""
    shapes = {kind: url_for(f"villager_carrying.year_{kind}", year=year) for kind in ("csv", "json", "xlsx", "zip")}
    return File(_("%(year)s年每一笔收支", year=year), **shapes)


def explained(columns: Iterable[Column]) -> list[tuple[str, str]]:
    """Name and meaning of each column, for people; also the key a program finds it under."""
    return [(column.name, _("%(says)s（JSON：%(key)s）", says=column.says, key=column.key)) for column in columns]


def code() -> Markup:
    """The address of all these files for a phone."""
    return qr(for_everybody(url_for("villager_carrying.index")), _("二维码"))


def source() -> dict[str, Any]:
    """Where data that are carried away come from, and how far they go; the county's server says it in its own way."""
    elsewhere: Callable[[], dict[str, Any]] | None = current_app.extensions.get("carried_from")
    if elsewhere:
        return elsewhere()
    unit, last = here(), tail()
    return {
        "unit": unit.name,
        "code": unit.code,
        "log": unit.origin,
        "seq": last.seq if last else 0,
        "at": last.at if last else None,
    }


def _lines(year: int) -> list[queries.Moved]:
    return [line for book in queries.books(here().origin, year) for line in book.lines]


def as_table(year: int) -> str:
    return as_csv(tables.LINES, _lines(year))


def as_data(year: int) -> bytes:
    return as_json(tables.LINES, _lines(year), **source(), year=year)


def _books(year: int) -> tuple[queries.Book, ...]:
    """Raises NotFound for a year of which nothing is public: a form without a figure tells nobody anything."""
    found = queries.books(here().origin, year)
    if not found:
        raise NotFound(f"{year}年没有公布的账。")
    return found


def as_workbook(year: int) -> bytes:
    """The year in the form of the 2011 rule's tables. Raises NotFound."""
    from terminal.ledger.carrying.workbook import workbook  # brings 176 modules; a start has no need of them

    return workbook(here().name, year, _books(year))


def as_package(year: int) -> bytes:
    """The tables and what they are, for programs. Raises NotFound."""
    unit, books = here(), _books(year)
    publishers = dict.fromkeys(month.publisher for book in books for month in book.months)
    said = {
        "description": f"{unit.county}{unit.township}{unit.name}{year}年公开的每一笔收支。金额是人民币。",
        "contributors": [{"title": name, "role": "publisher"} for name in publishers],
        "source": source(),
    }
    said = {key: value for key, value in said.items() if value}
    return package(f"ledger-{year}", f"{unit.name}{year}年收支", books, **said)
