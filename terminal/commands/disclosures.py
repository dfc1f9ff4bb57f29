"""terminal disclosures: publishing from files."""

from datetime import datetime
from pathlib import Path

import click

from terminal import clock
from terminal.commands.common import DAY, day_of, opened, settled
from terminal.disclosures.actions import Draft
from terminal.disclosures.importing import publish_files


@click.group()
def disclosures() -> None:
    """Publish texts (公开信息)."""


@disclosures.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--item", required=True, help="Catalogue code, such as V-A05 or T-P01.")
@click.option("--title", help="Title; left out: the first line of each file.")
@click.option("--published-on", type=DAY, help="Day of publication; left out: today.")
@click.option("--created-on", type=DAY, help="Day the text was made (成文日期); left out: day of publication.")
@click.option("--period", help="Period it is about, such as 2026-10, 2026Q3, 2026H1, 2026; empty for none.")
@click.option("--publisher", default="", help="Who publishes, by key; left out: the first of the unit.")
@click.option("--by", default="命令行", show_default=True, help="Who enters it in the log.")
@settled
def import_files(
    files: tuple[Path, ...],
    item: str,
    title: str | None,
    published_on: datetime | None,
    created_on: datetime | None,
    period: str | None,
    publisher: str,
    by: str,
    config_file: Path | None,
    data: Path | None,
) -> None:
    """Publish UTF-8 (or GB18030) text and Markdown files; all of them, or none with every problem listed.

    Example: terminal disclosures import report.md --item T-O05 --title 年度报告 --published-on 2026-01-20
    """
    opened(config_file, data)
    now = clock.now()
    draft = Draft(
        item=item,
        title=title or "",
        text="",
        published_on=day_of(published_on) or now.today,
        created_on=day_of(created_on),
        period=period,
        publisher=publisher,
    )
    for done in publish_files(files, draft, by=by, now=now):
        note = "" if done.encoding == "UTF-8" else f"（原文是 {done.encoding}，已转换）"
        click.echo(f"{done.index_no}  {done.title}{note}")
