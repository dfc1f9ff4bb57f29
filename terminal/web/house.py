"""An application of the house; its doors may come without some of their pages."""

from typing import Any

from flask import Flask
from flask.typing import RouteCallable


class House(Flask):
    """`left_out` are the endpoints of pages that are not there: no address leads to them, and none is made."""

    left_out: frozenset[str] = frozenset()

    def add_url_rule(
        self, rule: str, endpoint: str | None = None, view_func: RouteCallable | None = None, *args: Any, **options: Any
    ) -> None:
        if endpoint not in self.left_out:
            super().add_url_rule(rule, endpoint, view_func, *args, **options)
