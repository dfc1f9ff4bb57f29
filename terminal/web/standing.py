"""Where the log, or one line of it, is by now: asked by any page, answered by a room further right."""

from collections.abc import Callable

from flask import Flask

# (number of a line, or None for the whole log) -> an icon, and words in the language of the page
Sayer = Callable[[int | None], tuple[str, str]]


def install(app: Flask, say: Sayer) -> None:
    """Let templates ask `standing(seq)`; the foot of every page does, about the line a page sets as `said_in`."""
    app.jinja_env.globals["standing"] = say
