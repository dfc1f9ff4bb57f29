"""Publications whose papers are checked."""

import pytest

from tests.ledger.published import book, publish
from tests.world import make_disclosure


@pytest.fixture
def paper(kiosk):
    """A text that is public; its header."""
    return make_disclosure()


@pytest.fixture
def sheet(kiosk):
    """October of the real books; its header."""
    return publish(book("2026-10"))
