"""The catalogues and working-day calendars shipped with the terminal, read once and checked."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from terminal import config
from terminal.catalogue.rules import why_not
from terminal.catalogue.shapes import Catalogue, Group, Item
from terminal.errors import NotFound, Problem, Refused, refuse_if
from terminal.text.workdays import Calendar

ROWS: tuple[tuple[str, type[msgspec.Struct]], ...] = (("group", Group), ("item", Item))


@cache
def catalogue(kind: str) -> Catalogue:
    """The catalogue of this kind of unit. Raises NotFound, or Refused with every problem of the file."""
    path = config.assets("seed", "catalogue", f"{kind}.toml")
    if not re.fullmatch("[a-z]+", kind) or not path.is_file():
        raise NotFound(f"没有“{kind}”这一种单位的公开目录。")
    found = from_toml(_table(path))
    if found.unit_kind != kind:
        raise Refused([Problem(f"unit_kind 写的是 {found.unit_kind}，这个文件应当是 {kind} 的目录。", path.name)])
    return found


@cache
def calendar() -> Calendar:
    """The working days of all years whose notice is shipped. Raises Refused with every problem of the files."""
    folder = config.assets("seed", "calendar")
    return Calendar.from_toml(*(_table(path) for path in sorted(folder.glob("*.toml"))))


def from_toml(table: Mapping[str, Any]) -> Catalogue:
    """A checked catalogue. Raises Refused with every problem: keys, shapes, codes, groups, cadences, days."""
    rows = [(f"第 {number} 个 {kind}", row, shape) for kind, shape in ROWS for number, row in _rows(table, kind)]
    problems = [problem for where, row, shape in rows for problem in _misshapen(row, shape, where)]
    problems += _misshapen(table, Catalogue, "文件开头", rows=False)
    refuse_if(problems)
    found = msgspec.convert(dict(table), Catalogue)
    refuse_if(why_not(found))
    return found


def _rows(table: Mapping[str, Any], kind: str) -> list[tuple[int, Any]]:
    rows = table.get(kind)
    return list(enumerate(rows, 1)) if isinstance(rows, list) else []


def _misshapen(row: Any, shape: type[msgspec.Struct], where: str, *, rows: bool = True) -> list[Problem]:
    """Missing and unknown keys, and keys whose content has the wrong shape; `rows` are looked at one by one."""
    if not isinstance(row, Mapping):
        return [Problem("这里要写成一组“名称 = 内容”。", where)]
    where = f"{where} {row['code']}" if isinstance(row.get("code"), str) else where
    fields = {field.encode_name: field for field in msgspec.structs.fields(shape)}
    problems = [
        Problem(f"缺少 {key}，请补上。", where) for key, field in fields.items() if field.required and key not in row
    ]
    problems += [Problem(f"不认识 {key}，请改正或删掉。", where) for key in row if key not in fields]
    for key in fields.keys() & row.keys():
        expected = fields[key].type if rows or key not in dict(ROWS) else list
        problems += _wrong_shape(key, row[key], expected, where)
    return problems


def _wrong_shape(key: str, value: Any, expected: Any, where: str) -> list[Problem]:
    try:
        msgspec.convert(value, expected)
    except msgspec.ValidationError:
        return [Problem(f"{key} 写成了 {value!r}，不合规定的写法，请对照别的事项改正。", where)]
    return []


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise Refused([Problem(f"文件读不懂，请检查写法（{wrong}）。", path.name)]) from None
