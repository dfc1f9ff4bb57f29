"""A year as a data package (Frictionless Data Package 1.0): tables, and a description by which programs check them."""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from terminal.ledger.carrying.queries import Book
from terminal.ledger.carrying.tables import LINES, MONTHS, SUMS
from terminal.web.tables import Column, as_csv, as_objects

DESCRIPTION = "datapackage.json"
STAMP = (2000, 1, 1, 0, 0, 0)  # the same tables give the same file, whenever they are fetched
FORMATS = {"yearmonth": "default", "date": "%Y-%m-%d"}
# What every row has; a line may lack its day, and a voucher number where the books print none.
MAY_BE_EMPTY = frozenset(("day", "voucher", "summary"))
ALWAYS: dict[str, dict[str, Any]] = {
    "direction": {"enum": ["收入", "支出"]},
    "fingerprint": {"pattern": "[0-9a-f]{64}"},
    "count": {"minimum": 1},
    "version": {"minimum": 1},
}


def package(name: str, title: str, books: Sequence[Book], **about: Any) -> bytes:
    """A zip of `lines.csv`, `lines.json`, `months.csv`, `sums.csv` and what they are; `name` in small ASCII letters.

    `about` are further members of the description, JSON as they come.
    """
    lines = [line for book in books for line in book.lines]
    months = [month for book in books for month in book.months]
    sums = [part for book in books for part in book.parts]
    files = {
        "lines.csv": as_csv(LINES, lines).encode(),
        "lines.json": msgspec.json.format(msgspec.json.encode(as_objects(LINES, lines)), indent=1),
        "months.csv": as_csv(MONTHS, months).encode(),
        "sums.csv": as_csv(SUMS, sums).encode(),
    }
    resources = [
        _resource("lines", "每一笔收支", files, LINES, ("索引号", "页面")),
        _resource("lines-json", "每一笔收支", files, LINES, ("index_no", "line"), path="lines.json"),
        _resource("months", "每月收支", files, MONTHS, ("账户", "月份")),
        _resource("sums", "每月各类收支", files, SUMS, ("账户", "月份", "收支", "类别")),
    ]
    said = {"profile": "tabular-data-package", "name": name, "title": title, **about, "resources": resources}
    written = msgspec.json.format(msgspec.json.encode(said), indent=1)
    return _zipped({DESCRIPTION: written, **files})


def _resource(
    name: str, title: str, files: dict[str, bytes], columns: Iterable[Column], key: Sequence[str], path: str = ""
) -> dict[str, Any]:
    path = path or f"{name}.csv"
    kind, data = path.rpartition(".")[2], files[path]
    by_key = kind == "json"
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": title,
        "path": path,
        "format": kind,
        "mediatype": "application/json" if by_key else "text/csv",
        "encoding": "utf-8",
        # frictionless 5 counts no bytes of JSON and would call the file broken for it.
        **({} if by_key else {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}),
        "schema": {
            "fields": [_field(column, by_key) for column in columns],
            "missingValues": [""],
            "primaryKey": list(key),
        },
    }


def _field(column: Column, by_key: bool) -> dict[str, Any]:
    """In a CSV a column is called as people call it, in JSON by its key."""
    limits: dict[str, Any] = {} if column.key in MAY_BE_EMPTY else {"required": True}
    said: dict[str, Any] = {
        "name": column.key if by_key else column.name,
        "title": column.name,
        "description": str(column.says),
        # JSON has no numbers with a fixed number of decimals: yuan stand there as words, fen as numbers.
        "type": "string" if by_key and column.kind == "number" else column.kind,
        "constraints": limits | ALWAYS.get(column.key, {}),
    }
    return said | ({"format": FORMATS[column.kind]} if column.kind in FORMATS else {})


def _zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as kept:
        for name, data in files.items():
            kept.writestr(zipfile.ZipInfo(name, STAMP), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()
