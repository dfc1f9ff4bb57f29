"""Rows that are known before they are written: gathered by statement, and written many at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from peewee import __exception_wrapper__

from terminal.store.database import database

Row = tuple[str, Sequence[Any]]  # a statement, and the values it is asked with
Gathered = dict[str, list[Sequence[Any]]]  # the same by statements


class Rows:
    """Rows in the order in which they came, by their statements; `size` of them."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.size = 0
        self._found: Gathered = {}
        self.add(rows)

    def add(self, rows: Iterable[Row]) -> None:
        for statement, values in rows:
            self._found.setdefault(statement, []).append(values)
            self.size += 1

    def taken(self) -> Gathered:
        """What was gathered; from here on it is somebody else's."""
        found, self._found, self.size = self._found, {}, 0
        return found

    def put(self) -> None:
        """Write them, and forget them."""
        put(self.taken())


def put(rows: Mapping[str, Sequence[Sequence[Any]]]) -> None:
    """Write rows. Those of different statements need not be written in order: none may look at another."""
    with __exception_wrapper__:
        for statement, values in rows.items():
            database.connection().executemany(statement, values)
