"""terminal enrol: belong to a county from now on, by the code it gave."""

from contextlib import closing
from pathlib import Path

import click

from terminal import clock, config
from terminal.commands.common import settled
from terminal.errors import Problem, Refused
from terminal.journal.append import origin
from terminal.journal.keys import load_or_make
from terminal.opening import open_tables, settle
from terminal.sync import enrolment, introducing, replacing, stick
from terminal.sync.link import Link
from terminal.sync.pairing import Grant, Paper
from terminal.sync.wire import Wire

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("words", metavar="[URL] CODE", nargs=-1, required=True)
@click.option("--stick", "folder", metavar="DIR", type=FOLDER, help="Carry the request and the answer on this stick.")
@settled
def enrol(words: tuple[str, ...], folder: Path | None, config_file: Path | None, data: Path | None) -> None:
    """Pair with the county by the code it gave, over the network or by stick; CODE may also be what its QR code holds.

    With a code for replacing a terminal, an empty --data folder is filled with everything the county has of its log.
    By stick: once to write the request, again with the same code when the stick comes back.

    Example: terminal enrol http://open.example.gov.cn 7K2M-9QXW-4D3F --data /srv/terminal
    """
    if len(words) > 2:
        raise click.UsageError("一个地址、一个配对码就够了；二维码里的整句话请用引号括起来。")
    settings = config.read(config_file, data)
    settings.data.mkdir(parents=True, exist_ok=True)
    address = words[0] if len(words) == 2 else settings.sync.county
    if folder:
        _by_stick(settings, folder, words[-1])
        return
    name = settings.unit.name if settings.unit else ""
    request, address = enrolment.begin(settings.data, words[-1], name, address)
    if not address:
        raise Refused([Problem("请写县平台的地址，例如 http://open.example.gov.cn。没有网，请用 --stick。")])
    with closing(Wire(address, authority=settings.sync.authority)) as wire:
        paper = introducing.ask_over_the_line(wire, request)
        grant = enrolment.check(settings.data, paper)
        if grant.restores:
            _replace(settings, grant, wire)
        else:
            _believe(settings, paper)
    click.echo(introducing.paired(grant))


def _believe(settings: config.Settings, paper: Paper) -> None:
    open_tables(settings)
    settle(settings)
    enrolment.take(settings.data, paper, clock.now())


def _replace(settings: config.Settings, grant: Grant, wire: Wire | None, files: list[Path] | None = None) -> None:
    """Fetch the log of the machine whose place this one takes; asked again after a power cut it goes on where it was."""
    if not settings.database.exists():
        link = Link(wire, grant.log, load_or_make(settings.data / "keys"), [grant.county]) if wire else None
        found = replacing.fetch(link, grant, settings.data) if link else files or []
        done = replacing.build(settings.data, grant, found)
        left = replacing.fetch_attachments(link, found, grant, settings.data) if link else 0
        replacing.move_in(settings.data)
        click.echo(f"取回 {done.lines} 条登记。" + (f"县里也没有的附件有 {left} 个。" if left else "附件都在。"))
    open_tables(settings)
    if origin() != grant.log:
        raise Refused([Problem(f"{settings.data} 里已经有一本日志了。换机器要用新的、空的文件夹，请另选一个 --data。")])
    replacing.settle(settings.data, grant, clock.now())
    settle(settings)


def _by_stick(settings: config.Settings, folder: Path, code: str) -> None:
    grants = [] if enrolment.waiting(settings.data) is None else list(introducing.papers(folder / stick.ENROL, "grant"))
    for _, paper in grants:
        try:
            grant = enrolment.check(settings.data, paper)
        except Refused:
            continue
        if grant.restores:
            downs = sorted((folder / stick.DOWN / grant.log).glob("*.zip"))[: stick.MOST]
            _replace(settings, grant, None, downs)
        else:
            _believe(settings, paper)
        click.echo(introducing.paired(grant))
        return
    enrolment.begin(settings.data, code, settings.unit.name if settings.unit else "")
    click.echo(introducing.ask_by_stick(settings.data, folder))
