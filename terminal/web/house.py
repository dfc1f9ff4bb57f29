"""An application of the house; its doors may come without some of their pages."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.typing import RouteCallable
from werkzeug import routing


class Rule(routing.Rule):
    """What puts its addresses together is compiled when the first one is asked for: for all rules at once it was a tenth of a start."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        make = super()._compile_builder

        def build(rule: Rule, **values: Any) -> tuple[str, str]:
            made = make(append_unknown).__get__(rule, None)
            setattr(rule, "_build_unknown" if append_unknown else "_build", made)
            return made(**values)  # type: ignore[no-any-return]  # werkzeug's own type of it is Any

        return build


class House(Flask):
    """`left_out` are the endpoints of pages that are not there: no address leads to them, and none is made."""

    url_rule_class = Rule
    left_out: frozenset[str] = frozenset()

    def add_url_rule(
        self, rule: str, endpoint: str | None = None, view_func: RouteCallable | None = None, *args: Any, **options: Any
    ) -> None:
        if endpoint not in self.left_out:
            super().add_url_rule(rule, endpoint, view_func, *args, **options)
