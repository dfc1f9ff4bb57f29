"""Whatever is carried, lost, doubled, spoilt, set back or copied, in any order: nothing contradicts in silence, and all ends agree."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from terminal.store.database import close_database
from tests.sync.machines import toy_kinds
from tests.sync.world import World

# 300 lives, in parts that two cores can share; `terminal bench sync` lives ten thousand.
PARTS, EXAMPLES, STEPS = 3, 100, 40


@pytest.fixture
def quick(monkeypatch, tmp_path) -> Iterator[Path]:
    """Somewhere in memory, where there is such a place: what a disk keeps is tried elsewhere."""
    toy_kinds(monkeypatch)
    monkeypatch.setattr("terminal.store.files.os.fsync", lambda _handle: None)
    monkeypatch.setattr(World, "folder", tmp_path / "world", raising=False)
    yield tmp_path
    close_database()


@pytest.mark.parametrize("part", range(PARTS))
def test_all_ends_agree_whatever_happens_on_the_way(quick, part):
    small = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=False,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],  # what fails is told as it happened: making it shorter takes minutes
    )
    run_state_machine_as_test(seed(part)(World), settings=small)
