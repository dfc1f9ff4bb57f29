"""Reading what a form says, and showing it again with what is wrong; secrets are never shown again."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from flask import Response, request

from terminal.errors import Problem, Refused
from terminal.web.pages import render_page

LONGEST_LINE = 200
UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


class Form(msgspec.Struct):
    """What was typed, and what is wrong with it: `errors` by field, "" for what belongs to no field."""

    typed: dict[str, list[str]]
    labels: Mapping[str, str] = {}
    errors: dict[str, list[str]] = {}

    def line(self, name: str, longest: int = LONGEST_LINE) -> str:
        """One line of words, ends trimmed; too long or with control characters is a mistake, not cut."""
        said = (self.typed.get(name) or [""])[0].strip()
        if len(said) > longest:
            self.complain(name, f"最多 {longest} 个字，现在有 {len(said)} 个。")
        elif not said.isprintable():
            self.complain(name, "这里只能写一行字。")
        return said

    def text(self, name: str, longest: int) -> str:
        """Several lines of words, line ends as the house writes them."""
        said = (self.typed.get(name) or [""])[0].replace("\r\n", "\n")
        if len(said) > longest:
            self.complain(name, f"最多 {longest} 个字，现在有 {len(said)} 个。")
        return said

    def secret(self, name: str) -> str:
        """Exactly what was typed; taken out, so that no page can show it again."""
        return (self.typed.pop(name, None) or [""])[0]

    def many(self, name: str, choices: Iterable[str]) -> tuple[str, ...]:
        """Which of these were chosen, in the order of `choices`; anything else is as if it had not been sent."""
        return tuple(choice for choice in choices if choice in self.typed.get(name, ()))

    def one(self, name: str, choices: Iterable[str], default: str = "") -> str:
        """Which one of these was chosen."""
        return next(iter(self.many(name, choices)), default)

    def whole(self, name: str, default: int = 0) -> int:
        """A whole number, such as the id of something chosen."""
        said = (self.typed.get(name) or [""])[0]
        return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else default

    def ticked(self, name: str) -> bool:
        return bool(self.typed.get(name))

    def complain(self, name: str, says: str) -> None:
        self.errors.setdefault(name, []).append(says)

    def take(self, problems: Iterable[Problem]) -> None:
        """Put each problem at its field: `where` is the field's name or its label; the rest stands above the form."""
        for problem in problems:
            name = self.labels.get(problem.where, problem.where)
            place = name if name in self.labels.values() else ""
            self.complain(place, problem.says if place else str(problem))

    @property
    def is_wrong(self) -> bool:
        return any(self.errors.values())

    def refuse_if_wrong(self) -> None:
        """Raises Refused when reading already found a mistake; the mistakes are at their fields."""
        if self.is_wrong:
            raise Refused(())

    def shown(self, name: str) -> str:
        """What to put into the field again; characters no page can carry are left out."""
        return UNSHOWN.sub("", (self.typed.get(name) or [""])[0])

    def is_chosen(self, name: str, value: str) -> bool:
        return value in self.typed.get(name, ())


def empty(labels: Mapping[str, str] | None = None, **typed: str | Iterable[str]) -> Form:
    """A form nobody has filled in yet, with what may stand in it already."""
    said = {name: [value] if isinstance(value, str) else list(value) for name, value in typed.items()}
    return Form(said, labels or {}, {})


def read(labels: Mapping[str, str] | None = None) -> Form:
    """What was sent. `labels`: what rules call a field → name of the field (“姓名” → “name”)."""
    return Form({name: list(values) for name, values in request.form.lists()}, labels or {}, {})


def again(template: str, form: Form, wrong: Refused, **values: Any) -> Response:
    """The page with the form once more, 422: what was typed stays, every problem is said, secrets are gone."""
    form.take(wrong.problems)
    fragment = values.pop("fragment", None)
    return render_page(template, fragment=fragment, status=422, keep=False, form=form, **values)
