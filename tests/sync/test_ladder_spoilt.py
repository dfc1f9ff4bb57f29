"""A database spoilt in every way, by number; `terminal bench damage` does the same a thousand times."""

import pytest

from terminal.sync import ladder
from tests.sync import damage


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory):
    """spoilt(number): what became of the terminal spoilt in the way of this number."""
    folder = tmp_path_factory.mktemp("spoilt")
    with damage.a_terminal(folder) as before:
        yield lambda number: damage.spoilt(before, folder / "data", number)


@pytest.mark.parametrize("way", range(20))
def test_whatever_is_spoilt_is_found_or_spoils_nothing(spoilt, way):
    """Each way in the file and in the WAL; `terminal bench damage` spoils a thousand times."""
    assert spoilt(way).wrong == ()


def test_damage_that_nobody_looks_for_is_seen_by_these_tests(spoilt, monkeypatch):
    monkeypatch.setattr(ladder, "faults", lambda _database: [])
    assert [number for number in range(20) if spoilt(number).wrong]
