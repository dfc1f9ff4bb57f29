"""What rooms further right add to a thing's page: asked by its address, so that its own room need not know them."""

from collections.abc import Callable, Iterable

import msgspec
from flask import Flask, request


class Beside(msgspec.Struct, frozen=True):
    """A link that stands on the page of a thing; `sign` is an icon."""

    name: str
    href: str
    sign: str


Sayer = Callable[[str], Iterable[Beside]]


def install(app: Flask, sayers: Iterable[Sayer]) -> None:
    """Let templates ask `beside(path)` what else there is about the thing at that address."""
    asked = tuple(sayers)

    def beside(path: str) -> list[Beside]:
        return [link for say in asked for link in say(path.removeprefix(request.script_root))]

    app.jinja_env.globals["beside"] = beside
