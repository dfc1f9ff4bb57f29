"""Making tables, and knowing whether they are still the tables the code means."""

import hashlib
from collections.abc import Sequence

from peewee import Model, TextField

from terminal.store.base import Record
from terminal.store.database import database


class Fact(Record):
    """One small thing this database knows about itself."""

    key = TextField(primary_key=True)
    value = TextField()


def create(models: Sequence[type[Model]]) -> None:
    """Make what is missing; leave what is there."""
    database.create_tables([Fact, *models], safe=True)


def drop(models: Sequence[type[Model]]) -> None:
    database.drop_tables(list(reversed(models)), safe=True)


def fact(key: str, default: str = "") -> str:
    found = Fact.get_or_none(Fact.key == key)
    return found.value if found else default


def set_fact(key: str, value: str) -> None:
    Fact.replace(key=key, value=value).execute()


def intended(models: Sequence[type[Model]]) -> str:
    """Statement texts of the tables as the code means them, as one hash."""
    texts = []
    for model in models:
        manager = model._schema
        texts.append(manager._create_table(safe=False).query()[0])
        texts.extend(index.query()[0] for index in manager._create_indexes(safe=False))
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
