"""Base of all tables, and the columns SQLite does not have."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Self

from peewee import AutoField, IntegerField, Model, TextField, __exception_wrapper__

from terminal.store.database import database
from terminal.store.rows import Row

# What goes into such a column needs no look: most of what is written is of this type already.
AS_IT_IS: dict[type, type] = {TextField: str, IntegerField: int, AutoField: int}


class Record(Model):
    """A strict table: SQLite refuses what the rules forgot."""

    class Meta:
        database = database
        strict_tables = True
        legacy_table_names = False

    @classmethod
    def put(cls, **fields: Any) -> int:
        """Insert one row, and give its number. Its statement is written once; `insert` would write it anew, which takes
        longer than SQLite does."""
        names = tuple(fields)
        done = _ask(cls, _insert(cls._meta, names), _adapted(_known(cls._meta, names), fields.values()))
        return int(done.lastrowid or 0)

    @classmethod
    def row(cls, **fields: Any) -> Row:
        """The same row to be written later, with others."""
        names = tuple(fields)
        return _insert(cls._meta, names), _adapted(_known(cls._meta, names), fields.values())

    @classmethod
    def put_instead(cls, **fields: Any) -> None:
        """The same in place of the row with this key, where there is one."""
        names = tuple(fields)
        _ask(cls, _insert(cls._meta, names, " OR REPLACE"), _adapted(_known(cls._meta, names), fields.values()))

    @classmethod
    def put_many(cls, rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows that all have the same fields, by one statement."""
        if rows:
            names = tuple(rows[0])
            cls.put_rows(names, [[row[name] for name in names] for row in rows])

    @classmethod
    def put_rows(cls, names: tuple[str, ...], rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows of these fields, by one statement."""
        known = _known(cls._meta, names)
        values = [_adapted(known, row) for row in rows]
        with __exception_wrapper__:
            cls._meta.database.connection().executemany(_insert(cls._meta, names), values)

    @classmethod
    def find(cls, **fields: Any) -> Self | None:
        """The row with these values, or None; as `put`, for what is asked again and again."""
        names = tuple(fields)
        row = _ask(cls, _select(cls._meta, names), _adapted(_known(cls._meta, names), fields.values())).fetchone()
        if row is None:
            return None
        columns = cls._meta.sorted_fields
        return cls(**{field.name: field.python_value(value) for field, value in zip(columns, row, strict=True)})


def _ask(model: type[Record], statement: str, values: Sequence[Any]) -> Any:
    with __exception_wrapper__:
        return model._meta.database.connection().execute(statement, values)


class _Known:
    """Fields of a model in some order; which of them need a look is found once for all rows whose values are of the same types."""

    def __init__(self, fields: Sequence[Any]) -> None:
        self.fields = fields
        self._odd: dict[tuple[type, ...], tuple[int, ...]] = {}

    def odd(self, types: tuple[type, ...]) -> tuple[int, ...]:
        """Places of values that do not go into their column as they are."""
        found = self._odd.get(types)
        if found is None:
            pairs = enumerate(zip(self.fields, types, strict=True))
            found = tuple(place for place, (field, one) in pairs if AS_IT_IS.get(type(field)) is not one)
            self._odd[types] = found
        return found


@cache
def _known(meta: Any, names: tuple[str, ...]) -> _Known:
    return _Known([meta.fields[name] for name in names])


def _adapted(known: _Known, row: Iterable[Any]) -> list[Any]:
    values = list(row)
    for place in known.odd(tuple(map(type, values))):
        values[place] = known.fields[place].db_value(values[place])
    return values


@cache
def _insert(meta: Any, names: tuple[str, ...], instead: str = "") -> str:
    quoted = ", ".join(f'"{meta.fields[name].column_name}"' for name in names)
    return f'INSERT{instead} INTO "{meta.table_name}" ({quoted}) VALUES ({", ".join("?" * len(names))})'


@cache
def _select(meta: Any, known: tuple[str, ...]) -> str:
    listed = ", ".join(f'"{field.column_name}"' for field in meta.sorted_fields)
    asked = " AND ".join(f'"{meta.fields[name].column_name}" = ?' for name in known)
    return f'SELECT {listed} FROM "{meta.table_name}" WHERE {asked} LIMIT 1'


class DayField(TextField):
    """A day, kept as YYYY-MM-DD."""

    def db_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def python_value(self, value: Any) -> Any:
        return date.fromisoformat(value) if value else None


class MomentField(TextField):
    """A moment in UTC, kept as the log writes it: YYYY-MM-DDTHH:MM:SSZ."""

    def db_value(self, value: Any) -> Any:
        return value.strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(value, datetime) else value

    def python_value(self, value: Any) -> Any:
        return datetime.fromisoformat(value) if value else None
