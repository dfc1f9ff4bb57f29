"""terminal feedback: an office reads the letters sealed for it, on its own machine; a terminal hands them over."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from terminal import clock
from terminal.commands.common import opened, settled
from terminal.errors import TerminalError
from terminal.feedback.sealed import container, queries
from terminal.feedback.sealed.container import Letter
from terminal.feedback.sealed.sealing import MAGIC, WRONG_KEY, identities_in, public_of, unseal
from terminal.feedback.sealed.told import LONGEST, More, Step, Told, seal_told, unseal_more
from terminal.journal import blobs
from terminal.store.files import write_whole
from terminal.text.words import tidy

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
LINE = "─" * 40
ANSWERS: tuple[Step, ...] = ("received", "asked", "answered")


@click.group()
def feedback() -> None:
    """Sealed letters (封好的信)."""


@feedback.command("open")
@click.argument("files", nargs=-1, type=FILE)
@click.option("--identity", type=FILE, required=True, help="The private key file of the office.")
@click.option("--out", type=FOLDER, help="Folder for photographs and voice; without it only the words are shown.")
@settled
def open_letters(
    files: tuple[Path, ...], identity: Path, out: Path | None, config_file: Path | None, data: Path | None
) -> None:
    """Show sealed letters; without FILES, all of this terminal that the key opens. `age -d -i KEY` opens them too.

    Example: terminal feedback open --identity discipline.key --out letters discipline-2026-11-22-*.age
    """
    keys = identities_in(identity.read_bytes(), _phrase(identity))
    if files:
        found, left = _opened(((path.name, path.read_bytes()) for path in files), keys)
    else:
        opened(config_file, data, must_exist=True)
        found, left = _opened(_lying_here(), keys)
        # The letters of other offices lie here too, and are none of this one's business.
        left = [(name, says) for name, says in left if says != WRONG_KEY]
    for name, letter in found:
        _show(name, letter, out)
    for name, says in left:
        click.echo(f"✗ {name}：{says}", err=True)
    click.echo(f"打开了 {len(found)} 封。")
    if left or not found:
        raise click.exceptions.Exit(1)


def _phrase(identity: Path) -> str:
    """The passphrase of a locked key file, asked for."""
    if not identity.read_bytes().startswith(MAGIC):
        return ""
    typed: str = click.prompt("私钥的口令（屏幕上看不见）", hide_input=True)
    return typed


def _lying_here() -> Iterator[tuple[str, bytes]]:
    return ((_name(letter), blobs.path(letter.sha256).read_bytes()) for letter in queries.letters())


def _opened(
    sealed: Iterator[tuple[str, bytes]], keys: Sequence[str]
) -> tuple[list[tuple[str, Letter | More]], list[tuple[str, str]]]:
    """Letters, and what their writers added, that opened; and why the others did not."""
    found: list[tuple[str, Letter | More]] = []
    left = []
    for name, data in sealed:
        try:
            found.append((name, _read(data, keys)))
        except TerminalError as wrong:
            left.append((name, str(wrong)))
    return found, left


def _read(data: bytes, keys: Sequence[str]) -> Letter | More:
    """A letter or what was added to one. Raises TerminalError."""
    try:
        return unseal(data, keys)
    except TerminalError as wrong:
        if str(wrong) != container.NO_LETTER:
            raise
        try:
            return unseal_more(data, keys)
        except TerminalError:
            raise wrong from None


def _show(name: str, letter: Letter | More, out: Path | None) -> None:
    if isinstance(letter, More):
        said = f"评价：{letter.level}（1 非常满意，5 非常不满意）" if letter.level else letter.text
        return click.echo(f"{LINE}\n{name}\n写信的人补充（{letter.day}）\n\n{said}")
    click.echo(f"{LINE}\n{name}\n{container.in_words(letter)}")
    if out is None:
        if letter.submission.attached:
            click.echo("附件没有取出来。加上 --out 文件夹，就会存到那里。")
        return None
    folder = out / Path(name).stem
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for file, data in ((container.WORDS, container.in_words(letter).encode()), *container.files(letter)):
        write_whole(folder / file, data, mode=0o600)
    return click.echo(f"存到了 {folder}")


@feedback.command("answer")
@click.option("--letter", type=FILE, required=True, help="The sealed letter (.age).")
@click.option("--identity", type=FILE, required=True, help="The private key file of the office.")
@click.option("--office", required=True, help="The office's name, as the writer is to read it.")
@click.option("--step", type=click.Choice(ANSWERS), default="answered", show_default=True, help="What it tells.")
@click.option("--text", type=FILE, help="A text file (UTF-8) with the words; without it they are typed in.")
@click.option("--due", type=click.DateTime(["%Y-%m-%d"]), help="The day promised for the answer, when it is taken up.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Where the answer goes.")
@settled
def answer(
    letter: Path,
    identity: Path,
    office: str,
    step: Step,
    text: Path | None,
    due: datetime | None,
    out: Path,
    config_file: Path | None,
    data: Path | None,
) -> None:
    """Seal an answer for the receipt that lies in a letter, on a machine that need not know any network.

    Example: terminal feedback answer --letter 来信.age --identity discipline.key --office 青溪县纪委监委信访室 --out 答复.age
    """
    if out.exists():
        raise TerminalError(f"{out} 已经有了，没有盖掉它。请换一个名字。")
    keys = identities_in(identity.read_bytes(), _phrase(identity))
    opened_letter = unseal(letter.read_bytes(), keys)
    own = tuple(public_of(key) for key in keys)
    told = Told(
        step=step,
        office=office.strip(),
        text=_words(text),
        day=clock.today(),
        due_on=due.date() if due else None,
        reply_to=own,
    )
    write_whole(out, seal_told(told, [opened_letter.reply_to, *own]), mode=0o600)
    click.echo(f"答复封好了：{out}\n    拿到县平台上传，只有写信的人凭回执打得开，本单位的私钥也打得开。")


def _words(text: Path | None) -> str:
    """What is to be said. Raises TerminalError: nothing, too much, no text."""
    try:
        said: str = text.read_text("utf-8-sig") if text else click.prompt("写给对方的话", type=str)
    except UnicodeDecodeError:
        raise TerminalError(f"{text} 不是文字文件（UTF-8）。请另存为 UTF-8 再试。") from None
    said = tidy(said).strip()
    if not said or len(said) > LONGEST:
        raise TerminalError(f"答复要写一些字，最多 {LONGEST} 个，现在有 {len(said)} 个。")
    return said


@feedback.command("export")
@click.option("--addressee", type=click.Choice(queries.ABOVE), required=True, help="For which office.")
@click.option("--out", type=FOLDER, required=True, help="Folder, such as a USB stick.")
@settled
def export(addressee: str, out: Path, config_file: Path | None, data: Path | None) -> None:
    """Copy the sealed letters for an office, still sealed; their names say the office and the day alone.

    Example: terminal feedback export --addressee discipline --out /media/usb
    """
    opened(config_file, data, must_exist=True)
    found = queries.letters(addressee)
    out.mkdir(parents=True, exist_ok=True)
    for letter in found:
        write_whole(out / _name(letter), blobs.path(letter.sha256).read_bytes())
    # Not how many: whoever carries them need not know.
    click.echo(f"封好的信都在 {out} 里了，谁也没有打开过。")


def _name(letter: queries.Letter) -> str:
    return f"{letter.addressee}-{letter.day}-{letter.sha256[:12]}.age"
