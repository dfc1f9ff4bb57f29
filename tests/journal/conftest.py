"""A log over an empty folder, in which trees are planted."""

import pytest

from terminal.journal import append, kinds
from terminal.journal.replay import bring_up_to_date
from terminal.store.database import close_database, open_database
from tests.journal import toys


@pytest.fixture
def log(data, monkeypatch):
    monkeypatch.setattr(kinds, "_known", {})
    kinds.register(*toys.EVENTS)
    open_database(data / "terminal.db")
    found = append.open_log(data)
    bring_up_to_date(toys.TABLES)
    yield found
    close_database()
