"""Tables to carry away: each column with its name, its meaning, what kind of thing stands in it, and how a row fills it."""

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any, Literal

import msgspec
from flask_babel import LazyString

BOM = "\ufeff"  # without it a spreadsheet takes the letters for those of its own country
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Kind = Literal["string", "integer", "number", "date", "yearmonth", "array"]


class Column(msgspec.Struct, frozen=True):
    """`key` is its name in JSON, `name` on top of a CSV; `says` what stands in it; only in JSON where `long`."""

    key: str
    name: str
    says: LazyString
    of: Callable[[Any], Any]
    kind: Kind = "string"
    long: bool = False


def short(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Those that fit in a spreadsheet."""
    return tuple(column for column in columns if not column.long)


def guarded(said: Any) -> str:
    """What a spreadsheet must not take for a formula gets a ' in front."""
    text = str(said)
    return f"'{text}" if text.startswith(FORMULAS) else text


def _cell(column: Column, row: Any) -> Any:
    """Numbers are made by the program, so that no word of a village can stand in them."""
    said = column.of(row)
    return said if column.kind in ("integer", "number") else guarded(said)


def as_csv(columns: Iterable[Column], rows: Iterable[Any]) -> str:
    """RFC 4180 with CRLF, beginning with a byte order mark."""
    shown, made = short(columns), io.StringIO()
    writer = csv.writer(made)
    writer.writerow([column.name for column in shown])
    for row in rows:
        writer.writerow([_cell(column, row) for column in shown])
    return BOM + made.getvalue()


def as_objects(columns: Iterable[Column], rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Each row as key → what stands there."""
    shown = tuple(columns)
    return [{column.key: column.of(row) for column in shown} for row in rows]


def as_json(columns: Iterable[Column], rows: Iterable[Any], **about: Any) -> bytes:
    """`about`, then `columns` (key → what it is) and `rows`."""
    shown = tuple(columns)
    explained = {column.key: f"{column.name}：{column.says}" for column in shown}
    told = {**about, "columns": explained, "rows": as_objects(shown, rows)}
    return msgspec.json.format(msgspec.json.encode(told), indent=1)
