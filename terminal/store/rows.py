"""Rows that are known before they are written: gathered by statement, and written many at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import __exception_wrapper__

from terminal.store.database import database

Row = tuple[str, Sequence[Any]]  # a statement, and the values it is asked with


class Rows:
    """Rows in the order in which they came, by their statements; `size` of them."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.size = 0
        self._found: dict[str, list[Sequence[Any]]] = {}
        self.add(rows)

    def add(self, rows: Iterable[Row]) -> None:
        for statement, values in rows:
            self._found.setdefault(statement, []).append(values)
            self.size += 1

    def put(self) -> None:
        """Write them, and forget them. Rows of different statements need not come in order: none may look at another."""
        found, self._found, self.size = self._found, {}, 0
        with __exception_wrapper__:
            for statement, values in found.items():
                database.connection().executemany(statement, values)
