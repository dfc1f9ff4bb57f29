"""Making tables, and knowing whether they are still the tables the code means."""

import hashlib
from collections.abc import Sequence
from functools import cache

from peewee import Model, TextField, sort_models

from terminal.store.base import Record
from terminal.store.database import database


class Fact(Record):
    """One small thing this database knows about itself."""

    key = TextField(primary_key=True)
    value = TextField()


def create(models: Sequence[type[Model]]) -> None:
    """Make what is missing; leave what is there."""
    for statement, values in _making((Fact, *models)):
        database.execute_sql(statement, values)


@cache
def _making(models: tuple[type[Model], ...]) -> tuple[tuple[str, list], ...]:
    """What makes them, in words: each opening asks, and putting the words together takes longer than SQLite does."""
    managers = [model._schema for model in sort_models(models)]
    contexts = [one for each in managers for one in (each._create_table(), *each._create_indexes())]
    return tuple(context.query() for context in contexts)


def drop(models: Sequence[type[Model]]) -> None:
    database.drop_tables(list(reversed(models)), safe=True)


def fact(key: str, default: str = "") -> str:
    found = Fact.find(key=key)
    return str(found.value) if found else default


def set_fact(key: str, value: str) -> None:
    database.execute_sql("REPLACE INTO fact (key, value) VALUES (?, ?)", (key, value))


def intended(models: Sequence[type[Model]]) -> str:
    """Statement texts of the tables as the code means them, as one hash."""
    return _intended(tuple(models))


@cache
def _intended(models: tuple[type[Model], ...]) -> str:
    texts = []
    for model in models:
        manager = model._schema
        texts.append(manager._create_table(safe=False).query()[0])
        texts.extend(index.query()[0] for index in manager._create_indexes(safe=False))
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
