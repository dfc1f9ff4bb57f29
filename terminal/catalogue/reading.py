"""Catalogues and calendars from their text, checked; and an older catalogue's items carried on as retired. No tables."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from terminal.catalogue.rules import why_not
from terminal.catalogue.shapes import Catalogue, Group, Item
from terminal.errors import Problem, Refused, refuse_if
from terminal.text.workdays import Calendar

ROWS: tuple[tuple[str, type[msgspec.Struct]], ...] = (("group", Group), ("item", Item))


def table(text: str, name: str) -> dict[str, Any]:
    """What a TOML text says. Raises Refused."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise Refused([Problem(f"文件读不懂，请检查写法（{wrong}）。", name)]) from None


@lru_cache(maxsize=32)
def catalogue_of(text: str, kind: str, name: str = "公开目录") -> Catalogue:
    """The checked catalogue of this text. Raises Refused, also when it is another kind of unit's."""
    found = from_toml(table(text, name))
    if found.unit_kind != kind:
        raise Refused([Problem(f"unit_kind 写的是 {found.unit_kind}，应当是 {kind} 的目录。", name)])
    return found


@lru_cache(maxsize=32)
def year_of(text: str) -> int:
    """The year of a calendar text that holds by itself. Raises Refused."""
    said = table(text, "工作日历")
    Calendar.from_toml(said)
    return int(said["year"])


@lru_cache(maxsize=8)
def calendar_of(*texts: str) -> Calendar:
    return Calendar.from_toml(*(table(text, "工作日历") for text in texts))


@lru_cache(maxsize=32)
def carried_on(newest: Catalogue, *older: Catalogue) -> Catalogue:
    """The newest, behind it what only older ones had: shown where something was published for it, owed by nobody."""
    items, groups = list(newest.items), list(newest.groups)
    for one in older:
        known, keys = {item.code for item in items}, {group.key for group in groups}
        gone = [item for item in one.items if item.code not in known]
        items += [msgspec.structs.replace(item, retired=True) for item in gone]
        groups += [group for group in one.groups if group.key not in keys and group.key in {i.group for i in gone}]
    return msgspec.structs.replace(newest, items=tuple(items), groups=tuple(groups))


def from_toml(said: Mapping[str, Any]) -> Catalogue:
    """A checked catalogue. Raises Refused with every problem: keys, shapes, codes, groups, cadences, days."""
    rows = [(f"第 {number} 个 {kind}", row, shape) for kind, shape in ROWS for number, row in _rows(said, kind)]
    problems = [problem for where, row, shape in rows for problem in _misshapen(row, shape, where)]
    problems += _misshapen(said, Catalogue, "文件开头", rows=False)
    refuse_if(problems)
    found = msgspec.convert(dict(said), Catalogue)
    refuse_if(why_not(found))
    return found


def _rows(said: Mapping[str, Any], kind: str) -> Iterable[tuple[int, Any]]:
    rows = said.get(kind)
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
