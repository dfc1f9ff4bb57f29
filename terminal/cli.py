"""The console script `terminal`: commands, each a few lines; exit 0 done, 1 what was checked is wrong, 2 called wrongly."""

import sys
from collections.abc import Iterator, Mapping
from importlib import import_module

import click
from peewee import DatabaseError

from terminal import __version__
from terminal.errors import Refused, SettingsError, TerminalError

MODULES = {
    name: name
    for name in (
        "run",
        "county",
        "seed",
        "disclosures",
        "ledger",
        "log",
        "bench",
        "user",
        "keys",
        "feedback",
        "bundle",
        "backup",
        "restore",
        "doctor",
        "stick",
        "sync",
        "tables",
        "pull",
        "enrol",
    )
} | {"rebuild": "log"}


class Commands(Mapping[str, click.Command]):
    """Loads a command's module when somebody asks for it: serving pages needs nothing that reads workbooks."""

    def __getitem__(self, name: str) -> click.Command:
        found: click.Command = getattr(import_module(f"terminal.commands.{MODULES[name]}"), name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(MODULES)

    def __len__(self) -> int:
        return len(MODULES)


@click.group(commands=Commands(), context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="terminal")
def commands() -> None:
    """村务公开终端 · the village disclosure terminal."""


def main() -> None:
    """Run a command; what went wrong is said in sentences, never as a stack trace."""
    try:
        sys.exit(commands.main(standalone_mode=False))
    except click.Abort:
        sys.exit(130)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(2)
    except SettingsError as wrong:
        click.echo(f"设置有误：{wrong}", err=True)
        sys.exit(2)
    except Refused as wrong:
        click.echo(f"没有办成，什么也没有改。问题有 {len(wrong.problems)} 处：", err=True)
        for problem in wrong.problems:
            click.echo(f"  · {problem}", err=True)
        sys.exit(1)
    except TerminalError as wrong:
        click.echo(str(wrong), err=True)
        sys.exit(1)
    except DatabaseError as wrong:
        click.echo(f"数据库读写出了问题：{wrong}。请先停下别的 terminal 命令再试；还不行，请找管机器的人。", err=True)
        sys.exit(1)
