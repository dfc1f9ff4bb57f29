"""terminal disclosures: publishing from files."""

from datetime import datetime
from pathlib import Path

import click

from terminal import clock
from terminal.commands.common import DAY, day_of, opened, progress, settled
from terminal.disclosures.actions import Draft
from terminal.disclosures.importing import publish_files
from terminal.drafts.batch import actions as batches
from terminal.drafts.batch.checks import sentence
from terminal.drafts.batch.publishing import confirm
from terminal.drafts.batch.shapes import Brought, Checked
from terminal.errors import Problem, Refused
from terminal.staff.queries import Person, by_name


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


@disclosures.command("batch")
@click.argument("places", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--publish", "wants_publish", is_flag=True, help="Publish all of them in one act; left out: check and list."
)
@click.option("--by", default="命令行", show_default=True, help="Who brings the list in.")
@click.option("--confirmed-by", default="", help="Account of the supervisor or approver who has read the list.")
@click.option("--reason", default="", help="Why mobile numbers and names that were not masked may be public.")
@settled
def batch(
    places: tuple[Path, ...],
    wants_publish: bool,
    by: str,
    confirmed_by: str,
    reason: str,
    config_file: Path | None,
    data: Path | None,
) -> None:
    """Check a FOLDER or WORKBOOK of entries (拟公开信息清理审核) and list them; --publish makes all of them public, or none.

    Example: terminal disclosures batch old/ --publish --by 李秀英 --confirmed-by 周德明
    """
    opened(config_file, data, must_exist=True)
    now = clock.now()
    if wants_publish and not confirmed_by:
        raise Refused([Problem("公布要有第二个人确认，请写 --confirmed-by，监督委员会或乡镇审核的账号。")])
    second = by_name(confirmed_by) if wants_publish else None
    brought = _brought(places)
    with progress("读文件", len(brought)) as told:
        proposal, found = batches.look(brought, now, told)
    for one in found:
        _tell(one)
    click.echo(f"一共 {len(found)} 条，都查过了。")
    if second:
        number = batches.keep(proposal, by=Person(0, by, frozenset()), now=now)
        for index_no in _confirmed(number, reason, second, now):
            click.echo(index_no)
        click.echo("全部公布了。")


def _confirmed(number: int, reason: str, second: Person, now: clock.Now) -> tuple[str, ...]:
    """Confirm the list just kept; a refusal leaves no list waiting."""
    try:
        return confirm(number, reason, by=second, now=now)
    except Refused:
        batches.drop(number, by=second, now=now)
        raise


def _brought(places: tuple[Path, ...]) -> list[Brought]:
    """Every file named, and every file of every folder named; hidden and lock files are not meant."""
    found = [path for place in places for path in (sorted(place.iterdir()) if place.is_dir() else [place])]
    meant = [path for path in found if path.is_file() and not path.name.startswith((".", "~$"))]
    return [Brought(path.name, path.read_bytes()) for path in meant]


def _tell(one: Checked) -> None:
    content = one.entry.content
    click.echo("  ".join(filter(None, (one.entry.item, content.period, one.entry.published_on, content.title))))
    for find in one.finds:
        click.echo(f"    请看：{sentence(find)}")
    for remark in one.remarks:
        click.echo(f"    请看：{remark}")
