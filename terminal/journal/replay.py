"""Telling the tables again what the log says: rebuild, and proof that nobody wrote beside it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, cast

import msgspec
from peewee import DoesNotExist, Model

from terminal.errors import LogBroken, Problem
from terminal.journal import append, kinds
from terminal.journal.erasing import erased, withheld
from terminal.journal.header import Header, read_header
from terminal.journal.models import Deferred
from terminal.journal.parts import FAULTS, FAULTS_OF_OTHERS, Part, prepared
from terminal.store import schema
from terminal.store.database import database, write
from terminal.store.rows import put

Reading = Callable[[str, type[kinds.Event]], kinds.Event]


class Row(msgspec.Struct, frozen=True):
    """One line of a log as it lies in the database; a body whose header is gone has None."""

    origin: str
    epoch: int
    seq: int
    header: str | None
    hash: str
    body: str | None


WHOLE = """
SELECT origin, epoch, seq, header, hash, body FROM log_line LEFT JOIN log_body USING (origin, epoch, seq)
ORDER BY origin, epoch, seq
"""
HEADLESS = """
SELECT origin, epoch, seq, NULL, '', body FROM log_body LEFT JOIN log_line USING (origin, epoch, seq)
WHERE log_line.seq IS NULL
"""


def rows() -> Iterator[Row]:
    """All lines, log by log, in order; then bodies whose header is gone."""
    for asked in (WHOLE, HEADLESS):
        yield from (Row(*row) for row in database.execute_sql(asked))


def _defer(header: Header, why: str) -> None:
    Deferred.insert(origin=header.origin, epoch=header.epoch, log_seq=header.seq, kind=header.kind, why=why).execute()


def project(header: Header, body: str | None, instead: kinds.Event | None = None) -> None:
    """Tell the tables one line; what cannot be understood is kept and shown as deferred, never dropped.

    `instead` is told where the body was erased by law. What another machine wrote may be wrong in any way; what this one
    wrote was looked at before it was written.
    """
    event = _understood(header, body, instead)
    if isinstance(event, str):
        return _defer(header, event)
    faults = FAULTS if header.origin == append.origin() else FAULTS_OF_OTHERS
    try:
        with database.atomic():
            event.project(header)
    except DoesNotExist:
        return _defer(header, "这一条说的是前面的一条，前面那条还读不懂，或已依法抹去。")
    except faults as wrong:
        return _defer(header, f"这一条和前面登记的合不上（{type(wrong).__name__}）。")
    return None


def project_all(lines: Sequence[tuple[Header, str]], parts: Sequence[Part] = ()) -> None:
    """Tell the tables these lines of a bundle that was just checked, one after the other, as `project` would.

    `parts`: what `prepared` makes of these very lines, where somebody has worked that out before.

    As long as none goes wrong nothing is marked between them, because at every mark the search index writes itself down:
    one time for a month instead of one time for each line. Rows of lines that look at nothing are written many at once.
    When one goes wrong, all of it is told again line by line.
    """
    try:
        with database.atomic():
            _tell(lines, parts or prepared(lines))
    except (DoesNotExist, *FAULTS_OF_OTHERS):
        for header, body in lines:
            project(header, body)


def _tell(lines: Sequence[tuple[Header, str]], parts: Iterable[Part]) -> None:
    for part in parts:
        put(part.rows)
        if part.looks is not None:
            header, body = lines[part.looks]
            event = _understood(header, body, None, kinds.read_checked)
            _defer(header, event) if isinstance(event, str) else event.project(header)


def _understood(
    header: Header, body: str | None, instead: kinds.Event | None, read: Reading = kinds.read_body
) -> kinds.Event | str:
    """What a line says; or in words why no table is told."""
    kind = kinds.known(header.kind)
    if kind is None:
        return "这台机器的程序还不认识这一类登记，请升级。"
    if header.kv > kind.version:
        return f"这一条是新版程序写的（第 {header.kv} 版），请升级。"
    if not body and instead is None:
        return "正文抹去了，日志里没有写依据。"
    try:
        event = read(body, kind) if body else cast(kinds.Event, instead)
    except ValueError as wrong:
        return f"正文读不懂：{wrong}"
    if not kinds.may_say(type(event), header.origin):
        return "只有县平台的日志可以这样说，这本日志不能。"
    if header.origin != append.origin() and (problems := event.wrong()):
        return f"内容不合规定：{problems[0].says}"
    return event


def _header(row: Row) -> Header:
    try:
        return read_header(row.header or "")
    except ValueError as wrong:
        raise LogBroken(f"日志 {row.origin} 第 {row.seq} 行的首行读不懂，请检查日志：{wrong}。") from None


def replay(told: Callable[[int], None] = lambda seq: None) -> int:
    """Tell empty tables the whole log; `told` hears of each line. Returns the number of lines. Raises LogBroken."""
    count, gone, silent = 0, erased(), withheld()
    for row in [row for row in rows() if row.header is not None]:
        if (row.origin, row.epoch, row.seq) in silent:
            count += 1
            continue
        order = gone.get((row.origin, row.epoch, row.seq))
        project(_header(row), row.body, order.stands if order else None)
        count += 1
        told(count)
    return count


def retell(tables: Sequence[type[Model]]) -> None:
    """Tell these tables the whole log again, in the caller's transaction: what became known later may stand earlier."""
    _again(tables, lambda seq: None)


