"""Every command is documented, shows an example, and can be told which terminal it is about."""

import importlib.util
import re
from collections.abc import Iterator

import click
import pytest

from tests.house.sources import HOUSE

WHICH_TERMINAL = {"--config", "--data"}


def commands(group: click.Command, before: str = "terminal") -> Iterator[tuple[str, click.Command]]:
    """Every command with what one types for it: `terminal log verify`."""
    for name, command in getattr(group, "commands", {}).items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


def command_complaints(group: click.Command, documents: str) -> Iterator[str]:
    for typed, command in commands(group):
        options = {option for one in command.params for option in one.opts}
        if not re.search(rf"{typed}(?![\w-])", documents):
            yield f"{typed} is in no document"
        if typed not in (command.help or "") + (command.epilog or ""):
            yield f"{typed} --help shows no example"
        if missing := sorted(WHICH_TERMINAL - options):
            yield f"{typed} lacks {missing}"


def documents() -> str:
    return "\n".join(path.read_text("utf-8") for path in (HOUSE / "README.md", *sorted((HOUSE / "docs").rglob("*.md"))))


def test_every_command_keeps_the_house_rules():
    if importlib.util.find_spec("terminal.cli"):
        from terminal.cli import commands as group

        assert list(command_complaints(group, documents())) == []


def command(name: str, text: str, *options: str) -> click.Command:
    return click.Command(name, help=text, params=[click.Option([option]) for option in options])


@pytest.mark.parametrize(
    ("made", "complaint"),
    [
        pytest.param(command("show", "terminal log show 3", "--config", "--data"), "no document", id="undocumented"),
        pytest.param(command("verify", "Checks.", "--config", "--data"), "no example", id="no example"),
        pytest.param(command("verify", "terminal log verify", "--data"), "lacks ['--config']", id="cannot be told"),
    ],
)
def test_a_careless_command_is_named(made, complaint):
    main = click.Group("terminal", commands=[click.Group("log", commands=[made])])
    (found,) = command_complaints(main, "`terminal log verify`")
    assert complaint in found


def test_a_good_command_is_left_in_peace():
    main = click.Group("terminal", commands=[command("run", "Example: terminal run", "--config", "--data")])
    assert list(command_complaints(main, "bin/terminal run")) == []
