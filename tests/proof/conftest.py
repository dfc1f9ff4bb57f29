"""Publications whose papers are checked."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ledger.published import book, publish
from tests.world import make_disclosure


@pytest.fixture
def by_hand(data: Path) -> Callable[[str], None]:
    """by_hand(statement): what somebody does who opens the database with the sqlite3 shell."""

    def edit(statement: str) -> None:
        command = [shutil.which("sqlite3"), data / "terminal.db", ".timeout 10000", statement]
        subprocess.run(command, check=True, capture_output=True)

    return edit


@pytest.fixture
def paper(kiosk):
    """A text that is public; its header."""
    return make_disclosure()


@pytest.fixture
def sheet(kiosk):
    """October of the real books; its header."""
    return publish(book("2026-10"))
