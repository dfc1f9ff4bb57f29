"""terminal seed: fill an empty terminal."""

from pathlib import Path

import click

from terminal.commands.common import opened, progress, settled
from terminal.seeding.demo import KINDS, load


@click.group()
def seed() -> None:
    """Fill an empty terminal."""


@seed.command()
@click.option("--kind", type=click.Choice(KINDS), default="village", show_default=True, help="Which demonstration.")
@settled
def demo(kind: str, config_file: Path | None, data: Path | None) -> None:
    """Load the invented village or township; refused when something is there already.

    Example: terminal seed demo --kind township --data township-data
    """
    opened(config_file, data)
    with progress("正在装入", 100) as told:
        count = load(kind, told=told)
    click.echo(f"已装入 {count} 条登记（内容都是虚构的）。")