def _again(tables: Sequence[type[Model]], told: Callable[[int], None]) -> int:
    schema.drop(tables)
    schema.create(tables)
    return replay(told)


def _listed(model: type[Model]) -> str:
    return ", ".join(f'"{column}"' for column in model._meta.columns)


def state_hash(tables: Sequence[type[Model]]) -> str:
    """SHA-256 over every row of every projected table, in a fixed order."""
    total = hashlib.sha256()
    for model in tables:
        name = model._meta.table_name
        columns = _listed(model)
        total.update(f"{name}({columns})\n".encode())
        for row in database.execute_sql(f'SELECT {columns} FROM "{name}" ORDER BY {columns}'):
            total.update(repr(row).encode() + b"\n")
    return total.hexdigest()


class Rebuilt(msgspec.Struct, frozen=True):
    """What a rebuild did: lines told, state hash before and after."""

    lines: int
    before: str
    after: str


def rebuild(tables: Sequence[type[Model]], told: Callable[[int], None] = lambda seq: None) -> Rebuilt:
    """Drop the projected tables and tell them the log again, whole or not at all."""
    with write():
        before = state_hash(tables)
        lines = _again(tables, told)
        schema.set_fact("tables", _meant(tables))
        return Rebuilt(lines=lines, before=before, after=state_hash(tables))


def _meant(tables: Sequence[type[Model]]) -> str:
    """The tables as this program means them, and what it understands of the log."""
    return f"{schema.intended(tables)} {kinds.understood()}"


def bring_up_to_date(tables: Sequence[type[Model]]) -> None:
    """Make the projected tables those of this program: made when new, told again when the code changed."""
    if schema.fact("tables") == _meant(tables):
        return
    with write():
        _again(tables, lambda seq: None)
        schema.set_fact("tables", _meant(tables))


class _RollBack(Exception):
    """Leaves the transaction without keeping what it did."""


def differences(tables: Sequence[type[Model]]) -> list[Problem]:
    """Rows that are not what the log says, each named; the tables stay as they are."""
    found: list[Problem] = []
    try:
        with write():
            for model in tables:
                name, listed = model._meta.table_name, _listed(model)
                database.execute_sql(f'CREATE TEMP TABLE "was_{name}" AS SELECT {listed} FROM main."{name}"')
            _again(tables, lambda seq: None)
            for model in tables:
                found.extend(_compare(model))
            raise _RollBack
    except _RollBack:
        return found
    except LogBroken as broken:
        return [Problem(str(broken))]


def _compare(model: type[Model]) -> Iterator[Problem]:
    name = model._meta.table_name
    columns, listed = list(model._meta.columns), _listed(model)
    said = f'SELECT {listed} FROM main."{name}"'
    stands = f'SELECT {listed} FROM temp."was_{name}"'
    wanted = _keyed(model, database.execute_sql(f"{said} EXCEPT {stands}").fetchall(), columns)
    there = _keyed(model, database.execute_sql(f"{stands} EXCEPT {said}").fetchall(), columns)
    for key in sorted(wanted.keys() | there.keys(), key=str):
        yield _difference(name, key, wanted.get(key), there.get(key))


def _keyed(model: type[Model], found: list[Any], columns: list[str]) -> dict[tuple[Any, ...], dict[str, Any]]:
    keys = [field.column_name for field in model._meta.get_primary_keys()]
    listed = [dict(zip(columns, row, strict=True)) for row in found]
    return {tuple(row[key] for key in keys): row for row in listed}


def _difference(
    name: str, key: tuple[Any, ...], wanted: dict[str, Any] | None, there: dict[str, Any] | None
) -> Problem:
    where = f"表 {name} 行 {', '.join(map(str, key))}"
    if wanted is None:
        return Problem("日志里没有这一行：有人直接写进了数据库。", where)
    if there is None:
        return Problem(f"日志里有这一行（第 {wanted.get('log_seq', '?')} 号登记），表里却没有了。", where)
    changed = [
        f"{column} 应为 {_short(wanted[column])}，实为 {_short(there[column])}"
        for column in wanted
        if wanted[column] != there[column]
    ]
    return Problem(f"与日志不符：{'；'.join(changed)}。", where)


def _short(value: object) -> str:
    said = repr(value)
    return said if len(said) <= 80 else f"{said[:60]}…（共 {len(said)} 字）"
