"""Base of all tables, and the columns SQLite does not have."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Self

from peewee import Model, TextField

from terminal.store.database import database


class Record(Model):
    """A strict table: SQLite refuses what the rules forgot."""

    class Meta:
        database = database
        strict_tables = True
        legacy_table_names = False

    @classmethod
    def put(cls, **fields: Any) -> None:
        """Insert one row. Its statement is written once; `insert` would write it anew, which takes longer than SQLite does."""
        known = [(cls._meta.fields[name], value) for name, value in fields.items()]
        statement = _insert(cls._meta.table_name, tuple(field.column_name for field, _ in known))
        cls._meta.database.execute_sql(statement, [field.db_value(value) for field, value in known])

    @classmethod
    def put_many(cls, rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows that all have the same fields, by one statement."""
        if not rows:
            return
        known = [cls._meta.fields[name] for name in rows[0]]
        statement = _insert(cls._meta.table_name, tuple(field.column_name for field in known))
        values = ([field.db_value(row[field.name]) for field in known] for row in rows)
        cls._meta.database.connection().executemany(statement, values)

    @classmethod
    def find(cls, **fields: Any) -> Self | None:
        """The row with these values, or None; as `put`, for what is asked again and again."""
        columns, known = cls._meta.sorted_fields, [(cls._meta.fields[name], value) for name, value in fields.items()]
        names = tuple(field.column_name for field in columns), tuple(field.column_name for field, _ in known)
        asked = [field.db_value(value) for field, value in known]
        row = cls._meta.database.execute_sql(_select(cls._meta.table_name, *names), asked).fetchone()
        if row is None:
            return None
        return cls(**{field.name: field.python_value(value) for field, value in zip(columns, row, strict=True)})


@cache
def _insert(table: str, columns: tuple[str, ...]) -> str:
    quoted = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT INTO "{table}" ({quoted}) VALUES ({", ".join("?" * len(columns))})'


@cache
def _select(table: str, columns: tuple[str, ...], known: tuple[str, ...]) -> str:
    listed, asked = (", ".join(f'"{one}"' for one in columns), " AND ".join(f'"{one}" = ?' for one in known))
    return f'SELECT {listed} FROM "{table}" WHERE {asked} LIMIT 1'


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
