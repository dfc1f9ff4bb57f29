"""Who may walk in: every route carries exactly one gate, and a house test looks for it."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def open_to_all(view: View) -> View:
    """A villager's page: no account, nothing personal."""
    view.gate = "open to all"  # type: ignore[attr-defined]  # read by tests/house/test_routes.py
    return view
