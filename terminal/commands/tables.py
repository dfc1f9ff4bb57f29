"""terminal tables: plan, assets, resources, debts, distribution and contracts from workbooks, checked or published."""

from datetime import datetime
from pathlib import Path

import click

from terminal import clock
from terminal.commands.common import DAY, day_of, opened, settled
from terminal.errors import Problem, Refused, refuse_if
from terminal.register.queries import index_of
from terminal.tables import actions, checks
from terminal.tables.book import Reading
from terminal.tables.checks import Wanted
from terminal.tables.columns import said
from terminal.tables.reading import read, said_period
from terminal.tables.rules import number
from terminal.tables.sorts import KEYS, sort_of
from terminal.text.days import Period
from terminal.village.queries import here

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
SORT = click.option("--sort", "key", type=click.Choice(KEYS), required=True, help="Which table it is.")
PERIOD = click.option("--period", default="", help="Such as 2026Q3 or 2026; left out: as the sheet says.")


@click.group()
def tables() -> None:
    """Registers and financial tables (三资台账和财务表)."""


def _wanted(file: Path, key: str, period: str, excuse: str = "") -> Wanted:
    """The table in a file. Raises Refused when nobody knows of which period, or nothing could be read."""
    sort = sort_of(key)
    if sort is None:
        raise Refused([Problem("没有这一种表。")])
    reading = read(file.read_bytes(), file.name, sort)
    _tell(reading)
    refuse_if(reading.problems if not reading.rows else ())
    found = said_period(reading, checks.kinds_of(sort, here().kind))
    try:
        wanted = Period.read(period) if period else found
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from None
    if wanted is None:
        raise Refused([Problem("表上没写是哪一期的。请用 --period 写明，比如 2026Q3。", file.name)])
    return Wanted(sort, wanted, reading, excuse)


def _tell(reading: Reading) -> None:
    for notice in reading.notices:
        click.echo(f"提示：{notice}")
    for left in reading.left_out:
        click.echo(f"没有读：{left}")


def _sums(wanted: Wanted) -> str:
    sort, rows = wanted.sort, wanted.reading.rows
    found = [f"{wanted.reading.sheet}：{wanted.period.label()}，{len(rows)} 行"]
    for column in sort.summed if not sort.group else ():
        if column.key in wanted.reading.columns:
            total = sum(number(row.values, column.key) for row in rows)
            found.append(f"{column.name} {said(column, total)} {column.unit}")
    return "，".join(found)


@tables.command()
@FILE
@SORT
@PERIOD
@settled
def check(file: Path, key: str, period: str, config_file: Path | None, data: Path | None) -> None:
    """Read a workbook or CSV file and list every problem by sheet and cell; nothing is published.

    Example: terminal tables check assets.xlsx --sort assets
    """
    opened(config_file, data)
    wanted = _wanted(file, key, period)
    click.echo(_sums(wanted))
    refuse_if(actions.check(wanted, clock.now()))
    click.echo("数对得上，可以公布。")


@tables.command("import")
@FILE
@SORT
@PERIOD
@click.option("--excuse", default="", help="Why something does not add up, for villagers.")
@click.option("--publisher", default="", help="Who publishes, by key; left out: the first of the unit.")
@click.option("--published-on", type=DAY, help="Day of publication; left out: today.")
@click.option("--by", default="命令行", show_default=True, help="Who enters it in the log.")
@settled
def import_file(
    file: Path,
    key: str,
    period: str,
    excuse: str,
    publisher: str,
    published_on: datetime | None,
    by: str,
    config_file: Path | None,
    data: Path | None,
) -> None:
    """Publish a table; refused whole, with every problem by sheet and cell, when the sums do not hold.

    Example: terminal tables import assets.xlsx --sort assets --period 2026Q3
    """
    opened(config_file, data)
    now = clock.now()
    wanted = _wanted(file, key, period, excuse)
    click.echo(_sums(wanted))
    header = actions.publish(
        wanted,
        publisher=publisher or here().publishers[0].key,
        published_on=day_of(published_on) or now.today,
        by=by,
        now=now,
    )
    click.echo(f"已公布，索引号 {index_of(header.origin, header.obj)}，第 {header.seq} 号登记。")
