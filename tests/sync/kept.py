"""What only a county knows stays known to the tests that asked for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from terminal import events_register
from terminal.journal import kinds


@contextmanager
def kinds_kept() -> Iterator[None]:
    """Whatever is made known inside is forgotten again."""
    before = (events_register.EVENTS, events_register.TABLES, events_register.LOCAL_TABLES, dict(kinds._known))
    yield
    events_register.EVENTS, events_register.TABLES, events_register.LOCAL_TABLES = before[:3]
    kinds._known = before[3]
