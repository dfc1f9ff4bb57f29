"""terminal ledger: what township bookkeepers send, checked or published."""

from datetime import datetime
from pathlib import Path

import click

from terminal import clock
from terminal.commands.common import DAY, day_of, opened, settled
from terminal.errors import refuse_if
from terminal.ledger import actions
from terminal.ledger.events import Account
from terminal.ledger.sheets.book import Reading
from terminal.ledger.sheets.reading import read
from terminal.register.queries import index_of
from terminal.text.days import Period
from terminal.text.money import yuan
from terminal.village.queries import here


class PeriodType(click.ParamType):
    """A month such as 2026-03."""

    name = "period"

    def convert(self, value: str | Period, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        try:
            return value if isinstance(value, Period) else Period.read(value)
        except ValueError as wrong:
            self.fail(str(wrong), param, ctx)


class AccountType(click.ParamType):
    """An account: a short key, and its name where it is not 基本户."""

    name = "key=name"

    def convert(self, value: str | Account, param: click.Parameter | None, ctx: click.Context | None) -> Account:
        if isinstance(value, Account):
            return value
        key, _, name = value.partition("=")
        return Account(key, name or key)


FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
ACCOUNT = click.option(
    "--account", type=AccountType(), default="jiben=基本户", show_default=True, help="Account (账户): key=name."
)
PERIOD = click.option("--period", type=PeriodType(), required=True, help="Month the sheet is for, such as 2026-03.")


@click.group()
def ledger() -> None:
    """Sheets of income and expenditure (财务公开)."""


def _tell(reading: Reading, period: Period) -> None:
    for notice in (*reading.notices, *(notice for sheet in reading.sheets for notice in sheet.notices)):
        click.echo(f"提示：{notice}")
    for left in reading.left_out:
        click.echo(f"没有读：{left}")
    for sheet in reading.sheets:
        opening, closing = sheet.opening_fen, sheet.closing_fen
        said = [f"{sheet.name}：{period.label()}，{len(sheet.lines)} 笔"]
        said += [f"期初 {yuan(opening)} 元"] if opening is not None else []
        said += [f"期末 {yuan(closing)} 元"] if closing is not None else []
        click.echo("，".join(said))


@ledger.command()
@FILE
@PERIOD
@ACCOUNT
@settled
def check(file: Path, period: Period, account: Account, config_file: Path | None, data: Path | None) -> None:
    """Read a workbook or CSV file and list every problem by sheet and cell; nothing is published.

    Example: terminal ledger check 2026-03.xlsx --period 2026-03
    """
    opened(config_file, data)
    reading = read(file.read_bytes(), file.name, period)
    _tell(reading, period)
    now = clock.now()
    refuse_if(actions.check_reading(reading, file.name, account=account, published_on=now.today, now=now))
    click.echo("账对得上，可以公布。")


@ledger.command("import")
@FILE
@PERIOD
@ACCOUNT
@click.option("--publisher", default="", help="Who publishes, by key; left out: the first of the unit.")
@click.option("--published-on", type=DAY, help="Day of publication; left out: today.")
@click.option("--by", default="命令行", show_default=True, help="Who enters it in the log.")
@settled
def import_file(
    file: Path,
    period: Period,
    account: Account,
    publisher: str,
    published_on: datetime | None,
    by: str,
    config_file: Path | None,
    data: Path | None,
) -> None:
    """Publish a month's sheet; refused whole, with every problem by sheet and cell, when the sums do not hold.

    Example: terminal ledger import 2026-03.xlsx --period 2026-03
    """
    opened(config_file, data)
    now = clock.now()
    reading = read(file.read_bytes(), file.name, period)
    _tell(reading, period)
    day = day_of(published_on) or now.today
    refuse_if(actions.check_reading(reading, file.name, account=account, published_on=day, now=now))
    header = actions.publish(
        actions.sheet_of(reading, file.name, account),
        account=account,
        publisher=publisher or here().publishers[0].key,
        published_on=day,
        by=by,
        now=now,
    )
    click.echo(f"已公布，索引号 {index_of(header.origin, header.obj)}，第 {header.seq} 号登记。")
