"""A county, and two villages whose keys it knows and who know its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from terminal.store.database import close_database
from terminal.sync import trust
from tests.sync.machines import Machine, toy_kinds


@pytest.fixture
def toys(monkeypatch) -> Iterator[None]:
    toy_kinds(monkeypatch)
    yield
    close_database()


@pytest.fixture
def county(toys, tmp_path: Path) -> Machine:
    return Machine(tmp_path / "county")


def _village(folder: Path, county: Machine) -> Machine:
    one = Machine(folder)
    one.knows(county, trust.COUNTY)
    county.knows(one)
    return one


@pytest.fixture
def village(county: Machine, tmp_path: Path) -> Machine:
    return _village(tmp_path / "village", county)


@pytest.fixture
def other(county: Machine, tmp_path: Path) -> Machine:
    return _village(tmp_path / "other", county)
